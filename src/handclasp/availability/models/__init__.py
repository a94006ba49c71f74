"""Who can come: presence, open pages, blocks, sessions."""

from handclasp.availability.models.presence import OpenPage, Presence

__all__ = ["OpenPage", "Presence"]

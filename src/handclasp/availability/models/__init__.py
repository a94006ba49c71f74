"""Who can come: presence, open pages, blocks, sessions."""

from handclasp.availability.models.blocks import (
    Block,
    BlockException,
    BlockPause,
    Horizon,
    Occurrence,
    ReachWay,
)
from handclasp.availability.models.presence import OpenPage, Presence

__all__ = [
    "Block",
    "BlockException",
    "BlockPause",
    "Horizon",
    "Occurrence",
    "OpenPage",
    "Presence",
    "ReachWay",
]

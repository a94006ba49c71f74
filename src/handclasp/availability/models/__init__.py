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
from handclasp.availability.models.sessions import Pause, Question, RoomTablet, Session, ShownNote

__all__ = [
    "Block",
    "BlockException",
    "BlockPause",
    "Horizon",
    "Occurrence",
    "OpenPage",
    "Pause",
    "Presence",
    "Question",
    "ReachWay",
    "RoomTablet",
    "Session",
    "ShownNote",
]

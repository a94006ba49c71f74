"""What happens when nothing happens: which watch a handoff has, when it is due, and who is told, rung by rung."""

from enum import StrEnum


class WatchKind(StrEnum):
    """What must happen by a watch's due time."""

    FIND_NEXT_HAND = "find_next_hand"
    MEET = "meet"
    REACH_CLIENT = "reach_client"
    PLAN_VISIT = "plan_visit"
    RECORD_VISIT = "record_visit"
    RECOVER = "recover"
    CONFIRM_ENGAGEMENT = "confirm_engagement"
    REVIEW_PAUSE = "review_pause"

"""Codes of the live tier in words, for sender and receiver."""

from typing import Final

URGENCY: Final = {"routine": "Routine", "urgent": "Urgent", "emergency": "Emergency"}
SETTING: Final = {
    "in_person": "In person",
    "video": "By video",
    "hybrid": "On the tablet in the room",
    "phone": "By phone",
}
# How a ring asks by the setting in which they would meet, and the yes to it; neither names client nor need.
ASKS: Final = {
    "in_person": ("asks you to come to", "Accept, I’m coming"),
    "video": ("asks you to join by video", "Accept, I’ll join by video"),
    "hybrid": ("asks you to join by video", "Accept, I’ll join by video"),
    "phone": ("asks you to meet by phone", "Accept, I’ll meet by phone"),
}
# The yes of a ring into a session, where nobody else may read who asks.
QUIET_YES: Final = {
    "in_person": "Go, for ten minutes",
    "video": "Join by video, for ten minutes",
    "hybrid": "Join by video, for ten minutes",
    "phone": "Call, for ten minutes",
}
LANGUAGE: Final = {"en": "English", "es": "Spanish"}

WHY_I_CANNOT: Final = {
    "with_client": "With someone I can’t leave",
    "not_my_field": "Not my kind of help",
    "at_capacity": "I can’t take on more",
    "leaving": "I’m leaving",
    "other": "Something else",
}
WHY_NOT_THEY: Final = {
    "with_client": "With someone, can’t leave",
    "not_my_field": "Says: not my kind of help",
    "at_capacity": "Can’t take on more right now",
    "leaving": "Is leaving",
    "other": "Can’t come",
}
DROP_REASONS: Final = {
    "nobody_free": "Nobody was free",
    "away": "The right person is away",
    "client_could_not_wait": "The client could not wait",
    "technology": "Technology did not work",
    "client_preferred": "The client preferred it",
    "no_consent": "No consent to meet now",
    "other": "Something else",
}
CHANNELS: Final = {
    "call": "A call", "text": "A text message", "letter": "A letter", "outreach": "A visit to the client",
    "in_person": "In person, here", "video": "Video", "email": "Email",
}  # fmt: skip


def listed(names: list[str]) -> str:
    """Return `Imani, Tomas and Grace`."""
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def first_name(given: str) -> str:
    """Return the first of somebody's given names."""
    return (given.split() or [given])[0]

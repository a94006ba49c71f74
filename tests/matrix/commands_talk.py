"""What the commands about talk, needs and words need to be tried."""

from collections.abc import Callable
from typing import Any

from tests import cast


def talk_commands(handoff: Callable[..., Any]) -> dict[str, Any]:
    """Return them, each made by `handoff`: a permission, then what is given beside the handoff's number."""
    return {
        "handoffs.talking.say": handoff("message:write", kind="own", body="She waits"),
        "handoffs.talking.note_read": handoff("message:read"),
    }


NAMES = {"name_en": "Rides", "name_es": "Transporte", "say_en": "getting around", "say_es": "el transporte"}
WORDS = {"need_id": None, "tone": "plain", "language": "en"}


def needs_commands(directory: Callable[..., Any], oneself: str) -> dict[str, Any]:
    """Return them, each made by `directory`: a permission, then what is given beside the time."""
    keep = "need:keep"
    sleep = lambda world, actor: cast.need("sleep")  # noqa: E731
    return {
        "directory.needs.add_need": directory(keep, oneself, **NAMES),
        "directory.needs.rename_need": directory(keep, oneself, need_id=sleep, **NAMES),
        "directory.needs.offer_need": directory(keep, oneself, need_id=sleep, is_offered=False),
        "directory.needs.move_need": directory(keep, oneself, need_id=sleep, is_up=False),
        "directory.needs.map_need": directory(keep, oneself, need_id=sleep, program_ids=()),
        "directory.need_words.write_words": directory(
            keep, oneself, body="About {need}. {how} Yes?", **WORDS
        ),
        "directory.need_words.go_back": directory(keep, oneself, words_id=1),
        "directory.need_words.stop_words": directory(keep, oneself, **WORDS),
    }

"""What the demo's people say in their own words: one need reworded, in the second version."""

from datetime import timedelta

from handclasp.directory.commands.need_words import write_words
from handclasp.web.demo.stage import Stage

FIRST = "Bad nights wear anybody down. A colleague of mine helps people with {need}. {how} May I ask them to come?"
SECOND = (
    "Bad nights wear anybody down, and there is something to be done about it. A colleague of mine helps people with "
    "{need}. {how} You decide what comes of it. May I ask them to come?"
)


def set_up_words(stage: Stage) -> None:
    """Let Fernhollow ask about sleep in its own warm words."""
    priya, sleep = stage.actor("priya"), stage.needs["sleep"].pk
    write_words(priya, stage.now - timedelta(days=40), sleep, "warm", "en", FIRST)
    write_words(priya, stage.now - timedelta(days=12), sleep, "warm", "en", SECOND)

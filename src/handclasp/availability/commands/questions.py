"""The questions that a clinician leaves with a client who waits."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from handclasp.availability.models import Question
from handclasp.directory.checks import line
from handclasp.domain.etiquette_words import LANGUAGES
from handclasp.platform.actor import Actor
from handclasp.platform.db import acting
from handclasp.platform.refusals import Refusal

LONGEST: Final = 300
MOST: Final = 20


def set_questions(actor: Actor, language: str, asked: Sequence[tuple[str, bool]], now: datetime) -> None:
    """Write the actor's own set in one language, in this order, each with whether it is on; an empty text is left out.

    Refuses `unknown_choice`, `question_too_long` (300 characters, 20 questions) and `text_unreadable`.
    """
    if language not in LANGUAGES:
        raise Refusal("unknown_choice")
    kept = [(text, is_on) for text, is_on in ((_tidy(text), is_on) for text, is_on in asked) if text]
    if len(kept) > MOST:
        raise Refusal("question_too_long")
    with acting(actor, now, "session:keep") as deed:
        deed.on(f"questions:{actor.person}")
        Question.objects.filter(staff_id=actor.person, language=language).delete()
        Question.objects.bulk_create(
            Question(staff_id=actor.person, language=language, text=text, position=place, is_on=is_on)
            for place, (text, is_on) in enumerate(kept)
        )


def _tidy(text: str) -> str:
    try:
        return line(text, longest=LONGEST)
    except Refusal as refusal:
        if refusal.reason == "text_too_long":
            raise Refusal("question_too_long") from refusal
        raise

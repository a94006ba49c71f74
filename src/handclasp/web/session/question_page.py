"""The page of one's questions for a client who waits."""

from dataclasses import dataclass

from handclasp.availability.commands.questions import LONGEST, MOST
from handclasp.availability.queries.tablets import own_questions, questions_for
from handclasp.platform.actor import Actor

LANGUAGE_WORDS = {"en": "English", "es": "Spanish"}


@dataclass(frozen=True)
class Row:
    """One question in the form: `place` is its number in the order."""

    number: int
    place: int
    text: str
    is_on: bool


@dataclass(frozen=True)
class QuestionPage:
    """The whole page; `shown` is what a client would see, in order."""

    language: str
    words: str
    rows: tuple[Row, ...]
    shown: tuple[str, ...]
    longest: int
    problem: str = ""


def question_page(
    actor: Actor, language: str, problem: str = "", typed: list[tuple[str, bool]] | None = None
) -> QuestionPage:
    """Return the actor's set in one language, or what they typed, with two empty lines to add to."""
    kept = [(one.text, one.is_on) for one in own_questions(actor, language)] if typed is None else typed
    empty = [("", True)] * min(2, max(0, MOST - len(kept)))
    rows = [Row(n, n + 1, text, is_on) for n, (text, is_on) in enumerate([*kept, *empty])]
    shown = questions_for(actor.person, language)
    return QuestionPage(language, LANGUAGE_WORDS[language], tuple(rows), shown, LONGEST, problem)

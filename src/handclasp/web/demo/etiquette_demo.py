"""How the demo's people keep their sessions: two may be interrupted, and one was, on the last working day."""

from datetime import timedelta
from typing import Final

from handclasp.availability.commands import sessions
from handclasp.availability.commands.questions import set_questions
from handclasp.directory.commands.etiquette import offer_interruptions
from handclasp.domain.etiquette_words import QUESTIONS
from handclasp.web.demo.stage import MINUTE, Stage

OWN: Final = {
    "en": "If you told a friend about this week in one sentence, what would it be?",
    "es": "Si le contara esta semana a una amiga en una sola frase, ¿qué le diría?",
}


def set_up_etiquette(stage: Stage) -> None:
    """Let Imani and Tomas opt in; Imani adds a question, and was called out of one session for four minutes."""
    before = stage.days.at(-5, "08:00")
    for key, a_day in (("imani", 2), ("tomas", 1)):
        offer_interruptions(stage.actor(key), before, may_be=True, a_day=a_day)
    for language, own in OWN.items():
        asked = [(own, True), *((text, True) for text in QUESTIONS[language][:4])]
        set_questions(stage.actor("imani"), language, asked, before)
    _a_session_with_a_pause(stage)


def _a_session_with_a_pause(stage: Stage) -> None:
    imani, began = stage.actor("imani"), stage.days.at(-1, "10:00")
    session = sessions.start_session(
        imani, began, room="Room 12", language="en", ends_at=began + 50 * MINUTE, agreed=True
    )
    sessions.begin_pause(session.pk, began + 8 * MINUTE)
    sessions.come_back(imani, began + 12 * MINUTE + timedelta(seconds=20))
    sessions.end_session(imani, began + 55 * MINUTE, then="off")

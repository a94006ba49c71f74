"""What is said about a pause: to the client beforehand, on the tablet meanwhile, to the clinician; English, Spanish."""

from collections.abc import Mapping
from typing import Final

LANGUAGES: Final = ("en", "es")

# Said at the beginning of a session, in one breath; no is as good an answer as yes.
ASK: Final[Mapping[str, str]] = {
    "en": (
        "Once in a while somebody in another room needs me for a few minutes, to meet a person for the first time. "
        "If that happens today, would a short pause be fine for you? It is ten minutes at most and only once, you get "
        "the time back at the end, and you can call me back or change your mind whenever you like. "
        "If you would rather not, we are simply not disturbed."
    ),
    "es": (
        "De vez en cuando alguien me necesita unos minutos en otra sala, para conocer a una persona por primera vez. "
        "Si eso pasa hoy, ¿le parecería bien una pausa corta? Son diez minutos como máximo y una sola vez; usted "
        "recupera ese tiempo al final, y puede llamarme o cambiar de opinión cuando quiera. "
        "Si prefiere que no, simplemente nadie nos interrumpe."
    ),
}

# Six questions to think about while one waits. None asks about trouble, and none needs an answer.
QUESTIONS: Final[Mapping[str, tuple[str, ...]]] = {
    "en": (
        "What went even a little better this week than the week before, and what did you do to make it so?",
        "Who or what helped you keep going lately, even in a small way?",
        "If the rest of today went well, what would you notice first?",
        "What is something you know about yourself now that you did not know a year ago?",
        "What would you like to be sure we talk about before you leave today?",
        "When did you last feel at ease, and what was around you then?",
    ),
    "es": (
        "¿Qué salió esta semana un poco mejor que la anterior, y qué hizo usted para lograrlo?",
        "¿Quién o qué le ha ayudado últimamente a seguir adelante, aunque sea un poco?",
        "Si el resto del día le fuera bien, ¿qué sería lo primero que notaría?",
        "¿Qué sabe hoy de usted que hace un año no sabía?",
        "¿De qué quisiera que habláramos sin falta antes de que se vaya hoy?",
        "¿Cuándo fue la última vez que se sintió en calma, y qué había a su alrededor?",
    ),
}

SIGNAL_WORDS: Final[Mapping[int, str]] = {
    0: "Your own session is waiting.",
    5: "Half of the ten minutes is over.",
    8: "Two minutes are left. Say when you will be back with them, and begin to close.",
    10: "The ten minutes are over. Your client is waiting for you.",
}

ENDED_BY_WORDS: Final[Mapping[str, str]] = {
    "clinician": "came back",
    "client": "was asked back by the client",
    "sender": "was not needed any more",
    "session": "ended the session",
}

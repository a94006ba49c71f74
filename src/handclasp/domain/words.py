"""Words to say: what a sender, a receiver or a page says to a client, in English and Spanish.

Written, not translated, in each language; Spanish uses usted. A need stands inside the sentence (`say_en`, `say_es`).
"""

from dataclasses import dataclass
from datetime import date, time
from typing import Final

LANGUAGES: Final = ("en", "es")
LANGUAGE_NAMES: Final = {"en": "English", "es": "Español"}
NEED_PLACE: Final = "{need}"


@dataclass(frozen=True)
class Said:
    """A spoken text in three parts, so that a page can mark the need within it."""

    before: str
    need: str
    after: str

    @property
    def text(self) -> str:
        """Return the whole text."""
        return self.before + self.need + self.after


HOW: Final[dict[str, dict[str, str]]] = {
    "en": {
        "in_person": "They could come and say hello right here, while we are together.",
        "video": "They could join us on this screen, while we are together.",
        "hybrid": "They could join us on this tablet, while we are together.",
        "phone": "They could call us right now, while we are together.",
    },
    "es": {
        "in_person": "Podría venir a saludarle aquí mismo, mientras estamos usted y yo.",
        "video": "Podría saludarle en esta pantalla, mientras estamos usted y yo.",
        "hybrid": "Podría saludarle en esta tableta, mientras estamos usted y yo.",
        "phone": "Podría llamarnos ahora mismo, mientras estamos usted y yo.",
    },
}
UNNAMED_NEED: Final = {"en": "…", "es": "…"}

TEAM: Final = {
    "en": (
        "“Here we work as a team. That way you do not have to tell your story again and again, and I do not have to "
        "know everything. When something weighs on you, I ask the person who knows it best, and we talk together, "
        "with you in the room. What you say is shared only with the people who care for you here, unless somebody "
        "is in danger. Meeting a person does not bind you to anything: you decide each time. And I stay with you "
        "until you and that person are well on your way.”"
    ),
    "es": (
        "«Aquí trabajamos en equipo. Así usted no tiene que contar su historia una y otra vez, y yo no tengo que "
        "saberlo todo. Cuando algo le pesa, llamo a la persona que más sabe de eso y hablamos aquí, con usted "
        "presente. Lo que usted cuenta se comparte solo con quienes le atienden aquí, a menos que alguien esté en "
        "peligro. Conocer a alguien no le compromete a nada: usted decide cada vez. Y yo sigo con usted hasta que "
        "las cosas con esa persona vayan por buen camino.»"
    ),
}


@dataclass(frozen=True)
class Prompt:
    """What may be said at one step of an introduction, in both languages."""

    en: str
    es: str


PROMPTS: Final = {
    "introduce": Prompt(
        "“This is the person I told you about. May I tell them, in front of you, why we asked?”",
        "«Esta es la persona de la que le hablé. ¿Me permite contarle, delante de usted, por qué la llamamos?»",
    ),
    "why": Prompt(
        "“I will say what I understood. Please stop me when it is not right.”",
        "«Voy a decir lo que entendí. Por favor, corríjame si algo no es así.»",
    ),
    "matters": Prompt(
        "“What matters most to you right now?”",
        "«¿Qué es lo más importante para usted en este momento?»",
    ),
    "changed": Prompt(
        "“Is there anything we have not said, or said wrong?”",
        "«¿Hay algo que no dijimos, o que dijimos mal?»",
    ),
    "next": Prompt(
        "“Here is what each of us will do, and by when.”",
        "«Esto es lo que va a hacer cada quien, y para cuándo.»",
    ),
    "read_back": Prompt(
        "“Let me say back what I heard. Tell me if I have it right.”",
        "«Le repito lo que entendí. Dígame si así es.»",
    ),
    "small_step": Prompt(
        "“What is one small thing you could do today?”",
        "«¿Qué cosa pequeña podría hacer hoy?»",
    ),
    "visit": Prompt(
        "“Let us find a time now, so that nobody has to chase anybody by phone.”",
        "«Busquemos una hora ahora mismo, para que nadie tenga que andar llamando.»",
    ),
}

CHANNEL_SAID: Final = {
    "en": {
        "call": "will call you", "text": "will send you a text message", "letter": "will write you a letter",
        "outreach": "will come to see you", "in_person": "will meet you here",
        "video": "will call you by video", "email": "will send you an email",
    },
    "es": {
        "call": "le va a llamar", "text": "le va a mandar un mensaje de texto", "letter": "le va a escribir una carta",
        "outreach": "va a ir a verle", "in_person": "le va a recibir aquí",
        "video": "le va a llamar por video", "email": "le va a mandar un correo electrónico",
    },
}  # fmt: skip

DAYS_ES: Final = ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo")
MONTHS_ES: Final = (
    "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre",
    "noviembre", "diciembre",
)  # fmt: skip


def day_es(day: date) -> str:
    """Return `miércoles 10 de marzo`."""
    return f"{DAYS_ES[day.weekday()]} {day.day} de {MONTHS_ES[day.month - 1]}"


def clock_es(at: time) -> str:
    """Return `las 10:30 de la mañana` or `la 1:00 de la tarde`."""
    hour = at.hour % 12 or 12
    part = "de la mañana" if at.hour < 12 else "de la tarde" if at.hour < 19 else "de la noche"
    return f"{'la' if hour == 1 else 'las'} {hour}:{at.minute:02d} {part}"

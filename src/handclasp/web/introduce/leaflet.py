"""The page about the team that a client takes home, written in each language."""

from dataclasses import dataclass
from typing import Final

from handclasp.directory.models import Organization


@dataclass(frozen=True)
class Leaflet:
    """One sheet of paper; `sections` are heading and text."""

    language: str
    title: str
    organization: str
    phone: str
    opening: str
    sections: tuple[tuple[str, str], ...]
    call_words: str
    no_phone_words: str
    crisis: str
    crisis_more: str
    print_words: str
    back: str
    other_language: str
    other_name: str


TEXTS: Final = {
    "en": {
        "title": "How we work together here",
        "opening": "“Nobody here lets go until the next hand has closed.”",
        "sections": (
            ("One team, with you in the room", "Different people here know different things. When something "
             "weighs on "
             "you, we ask the person who knows it best, and you meet them together with somebody you already know."),
            ("What happens", "A colleague comes in, by foot, by phone or on a screen, for about five "
             "minutes. We say in "
             "front of you why we asked. You correct us. Together we choose one small step and a day to meet again."),
            ("You decide", "You may say yes, another day, or no, each time. A no changes nothing about your "
             "care here. "
             "What you tell us is shared only with the people who care for you, unless somebody is in danger."),
            ("We stay", "The person who asked stays with you until you and the new person are well on your way."),
        ),
        "call_words": "Questions, or did nobody contact you? Call",
        "no_phone_words": "Questions, or did nobody contact you? Ask at the front desk.",
        "crisis": "Need to talk now, day or night? Call or text 988.",
        "crisis_more": "Free. In danger: 911.",
        "print_words": "Choose Print in your browser. One page, letter size.",
        "back": "Back", "other_language": "es", "other_name": "Español",
    },
    "es": {
        "title": "Cómo trabajamos juntos aquí",
        "opening": "«Aquí nadie le suelta la mano hasta que otra mano le sostiene.»",
        "sections": (
            ("Un equipo, con usted presente", "Aquí cada persona sabe de cosas distintas. Cuando algo le "
             "pesa, llamamos a "
             "la persona que más sabe de eso, y usted la conoce en compañía de alguien que ya conoce."),
            ("Qué sucede", "Una persona del equipo viene, llama o aparece en una pantalla, unos cinco "
             "minutos. Delante de "
             "usted decimos por qué la llamamos. Usted nos corrige. Entre todos elegimos un paso pequeño y "
             "un día para "
             "volver a vernos."),
            ("Usted decide", "Puede decir que sí, otro día, o que no, cada vez. Un no no cambia nada en su "
             "atención aquí. "
             "Lo que nos cuenta se comparte solo con quienes le atienden, a menos que alguien esté en peligro."),
            ("Seguimos con usted", "La persona que preguntó sigue con usted hasta que las cosas vayan por "
             "buen camino."),
        ),
        "call_words": "¿Tiene preguntas, o nadie se comunicó con usted? Llame al",
        "no_phone_words": "¿Tiene preguntas, o nadie se comunicó con usted? Pregunte en la recepción.",
        "crisis": "¿Necesita hablar ahora, de día o de noche? Llame al 988 y oprima 2.",
        "crisis_more": "O envíe AYUDA al 988. Gratis. En peligro: 911.",
        "print_words": "Elija Imprimir en su navegador. Una página, tamaño carta.",
        "back": "Volver", "other_language": "en", "other_name": "English",
    },
}  # fmt: skip


def leaflet(language: str, organization: Organization) -> Leaflet:
    """Return the leaflet of an organization in `en` or `es`."""
    content = TEXTS[language]
    return Leaflet(language=language, organization=organization.name, phone=organization.phone, **content)  # type: ignore[arg-type]

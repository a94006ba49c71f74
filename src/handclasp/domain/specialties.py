"""Which needs a specialty is usually asked for: a first guess when a program is imported, for people to correct."""

from typing import Final

from handclasp.domain.plain_text import search_key

_MINDS: Final = ("sleep", "worry", "low_mood", "grief")
_GUESSES: Final[tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]] = (
    (("psychiatr",), (*_MINDS, "medication")),
    (("psycholog", "mental", "behavioral", "counsel", "psychotherap"), (*_MINDS, "family")),
    (("addict", "substance", "alcohol", "drug"), ("alcohol_drugs",)),
    (("social work", "social service", "case manag", "care manag", "community health worker", "navigator"),
     ("housing", "food", "family")),
    (("housing", "homeless", "shelter"), ("housing",)),
    (("nutrition", "diet"), ("food",)),
    (("marriage", "family therap"), ("family", "worry")),
    (("pain", "rheumat", "physical med", "physical therap", "orthop", "anesthes"), ("pain",)),
    (("pharmac",), ("medication",)),
    (("hospice", "palliative", "chaplain"), ("grief", "pain")),
    (("sleep",), ("sleep",)),
    (("general practice", "family medicine", "family practice", "internal medicine", "primary care", "nurse pract",
      "physician assistant", "pediatric", "care team"), ("medication", "pain", "sleep")),
)  # fmt: skip


def needs_of_specialty(words: str) -> tuple[str, ...]:
    """Return the codes of the needs that people of this specialty usually help with; none for most."""
    plain = search_key(words)
    found = (need for signs, needs in _GUESSES if any(sign in plain for sign in signs) for need in needs)
    return tuple(dict.fromkeys(found))

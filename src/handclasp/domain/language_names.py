"""Languages as people tick and read them, by BCP 47 tag; one without a name here keeps its tag."""

from collections.abc import Iterable, Mapping
from typing import Final

from handclasp.domain.hsds.languages import language_words as name_of

COMMON: Final[Mapping[str, str]] = {
    "en": "English", "es": "Spanish", "zh": "Chinese", "vi": "Vietnamese", "tl": "Tagalog", "ar": "Arabic",
    "fr": "French", "ht": "Haitian Creole", "ko": "Korean", "pt": "Portuguese", "ru": "Russian", "so": "Somali",
    "hmn": "Hmong", "nv": "Navajo", "ase": "American Sign Language",
}  # fmt: skip


def choices(spoken: Iterable[str]) -> list[tuple[str, str]]:
    """Return the common languages and whatever else is spoken, to tick."""
    others = [tag for tag in spoken if tag not in COMMON]
    return [*COMMON.items(), *((tag, name_of(tag)) for tag in others)]


def language_words(tags: Iterable[str]) -> str:
    """Return `English, Spanish`."""
    return ", ".join(COMMON.get(tag) or name_of(tag) for tag in tags)

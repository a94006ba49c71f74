"""Languages as people tick them; any other keeps its code (BCP 47)."""

from collections.abc import Iterable, Mapping
from typing import Final

COMMON: Final[Mapping[str, str]] = {
    "en": "English", "es": "Spanish", "zh": "Chinese", "vi": "Vietnamese", "tl": "Tagalog", "ar": "Arabic",
    "fr": "French", "ht": "Haitian Creole", "ko": "Korean", "pt": "Portuguese", "ru": "Russian", "so": "Somali",
    "hmn": "Hmong", "nv": "Navajo", "ase": "American Sign Language",
}  # fmt: skip


def choices(spoken: Iterable[str]) -> list[tuple[str, str]]:
    """Return the common languages and whatever else is spoken, to tick."""
    others = [tag for tag in spoken if tag not in COMMON]
    return [*COMMON.items(), *((tag, tag) for tag in others)]


def language_words(tags: Iterable[str]) -> str:
    """Return `English, Spanish`."""
    return ", ".join(COMMON.get(tag, COMMON.get(tag.partition("-")[0], tag)) for tag in tags)

"""Age groups as programs and clinicians name them; an empty list of them means every age."""

from collections.abc import Iterable, Mapping
from typing import Final

AGE_GROUPS: Final[Mapping[str, str]] = {
    "child": "Children",
    "teen": "Teenagers",
    "adult": "Adults",
    "older_adult": "Older adults",
}


def age_group_words(groups: Iterable[str]) -> str:
    """Return `Children, teenagers`, or `Every age` where nothing is said."""
    chosen = set(groups)
    words = ", ".join(words for group, words in AGE_GROUPS.items() if group in chosen)
    return words.capitalize() if words else "Every age"

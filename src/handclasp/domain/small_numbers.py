"""Numbers about few people, written so that nobody is recognized in them."""

from typing import Final

FEWEST: Final = 5  # our choice; common practice for tables about health lies between 5 and 11


def number_words(count: int) -> str:
    """Return a count as it may be shown: 1 to 4 are one word, and 0 is said because it is about nobody."""
    return f"fewer than {FEWEST}" if 0 < count < FEWEST else str(count)

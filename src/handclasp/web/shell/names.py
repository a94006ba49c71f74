"""Names as small pictures and sentences show them."""

import unicodedata

from handclasp.domain.names import first_letter


def initials(name: str) -> str:
    """Return up to two first letters of a name without what follows a comma (`, LPC`), or a middle dot for none."""
    letters = [first_letter(word) for word in name.partition(",")[0].split()]
    return "".join([letters[0], *letters[1:][-1:]]) if letters else "·"


def isolated(name: str) -> str:
    """Return a name that keeps its own direction inside a sentence: a name written from right to left gets isolates."""
    turns = any(unicodedata.bidirectional(letter) in {"R", "AL"} for letter in name)
    return f"\u2068{name}\u2069" if turns else name

"""Names as small pictures show them."""

from handclasp.domain.names import first_letter


def initials(name: str) -> str:
    """Return up to two first letters of a name, or a middle dot for none."""
    letters = [first_letter(word) for word in name.split()]
    return "".join([letters[0], *letters[1:][-1:]]) if letters else "·"

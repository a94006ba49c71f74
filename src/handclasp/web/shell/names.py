"""Names as boards show them: first name and initial, in any script."""

import unicodedata

JOINER = "\u200d"
FLAGS = range(0x1F1E6, 0x1F200)
SKINS = range(0x1F3FB, 0x1F400)


def short_name(given: str, family: str) -> str:
    """Return `Marisol T.` for given `Marisol Isabel` and family `Tamayo`; one name alone stays as it is."""
    words = given.split()
    first = words[0] if words else ""
    initial = first_letter(family.strip())
    if not first:
        return family.strip()
    return f"{first} {initial}." if initial else first


def initials(name: str) -> str:
    """Return up to two first letters of a name, or a middle dot for none."""
    letters = [first_letter(word) for word in name.split()]
    return "".join([letters[0], *letters[1:][-1:]]) if letters else "·"


def first_letter(text: str) -> str:
    """Return the first letter as a reader sees it, with its marks, joined emoji and flags kept whole."""
    if not text:
        return ""
    end = 1
    while end < len(text) and _continues(text, end):
        end += 1
    return text[:end]


def _continues(text: str, at: int) -> bool:
    code, before = ord(text[at]), ord(text[at - 1])
    if unicodedata.category(text[at]) in {"Mn", "Me", "Mc"} or text[at] == JOINER or text[at - 1] == JOINER:
        return True
    return code in SKINS or (code in FLAGS and before in FLAGS and at == 1)

"""Names of people as others read them, in any script."""

import unicodedata

JOINER = "\u200d"
FLAGS = range(0x1F1E6, 0x1F200)
SKINS = range(0x1F3FB, 0x1F400)


def full_name(given: str, family: str) -> str:
    """Return `Marisol Isabel Tamayo`; one part alone stays as it is."""
    return f"{given.strip()} {family.strip()}".strip()


def short_name(given: str, family: str) -> str:
    """Return `Marisol T.`: the first given name and the family name's first letter."""
    words = given.split()
    initial = first_letter(family.strip())
    if not words:
        return family.strip()
    return f"{words[0]} {initial}." if initial else words[0]


def staff_label(prefix: str, given: str, family: str, credential: str) -> str:
    """Return `Dr. Wes Halvorsen` where there is a prefix, else `Imani Castellane, LPC`."""
    name = full_name(given, family)
    if prefix.strip():
        return f"{prefix.strip()} {name}"
    return f"{name}, {credential.strip()}" if credential.strip() else name


def first_letter(text: str) -> str:
    """Return the first letter as a reader sees it: its marks, joined emoji and flags stay whole."""
    end = min(1, len(text))
    while 0 < end < len(text) and _continues(text, end):
        end += 1
    return text[:end]


def _continues(text: str, at: int) -> bool:
    code, before = ord(text[at]), ord(text[at - 1])
    if unicodedata.category(text[at]) in {"Mn", "Me", "Mc"} or JOINER in (text[at], text[at - 1]):
        return True
    return code in SKINS or (code in FLAGS and before in FLAGS and at == 1)

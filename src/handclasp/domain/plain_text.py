"""Text that a person typed or a file brought, made fit to keep and to show."""

import re
import unicodedata

UNREADABLE = re.compile(r"[\ud800-\udfff]")
# Control characters, and the marks that turn a whole line's direction around: neither belongs in a name.
INVISIBLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")
SPACES = re.compile(r"\s+")


def tidy_line(text: str) -> str:
    """Return `text` on one line, in NFC, without control characters and with single spaces.

    Names keep their script, digits, emoji and joiners; raises ValueError for text that cannot be kept at all.
    """
    if text.isascii() and text.isprintable() and "  " not in text:  # nearly every text of a large file
        return text.strip()
    if UNREADABLE.search(text):
        raise ValueError("holds half a character, so it was damaged on the way")
    if "\x00" in text:
        raise ValueError("holds a NUL character, so it was damaged on the way")
    return SPACES.sub(" ", unicodedata.normalize("NFC", INVISIBLE.sub("", SPACES.sub(" ", text)))).strip()


def search_key(text: str) -> str:
    """Return `text` as searches compare it: without accents, without case."""
    if text.isascii() and text.isprintable() and "  " not in text:  # nearly every text
        return text.strip().casefold()
    try:
        decomposed = unicodedata.normalize("NFKD", tidy_line(text))
    except ValueError:
        return ""
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()

"""Two people write at once: what one changed and the other did not is kept from each."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Merged:
    """The texts to save, by field; `clashes` are the fields that both changed, with the other's text to be shown."""

    texts: dict[str, str]
    clashes: dict[str, str]


def merge(
    base: Mapping[str, str],
    mine: Mapping[str, str],
    theirs: Mapping[str, str],
    both: frozenset[str] = frozenset(),
) -> Merged:
    """Merge my texts into theirs, field by field; `base` is what I began from.

    A field that both changed stays as theirs, is named in `clashes`, and mine is not lost: the page still holds it.
    A field in `both` keeps their text and mine below it.
    """
    texts, clashes = dict(theirs), {}
    for name, text in mine.items():
        before, now = base.get(name, ""), theirs.get(name, "")
        if text in (before, now):
            continue
        if now == before:
            texts[name] = text
        elif name in both:
            texts[name] = f"{now}\n\n{text}"
        else:
            clashes[name] = now
    return Merged(texts, clashes)

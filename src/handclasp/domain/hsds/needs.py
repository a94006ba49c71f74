"""Which of the house's needs a service of a directory answers: by its terms, else by its name; people correct it.

Codes are the heads of branches of the 211 taxonomy that answer one need wholly; words decide for every other scheme.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from handclasp.domain.plain_text import search_key

MINDS: Final = ("sleep", "worry", "low_mood", "grief")
CODES: Final[Mapping[str, tuple[str, ...]]] = {
    "BD": ("food",), "BH": ("housing",), "RP-1400": MINDS, "RX": ("alcohol_drugs",),
}  # fmt: skip
CODE: Final = re.compile(r"[A-Z]{2}(-\d{4}(\.\d{4})?(-\d{3}(\.\d{2})?)?)?", re.ASCII)
# Each sign is the beginning of a word (a space at its end: the whole word).
SIGNS: Final[tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]] = (
    (("mental health", "behavioral health", "behavioural health", "psychiatr", "psycholog", "psychotherap",
      "counseling", "counselling", "counsellor", "counselor"), MINDS),
    (("bereave", "grief", "grieving", "mourning", "hospice"), ("grief",)),
    (("anxiety", "panic", "phobia", "stress", "trauma", "ptsd"), ("worry",)),
    (("depress", "suicid", "mood", "postpartum"), ("low_mood",)),
    (("sleep", "insomnia"), ("sleep",)),
    (("pain ", "chronic pain", "physical therap"), ("pain",)),
    (("alcohol", "substance", "addict", "opioid", "opiate", "methadone", "buprenorphine", "detox", "drug abuse",
      "drug use", "drug treatment", "drug rehab", "drug and ", "sober", "recovery support", "recovery hous",
      "12 step", "twelve step", "harm reduction", "syringe", "needle exchange"), ("alcohol_drugs",)),
    (("medication", "prescription", "pharmac"), ("medication",)),
    (("housing", "shelter", "homeless", "rent ", "rental", "eviction", "mortgage", "tenant", "transitional living"),
     ("housing",)),
    (("food", "meal", "nutrition", "grocer", "snap ", "wic ", "soup kitchen", "pantry", "pantries", "hunger"),
     ("food",)),
    (("family", "families", "parent", "child care", "childcare", "domestic violence", "marriage", "couples"),
     ("family",)),
)  # fmt: skip
NOT_MEANT: Final = ("animal shelter", "pet food", "pet shelter", "family planning", "tax shelter", "drug store",
                    "career counsel", "credit counsel", "debt counsel", "academic counsel")  # fmt: skip
LISTED: Final = 10


@dataclass
class Terms:
    """Answers which needs a term means, knows the house's own needs by name, and counts the terms that fit none."""

    by_name: Mapping[str, str]
    unmatched: Counter[str] = field(default_factory=Counter)

    def needs_of(self, terms: Iterable[tuple[str, str]], name: str) -> tuple[str, ...]:
        """Return the codes of needs for (name, code) of each term; where none fits, for the service's own name."""
        found: dict[str, None] = {}
        for words, code in terms:
            needs = self._of_term(words, code)
            found |= dict.fromkeys(needs)
            if not needs and (words or code):
                self.unmatched[words or code] += 1
        return tuple(found) or needs_in_words(name)

    def hint(self) -> str:
        """Return a sentence about the terms that fit no need, or an empty string."""
        if not self.unmatched:
            return ""
        listed = ", ".join(
            f"{words[:60]} ({number:,})" for words, number in self.unmatched.most_common(LISTED)
        )
        more = f", and {len(self.unmatched) - LISTED:,} more" if len(self.unmatched) > LISTED else ""
        return f"Terms that fit no need here: {listed}{more}."

    def _of_term(self, words: str, code: str) -> tuple[str, ...]:
        own = self.by_name.get(search_key(words))
        if own:
            return (own,)
        branch = CODES.get(code[:2]) or CODES.get(code[:7], ()) if CODE.fullmatch(code) else ()
        return tuple(dict.fromkeys((*branch, *needs_in_words(words))))


def needs_in_words(words: str) -> tuple[str, ...]:
    """Return the codes of the needs that words speak of, in the order of `SIGNS`."""
    plain = " " + re.sub(r"[^a-z0-9]+", " ", search_key(words)[:500]) + " "
    for other in NOT_MEANT:
        plain = plain.replace(f" {other}", " ")
    found = (need for signs, needs in SIGNS if any(f" {sign}" in plain for sign in signs) for need in needs)
    return tuple(dict.fromkeys(found))

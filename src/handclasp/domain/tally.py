"""What an import did, counted."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Literal

Outcome = Literal["new", "changed", "same"]


@dataclass
class Tally:
    """How many rows of each kind are new, changed or as before, and how many were passed over, and why.

    `made` names what a list brought into being; `hints` are sentences about what is still to be done.
    """

    rows: Counter[tuple[str, Outcome]] = field(default_factory=Counter)
    passed_over: Counter[str] = field(default_factory=Counter)
    made: list[str] = field(default_factory=list)
    hints: list[str] = field(default_factory=list)

    def count(self, kind: str, outcome: Outcome, number: int = 1) -> None:
        """Count rows of a kind, such as `clients`."""
        self.rows[kind, outcome] += number

    def pass_over(self, why: str, number: int = 1) -> None:
        """Count what was left out, and why."""
        self.passed_over[why] += number

    def kinds(self) -> list[str]:
        """Return the kinds that were met, in the order in which they were met."""
        return list(dict.fromkeys(kind for kind, _ in self.rows))

    def sentence(self, kind: str) -> str:
        """Return `clients: 0 new, 0 changed, 271 as before`."""
        new, changed, same = (self.rows[kind, outcome] for outcome in ("new", "changed", "same"))
        return f"{kind}: {new:,} new, {changed:,} changed, {same:,} as before"

    def add(self, other: "Tally") -> None:
        """Add what another file did."""
        self.rows.update(other.rows)
        self.passed_over.update(other.passed_over)

"""One rule of `handclasp check`: a name, a sentence, and the two questions that prove it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

OPEN = "('seeking', 'coming', 'promised', 'shared')"


@dataclass(frozen=True)
class Rule:
    """`rows` counts what the rule is about; `breaches` returns one text for each row that breaks it.

    Both are SQL and may use `%(now)s` and the names in `values`.
    """

    name: str
    sentence: str
    rows: str
    breaches: str
    values: Mapping[str, Any] = field(default_factory=dict)


def count(table: str, where: str = "true") -> str:
    """Return the question how many rows of a table a rule is about."""
    return f"SELECT count(*) FROM {table} WHERE {where}"

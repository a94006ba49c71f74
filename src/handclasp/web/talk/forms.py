"""What somebody says: a phrase by its button, or their own words."""

from collections.abc import Mapping
from dataclasses import dataclass

from handclasp.domain.talk import OWN


@dataclass(frozen=True)
class Spoken:
    """What was sent: `kind` is a phrase's code or `own`; `body` are one's own words."""

    kind: str
    body: str


def spoken(sent: Mapping[str, str]) -> Spoken:
    """Read what was pressed or typed; Enter in the field sends one's own words."""
    kind = sent.get("phrase", "")
    return Spoken(kind, "") if kind and kind != OWN else Spoken(OWN, sent.get("body", "").strip())

"""Levels of care in addiction treatment: the codes and names of both editions in use (ASAM), and no criteria.

States follow different editions, so a level is an edition with a code. Names marked `~` stand in one source only.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

EDITIONS: Final[Mapping[str, str]] = {"3": "ASAM 3rd edition", "4": "ASAM 4th edition"}


@dataclass(frozen=True)
class Level:
    """One level of one edition; `is_certain` is False where a second source for it is missing."""

    edition: str
    code: str
    name: str
    is_certain: bool = True

    @property
    def words(self) -> str:
        """Return `3.5 Clinically managed high-intensity residential (ASAM 4th edition)`."""
        return f"{self.code} {self.name} ({EDITIONS[self.edition]})"


_CODES: Final[Mapping[str, str]] = {
    "3": """
        0.5     ~Early intervention
        1       Outpatient
        OTP     Opioid treatment program
        2.1     Intensive outpatient
        2.5     Partial hospitalization
        3.1     Clinically managed low-intensity residential
        3.3     Clinically managed population-specific high-intensity residential
        3.5     Clinically managed high-intensity residential
        3.7     Medically monitored intensive inpatient
        4       Medically managed intensive inpatient
        1-WM    Ambulatory withdrawal management
        2-WM    Ambulatory withdrawal management with extended monitoring
        3.2-WM  Clinically managed residential withdrawal management
        3.7-WM  Medically monitored inpatient withdrawal management
        4-WM    ~Medically managed inpatient withdrawal management
    """,
    "4": """
        1.0     Long-term remission monitoring
        1.5     Outpatient therapy
        1.7     Medically managed outpatient
        2.1     Intensive outpatient
        2.5     High-intensity outpatient
        2.7     Medically managed intensive outpatient
        3.1     Clinically managed low-intensity residential
        3.5     Clinically managed high-intensity residential
        3.7     Medically managed residential
        3.7-BIO ~Biomedically enhanced medically managed residential
        4       Medically managed inpatient
    """,
}


def _levels() -> tuple[Level, ...]:
    lines = [(edition, line.split(None, 1)) for edition, text in _CODES.items() for line in text.split("\n")]
    return tuple(
        Level(edition, parts[0], parts[1].lstrip("~"), not parts[1].startswith("~"))
        for edition, parts in lines
        if len(parts) == 2
    )


LEVELS: Final = _levels()
_KNOWN: Final = {(level.edition, level.code): level for level in LEVELS}


def level(edition: str, code: str) -> Level | None:
    """Return a level of care, or None where that edition has no such code."""
    return _KNOWN.get((edition, code))


def codes_of(edition: str) -> list[str]:
    """Return the codes that an edition knows, from the least care to the most."""
    return [one.code for one in LEVELS if one.edition == edition]

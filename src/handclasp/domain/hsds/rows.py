"""What a directory brings, as rows: agencies, their places, and each service at each of its places."""

from dataclasses import dataclass
from typing import Any, Final

from handclasp.domain.hsds.hours import Opening

ENDED: Final = ("inactive", "defunct")


@dataclass(frozen=True)
class AgencyRow:
    """An organization as a file says; `values` holds only the columns the file speaks of."""

    id: str
    place: str
    values: dict[str, Any]


@dataclass(frozen=True)
class PlaceRow:
    """A location; `owners` are organizations, the likeliest first; no `opening`: nothing is said."""

    id: str
    place: str
    owners: tuple[str, ...]
    values: dict[str, Any]
    time_zone: str
    opening: Opening | None


@dataclass(frozen=True)
class ServiceRow:
    """A service at one of its places (`location` empty: nowhere in particular)."""

    id: str
    place: str
    organization: str
    location: str
    name: str
    another_name: str
    status: str
    values: dict[str, Any]
    listing: dict[str, Any]
    terms: tuple[tuple[str, str], ...] | None
    unknown_languages: tuple[str, ...] = ()
    passed: tuple[str, ...] = ()

    @property
    def has_ended(self) -> bool:
        """Say whether the directory has given the service up."""
        return self.status in ENDED

    @property
    def key(self) -> str:
        """Return under which id the program is found again."""
        return f"{self.id}@{self.location}" if self.location else self.id

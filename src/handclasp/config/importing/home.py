"""Which organization takes what names none."""

from dataclasses import dataclass
from typing import Final

from handclasp.directory.models import Organization
from handclasp.directory.queries import organizations_of_the_house
from handclasp.platform.actor import IMPORTER

LISTED: Final = 10


class NoHome(Exception):
    """Nobody said, and it cannot be guessed; the message says what to give."""


@dataclass
class Home:
    """Answers with the organization that `--organization` names, else the only one there is."""

    wanted: str = ""
    _found: int | None = None

    def __call__(self) -> int:
        """Return the organization's id, or say what is missing."""
        if self._found is None:
            self._found = self._look()
        return self._found

    def forget(self) -> None:
        """Look again next time: the file that brought the organization was not kept."""
        self._found = None

    def _look(self) -> int:
        there = organizations_of_the_house(IMPORTER)
        if not self.wanted:
            return _only(there)
        named = self.wanted.casefold()
        matches = [o for o in there if named in {str(o.pk), o.source_id.casefold(), o.name.casefold()}]
        if len(matches) != 1:
            problem = f"{len(matches)} organizations are" if matches else "No organization is"
            raise NoHome(f"{problem} called {self.wanted[:80]}. {_choice(matches or there)}")
        return matches[0].pk


def _only(there: list[Organization]) -> int:
    if len(there) == 1:
        return there[0].pk
    if not there:
        raise NoHome(
            "No organization is there yet to take them. Import one first (an Organization resource or a staff list)."
        )
    raise NoHome(f"Some records name no organization. {_choice(there)}")


def _choice(there: list[Organization]) -> str:
    if not there:
        return "None is there yet."
    listed = "; ".join(f"{o.pk} ({o.name})" for o in there[:LISTED])
    more = f"; and {len(there) - LISTED} more" if len(there) > LISTED else ""
    return f"Say which with --organization and its number: {listed}{more}."

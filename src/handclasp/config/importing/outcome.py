"""What became of one file."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from handclasp.config.importing.complaints import BadRows
from handclasp.config.importing.home import NoHome
from handclasp.directory.importing import Unknown
from handclasp.domain.refusals import REFUSALS
from handclasp.domain.tally import Tally
from handclasp.platform.refusals import Refusal

MOST_COMPLAINTS: Final = 20


@dataclass
class Outcome:
    """What one file did, or what is wrong with it; `needs_others` when another file may bring what it lacks."""

    path: Path
    tally: Tally = field(default_factory=Tally)
    wrong: str = ""
    bad_rows: BadRows | None = None
    needs_others: bool = False

    @property
    def is_kept(self) -> bool:
        """Say whether what the file holds is in the database now."""
        return not self.wrong and self.bad_rows is None


def failed(path: Path, problem: Exception) -> Outcome:
    """Return the outcome of a file that could not be imported, in words."""
    if isinstance(problem, BadRows):
        return Outcome(path, bad_rows=problem, needs_others=isinstance(problem.__cause__, Unknown))
    if isinstance(problem, NoHome):
        return Outcome(path, wrong=str(problem), needs_others=True)
    if isinstance(problem, Refusal):
        return Outcome(path, wrong=REFUSALS.get(problem.reason, problem.reason))
    return Outcome(path, wrong=str(problem))

"""An import in the audit: what it counted, and no name."""

from dataclasses import replace
from datetime import datetime

from handclasp.directory.queries import organizations_of_the_house
from handclasp.domain.tally import Tally
from handclasp.platform import audit
from handclasp.platform.actor import IMPORTER


def write_down(tally: Tally, now: datetime) -> None:
    """Write one entry for each organization of the house, in the import's transaction, unless nothing changed.

    A file may touch several organizations, and each one's privacy officer sees only their own entries. Outside
    agencies have nobody who reads one; a house without an organization yet gets one entry without.
    """
    if not any(number for (_, outcome), number in tally.rows.items() if outcome != "same"):
        return
    counted = "; ".join(tally.sentence(kind) for kind in tally.kinds())
    about = [audit.About(subject=f"import:{counted[:300]}")]
    homes: list[int | None] = [organization.pk for organization in organizations_of_the_house(IMPORTER)]
    for home in homes or [None]:
        importer = replace(IMPORTER, organization_id=home)
        audit.write(importer, "record:import", "change", about, now)

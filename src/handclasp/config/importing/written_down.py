"""An import in the audit: what it counted, and no name."""

from dataclasses import replace
from datetime import datetime

from handclasp.directory.queries import organizations
from handclasp.domain.tally import Tally
from handclasp.platform import audit
from handclasp.platform.actor import IMPORTER


def write_down(tally: Tally, now: datetime) -> None:
    """Write one entry for each organization here, inside the import's transaction; what changed nothing writes none.

    A file may touch several organizations, and each one's privacy officer sees only their own entries.
    """
    if not any(number for (_, outcome), number in tally.rows.items() if outcome != "same"):
        return
    counted = "; ".join(tally.sentence(kind) for kind in tally.kinds())
    about = [audit.About(subject=f"import:{counted[:300]}")]
    for organization in organizations(IMPORTER):
        importer = replace(IMPORTER, organization_id=organization.pk)
        audit.write(importer, "record:import", "change", about, now)

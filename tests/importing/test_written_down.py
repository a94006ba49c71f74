"""An import stands in the audit of every organization here, with what it counted and no name."""

from pathlib import Path

import pytest

from handclasp.directory.models import Organization
from handclasp.platform.models import AuditEntry
from tests.importing.files import ndjson, network, patient, run

pytestmark = pytest.mark.usefixtures("db_clone")


def _written() -> list[AuditEntry]:
    return list(AuditEntry.objects.filter(action="record:import").order_by("id"))


def test_a_run_is_written_once_with_its_counts_and_without_names(tmp_path: Path) -> None:
    run(ndjson(tmp_path / "all.ndjson", *network()))
    [entry] = _written()
    assert (entry.actor, entry.kind, entry.door) == ("system:importer", "change", "command line")
    assert entry.organization_id == Organization.objects.get().pk
    assert "clients: 1 new, 0 changed, 0 as before" in entry.subject
    assert "Yundt" not in entry.subject
    run(ndjson(tmp_path / "again.ndjson", *network()))
    assert len(_written()) == 1  # nothing was changed


def test_a_file_that_was_not_kept_is_not_written(tmp_path: Path) -> None:
    run(ndjson(tmp_path / "bad.ndjson", *network(), patient("9", birthDate="no day")))
    assert _written() == []

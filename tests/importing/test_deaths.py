"""A death that a file brings ends what is open, in the same transaction, and is not undone by silence."""

from datetime import date
from pathlib import Path

import pytest

from handclasp.clients.models import Client
from handclasp.domain.refusals import REFUSALS
from handclasp.handoffs.commands.closing import close_for_death
from handclasp.handoffs.models import Handoff
from tests import cast
from tests.cast_fixtures import clinic  # noqa: F401
from tests.importing.files import ndjson, patient, run

HOME = "Cedar Row Health"
DIED = {"deceasedDateTime": "2026-03-01T23:30:00-06:00"}


@pytest.mark.usefixtures("clinic")
def test_a_death_by_file_closes_the_open_handoff(tmp_path: Path) -> None:
    handoff = cast.shared("marisol")
    path = ndjson(tmp_path / "c.ndjson", patient("marisol", **DIED))

    def close(client_ids: list[int], now: object) -> None:
        close_for_death(client_ids, cast.NOW)

    [outcome] = run(path, home=HOME, source="cast", on_death=close, now=cast.NOW)
    assert outcome.is_kept, (outcome.wrong, outcome.bad_rows)
    client = Client.objects.get(source_id="marisol")
    assert (client.is_deceased, client.deceased_on) == (True, date(2026, 3, 1))
    assert Handoff.objects.get(pk=handoff.pk).state == "closed"


@pytest.mark.usefixtures("clinic")
def test_a_death_that_leaves_a_handoff_open_is_refused(tmp_path: Path) -> None:
    cast.said_yes("marisol")
    path = ndjson(tmp_path / "c.ndjson", patient("marisol", **DIED))
    [outcome] = run(path, home=HOME, source="cast", now=cast.NOW)
    assert outcome.wrong == REFUSALS["changed_by_now"]
    assert not Client.objects.get(source_id="marisol").is_deceased


@pytest.mark.usefixtures("clinic")
def test_silence_does_not_undo_a_death_and_a_clear_no_does(tmp_path: Path) -> None:
    everybody = {"home": HOME, "source": "cast", "now": cast.NOW}
    run(ndjson(tmp_path / "a.ndjson", patient("joy", **DIED)), **everybody)
    run(ndjson(tmp_path / "b.ndjson", patient("joy")), **everybody)
    assert Client.objects.get(source_id="joy").is_deceased
    run(ndjson(tmp_path / "c.ndjson", patient("joy", deceasedBoolean=False)), **everybody)
    client = Client.objects.get(source_id="joy")
    assert (client.is_deceased, client.deceased_on) == (False, None)

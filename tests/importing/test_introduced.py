"""Imported clients are introduced to imported staff."""

from pathlib import Path

import pytest
from django.contrib.auth import get_user_model

from handclasp.availability.commands import declare, pages_seen
from handclasp.clients.models import Client
from handclasp.directory.models import Need, Program, Staff
from handclasp.directory.queries import actor_for_staff, actor_for_user
from handclasp.handoffs.commands.asking import Asked, record_answer
from handclasp.handoffs.commands.calling import accept_ring, start_call
from handclasp.handoffs.commands.meeting import mark_everyone_present
from handclasp.handoffs.models import Handoff, Ring
from handclasp.platform.actor import Actor
from handclasp.platform.clock import wall_now
from handclasp.platform.refusals import Refusal
from tests.importing.files import NOW, ndjson, network, patient, practitioner, role, run

HOME = {"managingOrganization": {"reference": "Organization/o1"}}
pytestmark = pytest.mark.usefixtures("db_clone")


@pytest.fixture
def sender(tmp_path: Path) -> Actor:
    """Return an imported clinician who sends; another one can come, and two clients are there, one dead."""
    email = [{"system": "email", "value": "Jaime@prairie.example"}]
    second = practitioner("9999912899", given="Jaime", telecom=email)
    dead = patient("c2", deceasedBoolean=True, **HOME)
    run(ndjson(tmp_path / "all.ndjson", *network(), second, role("9999912899", "o1", "l1"), dead))
    actor = actor_for_staff(Staff.objects.get(source_id="9999992198").pk)
    assert actor is not None
    return actor


def asked(client_key: str) -> Asked:
    return Asked(
        client_id=Client.objects.get(source_id=client_key).pk, need_id=Need.objects.get(code="pain").pk,
        from_program_id=Program.objects.get().pk, urgency="routine", answer="yes",
    )  # fmt: skip


def test_an_imported_client_meets_imported_staff(sender: Actor) -> None:
    receiver = actor_for_user(get_user_model().objects.get(email="jaime@prairie.example").pk)
    assert receiver is not None
    assert receiver.staff_id is not None
    declare(receiver, "open", None, NOW)
    pages_seen([receiver.staff_id], wall_now())
    handoff = record_answer(sender, asked("c1"), NOW)
    start_call(sender, handoff.pk, 5, NOW, [receiver.staff_id])
    accept_ring(receiver, Ring.objects.get().pk, NOW)
    mark_everyone_present(receiver, handoff.pk, NOW)
    assert Handoff.objects.get(pk=handoff.pk).state == "shared"


def test_a_client_who_died_is_introduced_to_nobody(sender: Actor) -> None:
    with pytest.raises(Refusal, match="client_deceased"):
        record_answer(sender, asked("c2"), NOW)


def test_an_account_is_useless_without_a_password_and_belongs_to_one_person(
    sender: Actor, tmp_path: Path
) -> None:
    user = get_user_model().objects.get(email="jaime@prairie.example")
    assert not user.has_usable_password()
    email = [{"system": "email", "value": "JAIME@prairie.example"}]
    twin = practitioner("9999912800", given="Other", telecom=email)
    run(ndjson(tmp_path / "twin.ndjson", twin))
    assert Staff.objects.get(source_id="9999912800").user is None
    moved = [{"system": "email", "value": "jaime@new.example"}]
    run(ndjson(tmp_path / "moved.ndjson", practitioner("9999912899", given="Jaime", telecom=moved)))
    user.refresh_from_db()
    assert user.email == "jaime@new.example"

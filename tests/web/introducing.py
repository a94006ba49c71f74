"""The cast with accounts and the real clock, for tests of asking, ringing and being together."""

from django.contrib.auth import get_user_model
from django.test import Client

from handclasp.directory.models import Organization, Staff
from handclasp.handoffs.commands.calling import accept_ring, start_call
from handclasp.handoffs.commands.meeting import mark_everyone_present
from handclasp.handoffs.models import Handoff
from handclasp.platform.clock import wall_now as now
from tests import cast
from tests.web.staffing import signed_in


def open_clinic() -> None:
    """Put the cast into this test's database and give everybody an account."""
    cast.load()
    for person in Staff.objects.all():
        email = f"{person.source_id}@example.org"
        person.user = get_user_model().objects.create_user(email, email)
        person.save(update_fields=["user"])
    Organization.objects.filter(name="Cedar Row Health").update(
        phone="541-555-0100", emergency_procedure="Press the red button in the hall. Stay with the client."
    )


def as_(key: str) -> Client:
    """Return a browser without a screen in which somebody of the cast is signed in."""
    return signed_in(Staff.objects.get(source_id=key))


def asked(client_key: str = "marisol", **changes: str) -> dict[str, str]:
    """Return the form that asks a client, filled in with a yes."""
    usual = {
        "urgency": "routine", "need": str(cast.need()), "program": str(cast.program("Family clinic")),
        "setting": "in_person", "place": "Exam room 4", "language": "en", "answer": "yes",
    }  # fmt: skip
    return usual | changes


def ringing(*keys: str, client_key: str = "marisol", wait: int = 5) -> Handoff:
    """Return a handoff for which people are being rung right now."""
    handoff = cast.said_yes(client_key, now(), place="Exam room 4")
    start_call(cast.actor("wes"), handoff.pk, wait, now(), [cast.staff(key) for key in keys])
    return handoff


def coming(key: str = "imani", client_key: str = "marisol") -> Handoff:
    """Return a handoff to which somebody is on the way right now."""
    handoff = ringing(key, client_key=client_key)
    return accept_ring(cast.actor(key), cast.ring_of(handoff, key).pk, now())


def shared(key: str = "imani", client_key: str = "marisol") -> Handoff:
    """Return a handoff in both hands, just now."""
    handoff = coming(key, client_key)
    mark_everyone_present(cast.actor(key), handoff.pk, now())
    return cast.fresh(handoff)

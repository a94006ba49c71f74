"""A colleague leaves the organization: nothing is held, nobody waits, and nothing names them any more."""

import pytest
from tests import cast
from tests.cast import NOW, refused, staff
from tests.commands.test_invitations import admin as admin

from handclasp.availability.models import OpenPage, Presence
from handclasp.directory import commands
from handclasp.directory.models import Invitation, Program, Staff
from handclasp.handoffs.commands import calling, passing
from handclasp.handoffs.queries.leaving import held_by
from handclasp.platform.actor import DEMO_LOADER, Actor

pytestmark = pytest.mark.usefixtures("clinic_rollback")


def leaves(key: str) -> Staff:
    return commands.deactivate_staff(DEMO_LOADER, NOW, staff(key))


def held(actor: Actor, key: str) -> list[tuple[str, int, str]]:
    return [(one.kind, one.many, one.program) for one in held_by(actor, staff(key))]


def test_an_administrator_is_told_how_much_is_held_and_who_can_pass_it_on(admin: Actor) -> None:
    cast.shared("marisol", "imani")
    cast.shared("ana", "imani")
    cast.promised(cast.said_yes("teddy"), "imani")
    assert held(admin, "imani") == [("receiving", 2, "Counseling"), ("promise", 1, "Counseling")]
    assert held(admin, "wes") == [("sending", 3, "Family clinic")]
    assert held_by(admin, staff("imani"))[0].supervisors == ("Dana Whitcombe",)
    assert held(admin, "tomas") == []


def test_a_ring_and_a_way_are_named_and_nobody_leaves_in_that_instant(admin: Actor) -> None:
    cast.coming("marisol", "imani")
    cast.ringing("ana", "ruben")
    assert held(admin, "imani") == [("coming", 1, "Counseling")]
    assert held(admin, "ruben") == [("ring", 1, "Counseling")]
    for key in ("imani", "ruben"):
        with refused("still_awaited"):
            leaves(key)
    calling.stop_call(cast.actor("wes"), cast.of("ana").pk, NOW)
    leaves("ruben")


def test_being_asked_binds_nobody(admin: Actor) -> None:
    handoff = cast.said_yes()
    passing.ask_colleague(cast.actor("wes"), handoff.pk, "sending", staff("bea"), "leave", NOW)
    (asked,) = held_by(admin, staff("bea"))
    assert (asked.kind, asked.is_binding) == ("asked", False)
    leaves("bea")


def test_what_somebody_holds_is_nobodys_business_but_the_administrators_and_supervisors(admin: Actor) -> None:
    with refused("not_allowed"):
        held_by(cast.actor("wes"), staff("imani"))
    with refused("not_found"):
        held_by(admin, staff("lena"))
    cast.shared("marisol", "imani")
    assert held_by(admin, staff("imani"))[0].is_mine
    commands.give_office(DEMO_LOADER, NOW, staff("bea"), "admin")
    assert not held_by(cast.actor("bea"), staff("imani"))[0].is_mine


def test_nothing_names_who_has_left(admin: Actor) -> None:
    commands.set_supervisor(admin, NOW, cast.program("Housing"), staff("tomas"))
    commands.invite_staff(admin, NOW, staff("tomas"))
    assert Staff.objects.get(pk=staff("imani")).deputy_id == staff("tomas")
    leaves("tomas")
    assert Staff.objects.get(pk=staff("imani")).deputy_id is None
    housing = Program.objects.get(name="Housing")
    assert (housing.duty_id, housing.supervisor_id) == (None, None)
    assert Invitation.objects.filter(withdrawn_at=None).count() == 0
    assert Presence.objects.get(staff_id=staff("tomas")).status == "off"
    assert OpenPage.objects.get(staff_id=staff("tomas")).closed_at is not None


def test_who_comes_back_comes_back_with_their_roles_and_without_a_word_of_presence(admin: Actor) -> None:
    leaves("imani")
    commands.activate_staff(admin, NOW, staff("imani"))
    assert cast.actor("imani").roles == {"staff", "clinician"}
    assert Presence.objects.get(staff_id=staff("imani")).status == "off"


def test_nobody_who_has_left_is_named_again(admin: Actor) -> None:
    leaves("ruben")
    with refused("not_active_staff"):
        commands.set_duty(admin, NOW, cast.program("Counseling"), staff("ruben"))
    with refused("not_active_staff"):
        commands.set_deputy(admin, NOW, staff("imani"), staff("ruben"))
    with refused("not_active_staff"):
        commands.give_office(admin, NOW, staff("ruben"), "privacy_officer")

"""Coming and leaving in the same instant: one link, one password, and nobody named who has left."""

from functools import partial

from django.contrib.auth import get_user_model

from handclasp.directory import commands as directory
from handclasp.directory.models import Invitation, Program, Staff
from handclasp.directory.tokens import hash_of
from handclasp.handoffs.commands import calling
from handclasp.platform.actor import DEMO_LOADER as ADMIN
from tests import cast
from tests.cast import NOW, actor, ring_of, staff
from tests.races.crowd import at_once, refusals
from tests.races.test_races import ROUNDS

PHRASES = ("quiet river walks home", "seven lamps in the yard")


@ROUNDS
def test_whoever_leaves_in_the_instant_they_are_named_is_named_nowhere(clinic: str, round_: int) -> None:
    counseling = cast.program("Counseling")
    results = at_once(
        partial(directory.deactivate_staff, ADMIN, NOW, staff("ruben")),
        partial(directory.set_duty, ADMIN, NOW, counseling, staff("ruben")),
        partial(directory.set_deputy, ADMIN, NOW, staff("imani"), staff("ruben")),
    )
    assert refusals(results) <= {"not_active_staff", "changed_by_now"}
    left = not Staff.objects.get(pk=staff("ruben")).is_active
    assert left or "changed_by_now" in refusals(results)
    assert not Program.objects.filter(duty__is_active=False).exists()
    assert not Staff.objects.filter(deputy__is_active=False).exists()


@ROUNDS
def test_whoever_leaves_in_the_instant_they_accept_is_on_the_way_or_gone(clinic: str, round_: int) -> None:
    handoff = cast.ringing("marisol", "ruben")
    ring, ruben = ring_of(handoff, "ruben").pk, actor("ruben")
    results = at_once(
        partial(calling.accept_ring, ruben, ring, NOW),
        partial(directory.deactivate_staff, ADMIN, NOW, staff("ruben")),
    )
    assert refusals(results) <= {"still_awaited", "not_active_staff"}
    assert Staff.objects.get(pk=staff("ruben")).is_active == (cast.fresh(handoff).state == "coming")


@ROUNDS
def test_a_link_that_is_used_twice_at_once_keeps_one_password(clinic: str, round_: int) -> None:
    Staff.objects.filter(pk=staff("imani")).update(email="imani@cedar.example")
    invited = directory.invite_staff(ADMIN, NOW, staff("imani"))
    opened = [partial(directory.accept_invitation, hash_of(invited.token), phrase, NOW) for phrase in PHRASES]
    assert refusals(at_once(*opened)) == {"invitation_over"}
    user = get_user_model().objects.get(staff__pk=staff("imani"))
    assert sum(user.check_password(phrase) for phrase in PHRASES) == 1


@ROUNDS
def test_two_who_invite_the_same_person_leave_one_open_link(clinic: str, round_: int) -> None:
    Staff.objects.filter(pk=staff("imani")).update(email="imani@cedar.example")
    results = at_once(*[partial(directory.invite_staff, ADMIN, NOW, staff("imani")) for _ in range(4)])
    assert refusals(results) == set()
    assert Invitation.objects.filter(withdrawn_at=None).count() == 1

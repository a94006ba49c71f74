"""Changing organizations, sites, programs and staff; and who may."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from tests import cast

from handclasp.directory import commands, queries
from handclasp.directory.models import Membership, Need, Staff
from handclasp.domain.refusals import REFUSALS
from handclasp.platform.actor import Actor
from handclasp.platform.refusals import Refusal

SYSTEM = Actor(None, None, "test")
NOW = cast.NOW


def refused(reason: str, command: Callable[..., Any], *arguments: Any, **fields: Any) -> None:
    with pytest.raises(Refusal) as refusal:
        command(*arguments, **fields)
    assert refusal.value.reason == reason
    assert REFUSALS[reason]


@pytest.mark.usefixtures("db_rollback")
def test_ten_needs_stand_ready_in_two_languages() -> None:
    needs = queries.needs(SYSTEM)
    assert [need.code for need in needs][:3] == ["sleep", "worry", "low_mood"]
    assert len(needs) == 10
    assert all(need.name_es and need.say_en and need.say_es for need in needs)


@pytest.mark.usefixtures("db_rollback")
def test_a_clinic_is_built_up() -> None:
    home = commands.create_organization(SYSTEM, NOW, name=" Hill  Clinic ", time_zone="America/Denver")
    admin = Actor(None, home.pk, "admin", frozenset({(None, "admin")}))
    site = commands.create_site(admin, NOW, home.pk, name="Main", phone="212 555 0123")
    program = commands.create_program(admin, NOW, site.pk, name="Counseling", needs=["worry", "sleep"])
    person = commands.create_staff(
        admin,
        NOW,
        home.pk,
        given="Wes",
        email="Wes@Hill.example",
        languages=["es", "es"],
        site=site,
        needs=["worry"],
    )
    commands.join_program(admin, NOW, person.pk, program.pk, Membership.SUPERVISOR)
    commands.set_duty(admin, NOW, program.pk, person.pk)
    assert (home.name, site.phone, site.open_weekdays) == ("Hill Clinic", "+12125550123", [1, 2, 3, 4, 5])
    assert (person.email, person.languages) == ("wes@hill.example", ["es"])
    actor = queries.actor_for_staff(person.pk)
    assert actor is not None
    assert (actor.is_supervisor, actor.is_admin, actor.label) == (True, False, "Wes")
    assert queries.programs_of(person.pk) == [program]
    assert queries.time_zone_of_staff(person).key == "America/Denver"
    assert queries.site_of_program(program.pk) == site


@pytest.mark.usefixtures("clinic_rollback")
@pytest.mark.parametrize(
    ("reason", "fields"),
    [
        ("name_missing", {"given": "  "}), ("text_unreadable", {"family": "a\x00"}),
        ("text_too_long", {"room": "x" * 201}),
        ("phone_unknown", {"phone": "12"}), ("email_unknown", {"email": "wes"}),
        ("language_unknown", {"languages": ["!"]}),
        ("unknown_choice", {"needs": ["luck"]}),
    ],
)  # fmt: skip
def test_a_field_that_cannot_be_kept_is_refused(reason: str, fields: dict[str, Any]) -> None:
    refused(reason, commands.update_staff, SYSTEM, NOW, cast.staff("wes"), **fields)


@pytest.mark.usefixtures("clinic_rollback")
def test_only_an_administrator_of_the_organization_changes_it() -> None:
    wes, lena = cast.actor("wes"), cast.staff("lena")
    refused("not_allowed", commands.update_staff, wes, NOW, cast.staff("imani"), room="9")
    refused("not_allowed", commands.create_organization, wes, NOW, name="New")
    admin = replace(wes, held=frozenset({(None, "admin")}))
    refused("not_found", commands.update_staff, admin, NOW, lena, room="9")
    commands.update_staff(admin, NOW, cast.staff("imani"), room="9")
    assert Staff.objects.get(pk=cast.staff("imani")).room == "9"


@pytest.mark.usefixtures("clinic_rollback")
def test_queries_stay_inside_the_organization() -> None:
    wes, lena = cast.actor("wes"), cast.staff("lena")
    assert queries.staff_by_id(wes, lena) is None
    assert lena not in {person.pk for person in queries.staff_of_organization(wes)}
    assert len(queries.organizations(wes)) == 1
    assert queries.program_by_id(wes, cast.program("Lakeside counseling")) is None
    assert queries.staff_by_id(Actor(5, None, "nobody"), lena) is None


@pytest.mark.usefixtures("clinic_rollback")
def test_people_name_their_own_deputy_and_leave() -> None:
    imani = cast.actor("imani")
    me, tomas = cast.staff("imani"), cast.staff("tomas")
    commands.set_deputy(imani, NOW, me, tomas)
    refused("own_deputy", commands.set_deputy, imani, NOW, me, me)
    refused("not_found", commands.set_deputy, imani, NOW, me, cast.staff("lena"))
    refused("not_allowed", commands.set_deputy, imani, NOW, tomas, me)
    refused("leave_ends_too_early", commands.go_on_leave, imani, NOW, me, date(2026, 4, 1), date(2026, 4, 1))
    refused("leave_too_long", commands.go_on_leave, imani, NOW, me, date(2030, 4, 1), None)
    person = commands.go_on_leave(imani, NOW, me, date(2026, 4, 1), date(2026, 4, 8))
    assert [queries.is_away(person, date(2026, 4, day)) for day in (1, 7, 8)] == [True, True, False]
    assert commands.come_back(imani, NOW, me).away_from is None


@pytest.mark.usefixtures("clinic")
def test_whoever_holds_a_client_stays_active() -> None:
    cast.said_yes()
    refused("still_holding", commands.deactivate_staff, SYSTEM, NOW, cast.staff("wes"))
    commands.deactivate_staff(SYSTEM, NOW, cast.staff("tomas"))
    assert queries.actor_for_staff(cast.staff("tomas")) is None
    refused("not_active_staff", commands.set_duty, SYSTEM, NOW, cast.program("Housing"), cast.staff("tomas"))


@pytest.mark.usefixtures("clinic_rollback")
def test_a_program_keeps_the_people_it_relies_on_and_its_name() -> None:
    counseling = cast.program("Counseling")
    refused("still_on_duty", commands.leave_program, SYSTEM, NOW, cast.staff("grace"), counseling)
    refused("unknown_choice", commands.join_program, SYSTEM, NOW, cast.staff("wes"), counseling, "boss")
    refused("name_taken", commands.update_program, SYSTEM, NOW, counseling, name="Housing")
    commands.leave_program(SYSTEM, NOW, cast.staff("imani"), counseling)
    assert cast.staff("imani") not in {person.pk for person in queries.staff_of_program(SYSTEM, counseling)}
    assert Need.objects.filter(programs=counseling).count() == 2


@pytest.mark.usefixtures("clinic_rollback")
def test_an_office_is_given_and_taken_and_the_last_administrator_stays() -> None:
    dana, bea = cast.staff("dana"), cast.staff("bea")
    commands.give_office(SYSTEM, NOW, dana, "admin")
    commands.give_office(SYSTEM, NOW, dana, "admin")
    commands.give_office(SYSTEM, NOW, bea, "privacy_officer")
    assert cast.actor("dana").is_admin
    assert cast.actor("bea").roles == {"staff", "proxy", "privacy_officer"}
    refused("last_admin", commands.take_office, cast.actor("dana"), NOW, dana, "admin")
    commands.give_office(SYSTEM, NOW, bea, "admin")
    commands.take_office(cast.actor("dana"), NOW, dana, "admin")
    refused("last_admin", commands.deactivate_staff, cast.actor("bea"), NOW, bea)
    refused("unknown_choice", commands.give_office, SYSTEM, NOW, dana, "clinician")

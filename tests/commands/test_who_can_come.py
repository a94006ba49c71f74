"""What the database narrows and what the ranking says are the same, and how a program rings is its own to say."""

from datetime import date, datetime, timedelta
from itertools import count
from random import Random

import pytest
from django.db import connection
from tests import cast
from tests.cast import DAY, MINUTE, NOW, actor, refused, ring_of, staff

from handclasp.availability.models import Block, Occurrence, OpenPage, Presence, ReachWay, Session
from handclasp.clients.models import Client
from handclasp.directory.models import Membership, Organization, Program, Room, Site, SiteWalk, Staff
from handclasp.directory.queries.meetings import meets_by_video
from handclasp.domain.meetings import Offer, person_name
from handclasp.domain.ranking import Candidate
from handclasp.handoffs import reach
from handclasp.handoffs.commands import calling
from handclasp.handoffs.commands.meeting import end_introduction
from handclasp.handoffs.commands.promising import record_attempt
from handclasp.handoffs.models import Call, Handoff, Ring
from handclasp.handoffs.tasks import sweep
from handclasp.platform.clock import wall_now

pytestmark = pytest.mark.usefixtures("clinic_rollback")
LISTED = 6


def of_program(**columns: object) -> None:
    """Change how the program rings that sends in these stories."""
    Program.objects.filter(name="Family clinic").update(**columns)


def everybody(handoff: Handoff) -> list[Candidate]:
    """Return who may be rung as the ranking alone says it, knowing everything about everybody who serves the need."""
    asked = reach._asked(handoff, NOW, None)
    ids = list(Staff.objects.filter(organization=handoff.organization_id).values_list("pk", flat=True))
    ids.remove(handoff.asked_by_id)
    lacking = reach._without_last_rung(set(Program.objects.values_list("pk", flat=True)), NOW)
    judged = reach._judged(handoff, ids, asked, NOW, wall_now(), lacking)
    return [candidate for candidate in judged if candidate.can_ring]


def random_clinic(chance: Random) -> None:
    """Put forty people with chance facts into three buildings and four programs."""
    home = Organization.objects.get(name="Cedar Row Health")
    home.meeting_platform, home.meeting_pattern = (
        "jitsi",
        chance.choice(
            ["", *(f"https://meet.example.org/{x}" for x in ("{room}", "{person}", "{person}/{room}"))]
        ),
    )
    home.save(update_fields=["meeting_platform", "meeting_pattern"])
    here = Site.objects.get(name="Main Street")
    sites = [here, *(_a_site(home, name) for name in ("Elm Street", "Oak Street"))]
    SiteWalk.objects.create(
        first_id=min(here.pk, sites[1].pk),
        second_id=max(here.pk, sites[1].pk),
        minutes=chance.choice([4, 9, 40]),
    )
    for site in sites:
        for floor in range(3):
            Room.objects.create(site=site, name=f"Room {floor}", floor=floor)
    programs = [_a_program(home, site, number, chance) for number, site in enumerate([*sites, here])]
    people = [_somebody(home, chance.choice([*sites, None]), number, chance) for number in range(40)]
    for person in people:
        for program in chance.sample(programs, chance.choice([1, 1, 2])):
            Membership.objects.create(staff=person, program=program)
        _is_there(person, chance)


def _a_site(home: Organization, name: str) -> Site:
    return Site.objects.create(organization=home, name=name, open_weekdays=[1, 2, 3, 4, 5])


def _a_program(home: Organization, site: Site, number: int, chance: Random) -> Program:
    row = Program.objects.create(
        organization=home, site=site, name=f"Program {number}", supervisor_id=staff("dana") if number else None,
        age_groups=chance.choice([[], [], ["adult"], ["child"]]), rings_an_hour=chance.choice([0, 0, 1]),
        closed_on=chance.choice([[], [], [], [date(2026, 3, 11)]]),
    )  # fmt: skip
    row.needs.add(cast.need())
    return row


def _somebody(home: Organization, site: Site | None, number: int, chance: Random) -> Staff:
    person = Staff.objects.create(
        organization=home, site=site, given=f"Person{number}", family="Chance",
        room=chance.choice(["", "room 1", "Room 2"]), languages=chance.choice([["en"], ["es"], ["en", "es"]]),
        phone=chance.choice(["", "+15415550148"]), email=chance.choice(["", f"p{number}@cedarrow.example", " "]),
        meeting_link=chance.choice(["", "", "https://meet.example.org/me"]),
        age_groups=chance.choice([[], ["adult"], ["child"]]), may_be_interrupted=chance.random() < 0.7,
        away_from=chance.choice([None, None, None, NOW.date()]), is_active=chance.random() < 0.95,
        interruptions_a_day=chance.choice([0, 2]),
    )  # fmt: skip
    if chance.random() < 0.5:
        person.needs.add(cast.need())
    return person


def _is_there(person: Staff, chance: Random) -> None:
    status = chance.choice(["open", "open", "open", "with_client", "not_now", "off"])
    until = chance.choice([None, NOW + 60 * MINUTE, NOW - MINUTE])
    Presence.objects.create(staff=person, status=status, until=until, declared_at=NOW - DAY)
    seen = wall_now() + (DAY if chance.random() < 0.8 else -DAY)
    OpenPage.objects.create(staff=person, seen_at=seen, closed_at=chance.choice([None] * 9 + [wall_now()]))
    if chance.random() < 0.3:
        agreed = chance.random() < 0.8
        Session.objects.create(
            staff=person,
            started_at=NOW - 9 * MINUTE,
            ends_at=NOW + 30 * MINUTE,
            told_at=NOW - 9 * MINUTE,
            agreed=agreed,
        )
    if chance.random() < 0.4:
        _in_a_block(person)
    if chance.random() < 0.2:
        ReachWay.objects.create(staff=person, kind="phone", address="+15415550149")


def _in_a_block(person: Staff) -> None:
    block = Block.objects.create(
        staff=person, rule="FREQ=WEEKLY;BYDAY=WE", starts_on=NOW.date(), starts_at="09:00", minutes=90,
        zone="America/Chicago", made_at=NOW,
    )  # fmt: skip
    Occurrence.objects.create(
        block=block, staff=person, on_date=NOW.date(), starts_at=NOW - 30 * MINUTE, ends_at=NOW + 60 * MINUTE
    )


@pytest.mark.parametrize("seed", range(12))
def test_the_database_narrows_to_the_first_of_the_order(seed: int) -> None:
    chance = Random(seed)
    random_clinic(chance)
    Client.objects.filter(source_id="marisol").update(
        birth_date=chance.choice([None, date(1990, 1, 1), date(2017, 1, 1)])
    )
    handoff = cast.said_yes(
        setting=chance.choice(["in_person", "in_person", "hybrid", "phone"]),
        place="Room 1",
        language=chance.choice(["en", "es"]),
    )
    judged = everybody(handoff)
    for wanted in (1, LISTED, 100):
        assert reach.who_may_be_rung(handoff, NOW, wall_now(), wanted) == judged[:wanted]
    some = {candidate.facts.staff_id for candidate in judged[1::2]}
    assert reach.who_may_be_rung(handoff, NOW, wall_now(), 100, only=some or {0}) == [
        candidate for candidate in judged if candidate.facts.staff_id in some
    ]


def test_everybody_who_serves_the_need_can_be_rung_or_is_told_why_not() -> None:
    random_clinic(Random(3))
    handoff = cast.said_yes()
    able = {c.facts.staff_id for c in reach.who_may_be_rung(handoff, NOW, wall_now(), 100)}
    others, page = set(), 1
    while page:
        found = reach.who_may_not(handoff, NOW, wall_now(), page)
        others |= {candidate.facts.staff_id for candidate in found.people}
        page = found.next_page
    serving = Membership.objects.filter(
        role="clinician", program__needs=cast.need(), program__organization=handoff.organization_id,
        program__receives=True, staff__is_active=True,
    ).exclude(staff=handoff.asked_by_id)  # fmt: skip
    assert not able & others
    assert able | others == set(serving.values_list("staff_id", flat=True))


def rungs(handoff: Handoff, wanted: int = 6) -> list[int]:
    """Return who may be rung, best first."""
    return [c.facts.staff_id for c in reach.who_may_be_rung(handoff, NOW, wall_now(), wanted)]


def test_nobody_of_a_part_2_unit_is_rung() -> None:
    Membership.objects.create(staff_id=staff("imani"), program_id=cast.program("Recovery house"))
    assert rungs(cast.said_yes(need_id=cast.need("alcohol_drugs"))) == []


def test_who_belongs_to_a_part_2_unit_alone_takes_nobodys_place() -> None:
    drugs, unit = cast.need("alcohol_drugs"), cast.program("Recovery house")
    Program.objects.get(name="Counseling").needs.add(drugs)
    Membership.objects.filter(staff_id=staff("bea")).delete()
    Membership.objects.create(staff_id=staff("bea"), program_id=unit)
    Staff.objects.get(pk=staff("bea")).needs.add(drugs)
    (first,) = rungs(cast.said_yes(need_id=drugs), 1)
    assert first != staff("bea")


def test_nobody_is_rung_away_from_an_introduction_that_runs() -> None:
    running = cast.shared("ana", "imani")
    handoff, soon = cast.said_yes("marisol"), NOW + 2 * MINUTE

    def able(now: datetime = soon) -> set[int]:
        return {c.facts.staff_id for c in reach.who_may_be_rung(handoff, now, wall_now(), 100)}

    others = {c.facts.staff_id: c.why for c in reach.who_may_not(handoff, soon, wall_now()).people}
    assert others[staff("imani")] == "introducing"
    assert staff("imani") not in able()
    assert staff("imani") in able(
        NOW + 62 * MINUTE
    )  # nobody said that it ended, and nobody introduces for an hour
    end_introduction(actor("imani"), running.pk, soon)
    assert staff("imani") in able()


def test_a_first_contact_by_phone_keeps_nobody_from_coming() -> None:
    promised = cast.promised(cast.said_yes("ana"), "imani")
    record_attempt(actor("imani"), promised.pk, "call", "reached", "", NOW + MINUTE)
    assert cast.fresh(promised).state == "shared"
    able = reach.who_may_be_rung(cast.said_yes("marisol"), NOW + 2 * MINUTE, wall_now(), 100)
    assert staff("imani") in {candidate.facts.staff_id for candidate in able}


def test_a_program_rings_as_many_at_once_and_as_long_as_it_says() -> None:
    of_program(wave_size=1, ring_seconds=20, wait_choices=[3, 7])
    handoff = cast.said_yes()
    with refused("wait_not_offered"):
        calling.start_call(actor("wes"), handoff.pk, 5, NOW)
    calling.start_call(actor("wes"), handoff.pk, 7, NOW)
    (ring,) = Ring.objects.filter(call__handoff=handoff)
    assert ring.expires_at == NOW + timedelta(seconds=20)
    sweep(NOW + timedelta(seconds=20))
    assert Ring.objects.filter(call__handoff=handoff, state="ringing").exclude(pk=ring.pk).count() == 1
    with refused("wait_not_offered"):
        calling.wait_longer(actor("wes"), handoff.pk, 5, NOW + MINUTE)
    calling.wait_longer(actor("wes"), handoff.pk, 3, NOW + MINUTE)
    assert Call.objects.get(handoff=handoff).waits_until == NOW + 10 * MINUTE


def test_a_running_call_keeps_what_its_program_said_when_it_began() -> None:
    of_program(wave_size=1)
    handoff = cast.ringing("marisol")
    of_program(wave_size=3, ring_seconds=180, wait_choices=[60], rings_an_hour=1)
    sweep(NOW + MINUTE)
    assert Ring.objects.filter(call__handoff=handoff, state="ringing").count() == 1
    calling.wait_longer(actor("wes"), handoff.pk, 2, NOW + MINUTE)


def test_more_people_than_ring_at_once_are_not_begun_with() -> None:
    of_program(wave_size=2)
    handoff = cast.said_yes()
    with refused("too_many_at_once"):
        calling.start_call(
            actor("wes"), handoff.pk, 2, NOW, [staff(key) for key in ("imani", "tomas", "grace")]
        )


@pytest.mark.parametrize("whose", ["Family clinic", "Counseling"])
def test_nobody_is_rung_more_often_in_an_hour_than_either_program_says(whose: str) -> None:
    Program.objects.filter(name=whose).update(rings_an_hour=1)
    first = cast.ringing("marisol", "imani")
    calling.stop_call(actor("wes"), first.pk, NOW)
    second = cast.said_yes("ana")
    with refused("cannot_ring"):
        calling.start_call(actor("wes"), second.pk, 2, NOW + 59 * MINUTE, [staff("imani")])
    calling.start_call(actor("wes"), second.pk, 2, NOW + 60 * MINUTE, [staff("imani")])


def test_who_walks_comes_by_the_walk_and_who_is_elsewhere_by_video() -> None:
    site = Site.objects.get(name="Main Street")
    Room.objects.create(site=site, name="Room 1", floor=1)
    Room.objects.create(site=site, name="Office 9", floor=3)
    elm = _a_site(site.organization, "Elm Street")
    Staff.objects.filter(pk=staff("imani")).update(room="office 9")
    Staff.objects.filter(pk=staff("grace")).update(site=elm, meeting_link="https://meet.example.org/grace")
    handoff = cast.said_yes(place="room 1")
    calling.start_call(actor("wes"), handoff.pk, 5, NOW, [staff("imani"), staff("grace")])
    assert [(ring_of(handoff, key).way, ring_of(handoff, key).minutes) for key in ("imani", "grace")] == [
        ("walk", 3), ("video", 1)
    ]  # fmt: skip
    calling.accept_ring(actor("imani"), ring_of(handoff, "imani").pk, NOW)
    assert cast.fresh(handoff).comes_by == NOW + 5 * MINUTE


EMAILS = [
    "",
    "imani",
    "Imani.C@cedarrow.example",
    "-imani@x.example",
    "a b@x.example",
    "ímani@x.example",
    "@x.example",
]
EMAILS += [
    "x" * 64 + "@x.example",
    "x" * 65 + "@x.example",
    "imani\n@x.example",
    "İmani@x.example",
    "\u212aim@x.example",
]


@pytest.mark.parametrize("pattern", ["", "{room}", "{person}", "{person}/{room}"])
@pytest.mark.parametrize("link", ["", "https://meet.example.org/own"])
def test_whoever_has_no_name_to_be_met_by_does_not_come_by_video(pattern: str, link: str) -> None:
    pattern = pattern and f"https://meet.example.org/{pattern}"
    Organization.objects.update(meeting_platform="jitsi", meeting_pattern=pattern)
    handoff = cast.said_yes(setting="hybrid")
    for email in EMAILS:
        Staff.objects.filter(pk=staff("imani")).update(email=email, meeting_link=link, phone="")
        expected = Offer("jitsi", pattern, link, person_name(email)).can_video
        able = reach.who_may_be_rung(as_read(handoff), NOW, wall_now(), 100, only=[staff("imani")])
        assert [candidate.way for candidate in able] == ["video"] * expected, email
        assert [c.why for c in _imani_among_others(handoff)] == ["too_far"] * (not expected), email


def test_video_is_asked_about_where_anybody_can_be_met_by_it() -> None:
    house = Organization.objects.get(name="Cedar Row Health")
    Staff.objects.update(email="", meeting_link="")
    assert not meets_by_video(house)
    house.meeting_pattern = "https://meet.example.org/{person}"
    assert not meets_by_video(house)
    Staff.objects.filter(pk=staff("imani")).update(email="Imani.C@cedarrow.example")
    assert meets_by_video(house)
    house.meeting_pattern = "https://meet.example.org/{room}"
    Staff.objects.update(email="")
    assert meets_by_video(house)


def _imani_among_others(handoff: Handoff) -> list[Candidate]:
    people = reach.who_may_not(as_read(handoff), NOW, wall_now()).people
    return [candidate for candidate in people if candidate.facts.staff_id == staff("imani")]


def test_a_program_that_nobody_answers_for_is_told_so_and_rings_nobody() -> None:
    Program.objects.filter(name="Counseling").update(duty=None, last_rung=None, supervisor=None)
    handoff = cast.said_yes()
    assert reach.who_may_be_rung(handoff, NOW, wall_now(), 24) == []
    assert {c.why for c in reach.who_may_not(handoff, NOW, wall_now()).people} == {"no_last_rung"}


def test_the_number_of_statements_does_not_grow_with_people() -> None:
    handoff = cast.said_yes()
    few = _statements(handoff)
    random_clinic(Random(5))
    Program.objects.update(supervisor_id=staff("dana"))
    assert _statements(handoff) == few


def _statements(handoff: Handoff) -> int:
    asked = count()
    with connection.execute_wrapper(lambda run, *rest: (next(asked), run(*rest))[1]):
        reach.who_may_be_rung(as_read(handoff), NOW, wall_now(), 24)
    return next(asked)


def as_read(handoff: Handoff) -> Handoff:
    """Return the handoff as a command reads it."""
    return Handoff.objects.select_related("from_program__site__organization").get(pk=handoff.pk)

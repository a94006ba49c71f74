"""Who can come, the best first, each with a reason."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handclasp.domain.ranking import WHY_NOT, Facts, load, rank
from handclasp.domain.walking import Walk

NOW = datetime(2026, 3, 11, 15, tzinfo=UTC)
FREE = Facts(staff_id=1, program_id=1, status="open", page_open=True, has_video=True)
NEAR, FAR = Walk(2), Walk(9)


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ({"walk": FAR}, {"speaks": True, "names_the_need": True}),
        ({}, {"has_video": False, "has_phone": True, "names_the_need": True}),
        ({"walk": FAR}, {"walk": NEAR, "status": "with_client", "session": "", "names_the_need": True}),
        ({"walk": NEAR, "status": "with_client", "session": ""}, {"names_the_need": True}),
        ({}, {"speaks": False}),
        ({"names_the_need": True}, {"knows_client": True}),
        ({}, {"fits_age": False, "knows_client": True}),
        ({"knows_client": True}, {}),
        ({"knows_client": True}, {"block_until": NOW}),
        ({"block_until": NOW}, {}),
        ({"block_until": NOW, "holding": 9}, {}),
        ({"walk": NEAR, "holding": 3}, {"walk": FAR}),
        ({"holding": 1}, {"holding": 2}),
        ({"accepted_lately": 1, "holding": 1}, {"accepted_lately": 2, "holding": 1}),
        ({"practised": True}, {}),
        ({}, {"last_rung_at": NOW}),
        ({"holding": 9}, {"status": "off", "walk": NEAR}),
    ],
)
def test_place_then_open_then_language_fit_known_block_wait_load_practice_and_quiet(
    better: dict[str, object], worse: dict[str, object]
) -> None:
    second, first = replace(FREE, staff_id=1, **worse), replace(FREE, staff_id=2, **better)  # type: ignore[arg-type]
    assert [c.facts.staff_id for c in rank([second, first])] == [2, 1]


def test_two_and_one_minutes_walk_are_as_good_so_that_fairness_has_room() -> None:
    busy, idle = replace(FREE, walk=Walk(1), holding=3), replace(FREE, staff_id=2, walk=Walk(2))
    assert [c.facts.staff_id for c in rank([busy, idle])] == [2, 1]


@pytest.mark.parametrize(
    ("fact", "why"),
    [
        ({"is_active": False}, "inactive"),
        ({"away": True}, "away"),
        ({"already_has": True}, "already_has"),
        ({"other_age": True}, "other_age"),
        ({"no_last_rung": True}, "no_last_rung"),
        ({"closed_today": True}, "closed_today"),
        ({"coming": True}, "coming_elsewhere"),
        ({"introducing": True}, "introducing"),
        ({"ringing": True}, "rung_elsewhere"),
        ({"status": "with_client"}, "with_client"),
        ({"status": "with_client", "session": "session_client_no"}, "session_client_no"),
        ({"session": "session_interrupted_once"}, "session_interrupted_once"),
        ({"status": "not_now"}, "not_now"),
        ({"status": "not_now", "session": ""}, "not_now"),
        ({"status": "off"}, "off"),
        ({"status": "off", "session": ""}, "off"),
        ({"page_open": False}, "page_closed"),
        ({"page_open": False, "status": "with_client", "session": ""}, "page_closed"),
        ({"rings_an_hour": 2, "rung_this_hour": 2}, "rung_enough"),
        ({"has_video": False}, "too_far"),
        ({"has_video": False, "walk": NEAR, "setting": "hybrid"}, "too_far"),
    ],
)
def test_who_may_not_be_rung_is_listed_with_the_reason(fact: dict[str, object], why: str) -> None:
    (candidate,) = rank([replace(FREE, **fact)])  # type: ignore[arg-type]
    assert (candidate.can_ring, candidate.why, candidate.way) == (False, why, "")


@pytest.mark.parametrize(
    ("fact", "way", "minutes"),
    [
        ({"walk": Walk(4)}, "walk", 4),
        ({"walk": Walk(4), "status": "with_client", "session": ""}, "walk", 6),
        ({"walk": Walk(9)}, "walk", 9),
        ({"walk": Walk(5, is_outside=True)}, "walk", 5),
        ({"walk": Walk(6, is_outside=True)}, "video", 1),
        ({"walk": Walk(6, is_outside=True), "has_video": False}, "walk", 6),
        ({"walk": Walk(4), "setting": "hybrid"}, "video", 1),
        ({"walk": Walk(4), "setting": "video"}, "video", 1),
        ({"walk": Walk(4), "setting": "phone"}, "phone", 1),
        ({}, "video", 1),
        ({"has_video": False, "has_phone": True}, "phone", 1),
    ],
)
def test_how_somebody_would_come_and_how_long_that_takes(
    fact: dict[str, object], way: str, minutes: int
) -> None:
    (candidate,) = rank([replace(FREE, **fact)])  # type: ignore[arg-type]
    assert (candidate.can_ring, candidate.way, candidate.minutes) == (True, way, minutes)


def test_everybody_says_why_the_nearest_things_first() -> None:
    facts = replace(FREE, names_the_need=True, knows_client=True, block_until=NOW, until=NOW)
    (candidate,) = rank([facts])
    assert candidate.reasons == ("names_the_need", "speaks", "knows_client", "in_block", "until")
    (candidate,) = rank([replace(FREE, speaks=False, fits_age=False)])
    assert candidate.reasons == ("not_their_age", "does_not_speak")


BOOLS = st.booleans()
PERSON = st.builds(
    Facts,
    staff_id=st.integers(1, 50),
    program_id=st.integers(1, 2),
    status=st.sampled_from(["open", "open", "open", "with_client", "not_now", "off"]),
    page_open=st.sampled_from([True, True, False]),
    walk=st.none() | st.builds(Walk, st.integers(0, 15), BOOLS),
    has_video=BOOLS,
    has_phone=BOOLS,
    setting=st.sampled_from(["in_person", "in_person", "hybrid", "video", "phone"]),
    names_the_need=BOOLS,
    fits_age=BOOLS,
    speaks=BOOLS,
    knows_client=BOOLS,
    block_until=st.none() | st.just(NOW),
    session=st.sampled_from([None, None, "", "session_client_no"]),
    ringing=st.sampled_from([False, False, False, True]),
    coming=st.sampled_from([False, False, False, True]),
    introducing=st.sampled_from([False, False, False, True]),
    away=st.sampled_from([False, False, False, True]),
    already_has=st.sampled_from([False, False, False, True]),
    is_active=st.sampled_from([True, True, True, False]),
    other_age=st.sampled_from([False, False, False, True]),
    no_last_rung=st.sampled_from([False, False, False, True]),
    closed_today=st.sampled_from([False, False, False, True]),
    rung_this_hour=st.integers(0, 3),
    rings_an_hour=st.sampled_from([0, 0, 2]),
    holding=st.integers(0, 5),
    rung_lately=st.integers(0, 20),
    accepted_lately=st.integers(0, 5),
    practised=BOOLS,
    last_rung_at=st.none() | st.just(NOW) | st.just(NOW - timedelta(days=1)),
)
PEOPLE = st.lists(PERSON, unique_by=lambda facts: facts.staff_id, max_size=8)
MANY_FACTS = settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)


@MANY_FACTS
@given(PEOPLE, st.randoms())
def test_the_order_does_not_depend_on_the_order_of_asking(people: list[Facts], chance: Random) -> None:
    shuffled = list(people)
    chance.shuffle(shuffled)
    assert rank(people) == rank(shuffled)


@MANY_FACTS
@given(PEOPLE)
def test_nobody_is_ringable_whom_a_reason_forbids_and_they_all_come_last(people: list[Facts]) -> None:
    ranked = rank(people)
    assert {c.facts for c in ranked} == set(people)
    for candidate in ranked:
        assert candidate.can_ring == (not any(applies(candidate.facts) for _, applies in WHY_NOT))
    flags = [candidate.can_ring for candidate in ranked]
    assert flags == sorted(flags, reverse=True)


@MANY_FACTS
@given(PEOPLE)
def test_only_people_who_said_so_on_an_open_page_ring_and_never_in_a_session_that_stays_closed(
    people: list[Facts],
) -> None:
    for facts in (c.facts for c in rank(people) if c.can_ring):
        assert facts.page_open
        assert facts.status == "open" or (facts.status == "with_client" and facts.session == "")
        assert facts.session in {None, ""}
        assert facts.is_active
        assert not (facts.away)
        assert not (facts.ringing)
        assert not (facts.coming)
        assert not (facts.introducing)
        assert not (facts.already_has)
        assert not (facts.no_last_rung)
        assert not (facts.closed_today)
        assert not (facts.other_age)
        assert facts.rings_an_hour == 0 or facts.rung_this_hour < facts.rings_an_hour


@MANY_FACTS
@given(PEOPLE, PERSON)
def test_one_more_person_never_changes_the_order_of_the_others(people: list[Facts], newcomer: Facts) -> None:
    newcomer = replace(newcomer, staff_id=99)
    with_them = [c for c in rank([*people, newcomer]) if c.facts.staff_id != 99]
    assert with_them == rank(people)


@MANY_FACTS
@given(PEOPLE)
def test_the_order_is_total(people: list[Facts]) -> None:
    ids = [c.facts.staff_id for c in rank(people)]
    for number, facts in enumerate(people):
        for other in people[number + 1 :]:
            first, second = (c.facts.staff_id for c in rank([facts, other]))
            assert ids.index(first) < ids.index(second)


@MANY_FACTS
@given(PEOPLE, st.integers(0, 11))
def test_whoever_carries_more_never_moves_up(people: list[Facts], which: int) -> None:
    if not people:
        return
    facts = people[which % len(people)]
    heavier = [replace(one, holding=one.holding + 1) if one is facts else one for one in people]
    before = [c.facts.staff_id for c in rank(people)].index(facts.staff_id)
    assert [c.facts.staff_id for c in rank(heavier)].index(facts.staff_id) >= before


class Month:
    """Equals who are rung three at a time, ten times a day; one of those rung accepts and holds for two weeks."""

    def __init__(self, people: int, seed: int) -> None:
        self.chance = Random(seed)
        self.rings: dict[int, list[datetime]] = {n: [] for n in range(people)}
        self.yes: dict[int, list[datetime]] = {n: [] for n in range(people)}

    def live(self) -> None:
        for day in range(30):
            for hour in range(10):
                self.call(NOW + timedelta(days=day, hours=hour))

    def call(self, at: datetime) -> None:
        wave = [c.facts.staff_id for c in rank(self.facts(n, at) for n in self.rings)][:3]
        for n in wave:
            self.rings[n].append(at)
        self.yes[self.chance.choice(wave)].append(at)

    def facts(self, n: int, at: datetime) -> Facts:
        return replace(
            FREE, staff_id=n, holding=sum(at - one < timedelta(days=14) for one in self.yes[n]),
            rung_lately=len(self.rings[n]), accepted_lately=len(self.yes[n]), practised=bool(self.yes[n]),
            last_rung_at=self.rings[n][-1] if self.rings[n] else None,
        )  # fmt: skip


@settings(max_examples=6, deadline=None)
@given(st.integers(6, 12), st.integers(0, 10_000))
def test_a_month_is_shared_fairly_among_equals(people: int, seed: int) -> None:
    month = Month(people, seed)
    month.live()
    accepted, rung = [len(m) for m in month.yes.values()], [len(m) for m in month.rings.values()]
    carried = [load(month.facts(n, NOW + timedelta(days=30))) for n in month.rings]
    assert max(accepted) - min(accepted) <= 9  # of 25 to 50 each
    assert max(carried) - min(carried) <= 6
    assert max(rung) - min(rung) <= 0.75 * sum(rung) / people  # who had less luck is asked more often

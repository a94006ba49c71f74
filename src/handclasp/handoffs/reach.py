"""Who can come: the facts about those who serve a need, for the ranking."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple

from django.db import connection

from handclasp.availability.queries import PAGE_COUNTS_AS_OPEN_FOR, PresenceNow, presences
from handclasp.availability.queries.sessions import SessionNow, sessions_now
from handclasp.domain.ages import age_group
from handclasp.domain.meetings import needs_a_name
from handclasp.domain.periods import local_date
from handclasp.domain.ranking import Candidate, Facts, rank
from handclasp.domain.walking import FARTHEST, NEARBY, Spot, Usual, Walk, walk
from handclasp.handoffs import facts
from handclasp.handoffs import reach_statements as sql
from handclasp.handoffs.models import Handoff

LATELY: Final = timedelta(days=30)
PRACTISED_WITHIN: Final = timedelta(days=90)
HOUR: Final = timedelta(hours=1)
OTHERS_A_PAGE: Final = 30


class Member(NamedTuple):
    """One row of `FACTS`: somebody in one of the programs that serve the need."""

    staff_id: int
    program_id: int
    away: bool
    closed: bool
    other_age: bool
    fits_age: bool
    speaks: bool
    names_need: bool
    knows: bool
    has: bool
    ringing: bool
    coming: bool
    introducing: bool
    cap: int
    this_hour: int
    site_id: int
    room: str
    floor: int | None
    said: int | None
    has_video: bool
    has_phone: bool
    block_until: datetime | None
    holding: int
    practised: bool
    rung: int
    accepted: int
    last_rung: datetime | None


@dataclass(frozen=True)
class Others:
    """One page of those who cannot be rung now, each with the reason; `next_page` is 0 on the last."""

    people: tuple[Candidate, ...]
    next_page: int


def who_may_be_rung(
    handoff: Handoff, now: datetime, wall: datetime, wanted: int,
    *, only: Collection[int] | None = None, rings_an_hour: int | None = None,
) -> list[Candidate]:  # fmt: skip
    """Return the first `wanted` of those who may be rung, best first; of `only` these people where given.

    `now` is the product's time, `wall` the machine's own (heartbeats of open pages are real). A program without
    anybody who is reached when all else fails is found out about the few that would be rung, then left out.
    """
    asked, without = _asked(handoff, now, rings_an_hour), set[int]()
    asked |= {"fresh": wall - PAGE_COUNTS_AS_OPEN_FOR, "wanted": wanted, "only": list(only) if only else None}
    while True:
        narrowed = [row[0] for row in _rows(sql.MAY_BE_RUNG, asked | {"without": list(without)})]
        able = [c for c in _judged(handoff, narrowed, asked, now, wall, without) if c.can_ring][:wanted]
        lacking = _without_last_rung({c.facts.program_id for c in able}, now)
        if not lacking:
            return able
        without |= lacking


def who_may_not(handoff: Handoff, now: datetime, wall: datetime, page: int = 1) -> Others:
    """Return a page of everybody else who serves the need, nearest first, each with why they cannot be rung."""
    asked = _asked(handoff, now, None)
    window = {"limit": OTHERS_A_PAGE + 1, "offset": (page - 1) * OTHERS_A_PAGE}
    found = [row[0] for row in _rows(sql.SERVING, asked | window)]
    shown = found[:OTHERS_A_PAGE]
    lacking = _without_last_rung({m.program_id for m in _members(shown, asked)}, now)
    judged = _judged(handoff, shown, asked, now, wall, lacking)
    return Others(tuple(c for c in judged if not c.can_ring), page + 1 if len(found) > len(shown) else 0)


def _asked(handoff: Handoff, now: datetime, rings_an_hour: int | None) -> dict[str, Any]:
    program, site = handoff.from_program, handoff.from_program.site
    at = {"handoff": handoff.pk, "site": site.pk}
    place, born, room, floor = next(iter(_rows(sql.WHERE_AND_WHOM, at)))
    today, pattern = local_date(now, facts.hours_of(site).zone), site.organization.meeting_pattern
    return {
        "handoff": handoff.pk, "client": handoff.client_id, "need": handoff.need_id, "site": site.pk,
        "organization": handoff.organization_id, "asked_by": handoff.asked_by_id, "now": now,
        "language": handoff.language, "setting": handoff.setting, "zone": site.organization.time_zone,
        "has_pattern": pattern != "", "needs_name": needs_a_name(pattern), "nearby": NEARBY, "farthest": FARTHEST,
        "place": place, "room": room, "floor": floor,
        "age": age_group(born, today) if born else "",
        "cap": program.rings_an_hour if rings_an_hour is None else rings_an_hour,
        "hour_ago": now - HOUR, "month_ago": now - LATELY, "practised_since": now - PRACTISED_WITHIN,
    }  # fmt: skip


def _judged(
    handoff: Handoff, staff_ids: Sequence[int], asked: dict[str, Any], now: datetime, wall: datetime,
    without: Collection[int],
) -> list[Candidate]:  # fmt: skip
    members = _members(staff_ids, asked)
    seen, sessions = presences(staff_ids, now, wall), sessions_now(staff_ids, now)
    way = _walks(handoff, asked)
    known = (_facts(m, seen[m.staff_id], sessions.get(m.staff_id), way(m), handoff.setting) for m in members)
    return _once(rank(replace(f, no_last_rung=True) if f.program_id in without else f for f in known))


def _members(staff_ids: Sequence[int], asked: dict[str, Any]) -> list[Member]:
    return [Member(*row) for row in _rows(sql.FACTS, asked | {"staff": list(staff_ids)})]


def _walks(handoff: Handoff, asked: dict[str, Any]) -> Callable[[Member], Walk | None]:
    site = handoff.from_program.site
    here = Spot(site.pk, asked["place"], asked["floor"])
    usual = Usual(site.minutes_on_a_floor, site.minutes_per_floor)
    return lambda m: walk(here, Spot(m.site_id, m.room, m.floor), usual, m.said)


def _facts(
    m: Member, presence: PresenceNow, session: SessionNow | None, on_foot: Walk | None, setting: str
) -> Facts:
    return Facts(
        staff_id=m.staff_id, program_id=m.program_id, status=presence.status, until=presence.until,
        page_open=presence.page_open, page_seen_at=presence.page_seen_at, walk=on_foot, has_video=m.has_video,
        has_phone=m.has_phone, setting=setting, names_the_need=m.names_need, fits_age=m.fits_age,
        speaks=m.speaks, knows_client=m.knows, block_until=m.block_until,
        session=session.why_not if session else None, ringing=m.ringing, coming=m.coming,
        introducing=m.introducing, away=m.away,
        already_has=m.has, other_age=m.other_age, closed_today=m.closed, rung_this_hour=m.this_hour,
        rings_an_hour=m.cap, holding=m.holding, rung_lately=m.rung, accepted_lately=m.accepted,
        practised=m.practised, last_rung_at=m.last_rung,
    )  # fmt: skip


def _without_last_rung(programs: Collection[int], now: datetime) -> set[int]:
    if not programs:
        return set()
    return {row[0] for row in _rows(sql.WITHOUT_LAST_RUNG, {"programs": list(programs), "now": now})}


def _rows(statement: str, wanted: dict[str, Any]) -> Iterable[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, wanted)
        return cursor.fetchall()  # type: ignore[no-any-return]


def _once(candidates: list[Candidate]) -> list[Candidate]:
    """Keep each person once, at their best place (somebody may work in two programs)."""
    best: dict[int, Candidate] = {}
    for candidate in candidates:
        best.setdefault(candidate.facts.staff_id, candidate)
    return list(best.values())

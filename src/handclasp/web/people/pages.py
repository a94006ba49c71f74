"""People, places and programs as a page."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from urllib.parse import urlencode

from handclasp.availability.queries import PresenceNow, presences
from handclasp.directory.models import Program, Site, Staff
from handclasp.directory.queries import find_staff, is_away, programs, sites, staff_label
from handclasp.domain.engagement import rule_words
from handclasp.domain.language_names import language_words
from handclasp.domain.text_of_hours import hours_words
from handclasp.platform.actor import Actor
from handclasp.web.shell.times import clock_words, local_day, short_day_words, until_words

PAGE = 60


@dataclass(frozen=True)
class Option:
    """Somebody to choose."""

    staff_id: int
    name: str


@dataclass(frozen=True)
class Place:
    """A site."""

    name: str
    address: str
    phone: str
    hours: str


@dataclass(frozen=True)
class ProgramLine:
    """A program; `options` are those who could be named duty person or supervisor."""

    program_id: int
    name: str
    site: str
    needs: str
    rule: str
    duty_id: int | None
    duty: str
    supervisor_id: int | None
    supervisor: str
    is_part2: bool
    receives: bool
    options: tuple[Option, ...]
    last_rung: str = ""


@dataclass(frozen=True)
class PersonLine:
    """Somebody of the staff; `can_change` shows the small forms."""

    staff_id: int
    name: str
    status: str
    presence: str
    programs: str
    languages: str
    phone: str
    needs: str
    deputy_id: int | None
    deputy: str
    leave: str
    is_me: bool
    can_change: bool
    options: tuple[Option, ...]
    first: str = ""
    back: str = ""
    problem: str = ""


@dataclass(frozen=True)
class Refused:
    """What was not done, why, and what was typed."""

    kind: str
    row_id: int
    words: str
    typed: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class PeoplePage:
    """The whole page."""

    topic: str
    organization: str
    text: str
    people: tuple[PersonLine, ...]
    found_words: str
    next_url: str
    places: tuple[Place, ...]
    programs: tuple[ProgramLine, ...]
    can_change: bool
    can_pair: bool
    problem: str
    problem_program: int
    live_url: str


def people_page(
    actor: Actor,
    now: datetime,
    wall: datetime,
    text: str = "",
    start: int = 0,
    refused: Refused | None = None,
) -> PeoplePage:
    """Return the people that fit the search, and every site and program."""
    found = find_staff(actor, text, PAGE + 1, start)
    shown, all_programs, all_sites = found[:PAGE], programs(actor), sites(actor)
    members = find_staff(actor, "", 500) if actor.is_admin else shown
    seen = presences([staff.pk for staff in shown], now, wall)
    lag = now - wall
    return PeoplePage(
        topic=f"org:{actor.home}",
        organization=all_sites[0].organization.name if all_sites else "",
        text=text,
        people=tuple(_person(s, _seen(seen[s.pk], now, lag), members, actor, now, refused) for s in shown),
        found_words=_found_words(len(shown), text, start, len(found) > PAGE),
        next_url=f"?{_query(text, start + PAGE)}" if len(found) > PAGE else "",
        places=tuple(_place(site) for site in all_sites),
        programs=tuple(_program(program, members) for program in all_programs),
        can_change=actor.is_admin,
        can_pair=actor.may("tablet:pair"),
        problem=refused.words if refused else "",
        problem_program=refused.row_id if refused and refused.kind == "program" else 0,
        live_url=f"/people/part/?{_query(text, start)}",
    )


def _person(
    staff: Staff,
    presence: tuple[str, str],
    members: list[Staff],
    actor: Actor,
    now: datetime,
    refused: Refused | None,
) -> PersonLine:
    joined = list(staff.memberships.all())
    mine = {member.program_id for member in joined}
    typed = refused.typed if refused and refused.kind == "staff" and refused.row_id == staff.pk else {}
    can_change = actor.is_admin or staff.pk == actor.staff_id
    options = [s for s in members if s.pk != staff.pk and mine & {m.program_id for m in s.memberships.all()}]
    return PersonLine(
        staff_id=staff.pk,
        name=staff_label(staff),
        status=presence[0],
        presence=presence[1],
        programs=", ".join(m.program.name + _role(m.role) for m in joined) or "No program yet",
        languages=language_words(staff.languages),
        phone=staff.phone,
        needs=", ".join(need.name_en for need in staff.needs.all()),
        deputy_id=staff.deputy_id,
        deputy=staff_label(staff.deputy) if staff.deputy else "",
        leave=_leave(staff, local_day(now)),
        is_me=staff.pk == actor.staff_id,
        can_change=can_change,
        options=_options([*options, *([staff.deputy] if staff.deputy else [])]) if can_change else (),
        first=typed.get("first", staff.away_from.isoformat() if staff.away_from else ""),
        back=typed.get("back", staff.away_until.isoformat() if staff.away_until else ""),
        problem=refused.words if refused and refused.kind == "staff" and refused.row_id == staff.pk else "",
    )


def _role(role: str) -> str:
    return {"supervisor": " (supervisor)", "proxy": " (stands in)", "front_desk": " (front desk)"}.get(
        role, ""
    )


def _seen(seen: PresenceNow, now: datetime, lag: timedelta) -> tuple[str, str]:
    until = f" until {until_words(seen.until, now)}" if seen.until else ""
    words = {"open": "Open", "with_client": "With a client", "not_now": "Not now", "off": "Off"}[
        seen.status
    ] + until
    if seen.status != "open":
        return seen.status, words
    if seen.page_open:
        return seen.status, f"{words}, page open"
    since = f" since {clock_words(seen.page_seen_at + lag)}" if seen.page_seen_at else ""
    return seen.status, f"{words}, page closed{since}"


def _leave(staff: Staff, today: date) -> str:
    if staff.away_from is None or (staff.away_until and staff.away_until <= today):
        return ""
    back = f", back {short_day_words(staff.away_until)}" if staff.away_until else ""
    return (
        f"On leave{back}"
        if is_away(staff, today)
        else f"On leave from {short_day_words(staff.away_from)}{back}"
    )


def _program(program: Program, members: list[Staff]) -> ProgramLine:
    inside = [s for s in members if any(m.program_id == program.pk for m in s.memberships.all())]
    named = [person for person in (program.duty, program.last_rung, program.supervisor) if person]
    return ProgramLine(
        program.pk, program.name, program.site.name, ", ".join(n.name_en for n in program.needs.all()) or "None yet",
        rule_words(program.first_visit_within_days, program.further_visits, program.further_within_days),
        program.duty_id, staff_label(program.duty) if program.duty else "",
        program.supervisor_id, staff_label(program.supervisor) if program.supervisor else "", program.is_part2,
        program.receives, _options([*inside, *named]), staff_label(program.last_rung) if program.last_rung else "",
    )  # fmt: skip


def _options(people: Iterable[Staff]) -> tuple[Option, ...]:
    return tuple(Option(pk, name) for pk, name in {s.pk: staff_label(s) for s in people}.items())


def _place(site: Site) -> Place:
    return Place(
        site.name, site.address, site.phone, hours_words(site.opens_at, site.closes_at, site.open_weekdays)
    )


def _query(text: str, start: int) -> str:
    return urlencode({"q": text, "start": start})


def _found_words(shown: int, text: str, start: int, has_more: bool) -> str:
    if not shown:
        return (
            f"Nobody fits “{text}”. Try fewer words, or a program." if text else "Nobody is on the staff yet."
        )
    if start or has_more:
        return f"{start + 1} to {start + shown}"
    return "One person" if shown == 1 else f"{shown} people"

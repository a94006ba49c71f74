"""The pages of places and programs, for whoever administers the organization."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from handclasp.directory.models import Organization, Program, Room, RoomWalk, Site, SiteWalk, Staff
from handclasp.directory.queries import needs, organization_by_id, staff_of_program
from handclasp.directory.queries.places import SiteFacts, every_program, every_site, program_facts
from handclasp.domain.last_rungs import RUNG_WORDS, reachable, why_not
from handclasp.domain.levels_of_care import level
from handclasp.domain.text_of_hours import hours_words
from handclasp.handoffs.last_rungs import rungs_of
from handclasp.platform.actor import Actor
from handclasp.web.places.forms import KIND_WORDS
from handclasp.web.places.program_sections import PROGRAM, ProgramFacts
from handclasp.web.places.sections import SectionPart, Tried, section_parts
from handclasp.web.places.site_sections import SITE
from handclasp.web.shell.field_parts import FieldPart

STATES: Final = {"left": "has left", "away": "on leave", "no_way": "no account and no phone number yet"}


@dataclass(frozen=True)
class Line:
    """A site or a program to open; `alarm` says what is wrong with it."""

    row_id: int
    name: str
    words: str
    is_active: bool
    alarm: str = ""


@dataclass(frozen=True)
class PlacesPage:
    """Everything an organization has, to open."""

    organization: str
    phone: str
    emergency: str
    sites: tuple[Line, ...]
    programs: tuple[Line, ...]


@dataclass(frozen=True)
class RoomLine:
    """One room."""

    room_id: int
    name: str
    words: str
    is_active: bool


@dataclass(frozen=True)
class WalkLine:
    """A walk that was said, by the ends that take it back."""

    first_id: int
    second_id: int
    words: str


@dataclass(frozen=True)
class SitePage:
    """One site in sections."""

    site_id: int
    name: str
    hours: str
    is_active: bool
    rooms: tuple[RoomLine, ...]
    room_walks: tuple[WalkLine, ...]
    site_walks: tuple[WalkLine, ...]
    programs: tuple[Line, ...]
    can_walk_inside: bool
    can_walk_outside: bool
    parts: dict[str, SectionPart]

    @property
    def inside(self) -> SectionPart:
        """Return the walk between two rooms."""
        return self.parts["room-walk"]

    @property
    def outside(self) -> SectionPart:
        """Return the walk to another site."""
        return self.parts["site-walk"]


@dataclass(frozen=True)
class ProgramPage:
    """One program in sections; `alarm` says why it cannot be chosen."""

    program_id: int
    name: str
    site_id: int
    site: str
    is_active: bool
    is_part2: bool
    alarm: str
    reached: str
    named: tuple[str, ...]
    has_people: bool
    levels: tuple[str, ...]
    parts: dict[str, SectionPart]


@dataclass(frozen=True)
class FormPage:
    """One form on a page of its own; `done_url` is where whoever changes nothing goes."""

    title: str
    crumb: str
    crumb_url: str
    fields: tuple[FieldPart, ...]
    button: str
    problem: str = ""
    room: RoomLine | None = None


def places_page(actor: Actor, now: datetime) -> PlacesPage:
    """Return every site and program of the organization, in a number of queries that does not grow with them."""
    home: Organization | None = organization_by_id(actor, actor.home)
    rows = every_program(actor)
    rungs = rungs_of([row.pk for row in rows], now)
    return PlacesPage(
        organization=home.name if home else "",
        phone=home.phone if home else "",
        emergency=home.emergency_procedure if home else "",
        sites=tuple(_site_line(site) for site in every_site(actor)),
        programs=tuple(
            _program_line(row, why_not(rungs[row.pk]) if row.receives and row.is_active else "")
            for row in rows
        ),
    )


def site_page(facts: SiteFacts, tried: Tried | None = None, saved: str = "") -> SitePage:
    """Return one site, with what was typed where a section could not be saved."""
    site = facts.site
    return SitePage(
        site_id=site.pk,
        name=site.name,
        hours=hours_words(site.opens_at, site.closes_at, site.open_weekdays),
        is_active=site.is_active,
        rooms=tuple(room_line(room) for room in facts.rooms),
        room_walks=tuple(_room_walk(walk) for walk in facts.room_walks),
        site_walks=tuple(_site_walk(walk, site.pk) for walk in facts.site_walks),
        programs=tuple(_program_line(program, "") for program in facts.programs),
        can_walk_inside=sum(room.is_active for room in facts.rooms) > 1,
        can_walk_outside=bool(facts.others),
        parts=section_parts(SITE, facts, tried, saved),
    )


def found_program(actor: Actor, program_id: int) -> ProgramFacts | None:
    """Return what the page of a program is made of, or None."""
    program = program_facts(actor, program_id)
    if program is None:
        return None
    named = [one for one in (program.duty, program.last_rung, program.supervisor) if one]
    people: dict[int, Staff] = {one.pk: one for one in (*staff_of_program(actor, program_id), *named)}
    return ProgramFacts(program, tuple(people.values()), tuple(needs(actor)))


def program_page(
    facts: ProgramFacts, now: datetime, tried: Tried | None = None, saved: str = ""
) -> ProgramPage:
    """Return one program, with what was typed where a section could not be saved."""
    program = facts.program
    rungs = rungs_of([program.pk], now)[program.pk]
    first = reachable(rungs)
    return ProgramPage(
        program_id=program.pk,
        name=program.name,
        site_id=program.site_id,
        site=program.site.name,
        is_active=program.is_active,
        is_part2=program.is_part2,
        alarm=why_not(rungs) if program.receives else "",
        reached=f"Reached first: {first.name}, {RUNG_WORDS[first.rung]}." if first else "",
        named=tuple(f"{one.name}: {STATES[one.problem]}" for one in rungs if one.problem),
        has_people=bool(facts.people),
        levels=tuple(
            found.words for one in program.levels.all() if (found := level(one.edition, one.code)) is not None
        ),
        parts=section_parts(PROGRAM, facts, tried, saved),
    )


def room_line(room: Room) -> RoomLine:
    """Return a room as it is listed."""
    words = f"{KIND_WORDS.get(room.kind, room.kind)}, {_floor(room.floor)}"
    return RoomLine(room.pk, room.name, words, room.is_active)


def _floor(floor: int) -> str:
    if not floor:
        return "ground floor"
    return f"{floor} up" if floor > 0 else f"{-floor} down"


def _minutes(minutes: int) -> str:
    return "one minute" if minutes == 1 else f"{minutes} minutes"


def _room_walk(walk: RoomWalk) -> WalkLine:
    words = f"{walk.first.name} and {walk.second.name}: {_minutes(walk.minutes)}"
    return WalkLine(walk.first_id, walk.second_id, words)


def _site_walk(walk: SiteWalk, here: int) -> WalkLine:
    other = walk.second if walk.first_id == here else walk.first
    return WalkLine(here, other.pk, f"{other.name}: {_minutes(walk.minutes)}")


def _site_line(site: Site) -> Line:
    hours = hours_words(site.opens_at, site.closes_at, site.open_weekdays)
    return Line(site.pk, site.name, ". ".join(filter(None, [site.address, hours])), site.is_active)


def _program_line(program: Program, alarm: str) -> Line:
    served = ", ".join(need.name_en for need in program.needs.all()) if program.receives else ""
    words = (
        f"Helps with: {served}" if served else "Helps with nothing yet" if program.receives else "Sends only"
    )
    return Line(program.pk, program.name, words, program.is_active, alarm)

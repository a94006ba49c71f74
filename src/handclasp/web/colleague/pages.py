"""The page of one colleague."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from handclasp.directory.models import Membership, Program
from handclasp.directory.one_person import PersonFacts
from handclasp.directory.queries import programs, staff_label
from handclasp.domain.meeting_words import trouble_words, worked_words
from handclasp.domain.permissions import ROLE_WORDS
from handclasp.handoffs.queries.leaving import held_by
from handclasp.platform.actor import Actor
from handclasp.web.colleague.forms import OFFICE_CHOICES, ROLE_CHOICES
from handclasp.web.colleague.leaving_words import HeldLine, held_lines, named_words
from handclasp.web.shell.times import moment_words
from handclasp.web.shell.tried import tried_words


@dataclass(frozen=True)
class RoleLine:
    """What somebody is in one program; who is on duty or supervises cannot be taken out there."""

    program_id: int
    program: str
    site: str
    role: str
    words: str
    can_leave: bool


@dataclass(frozen=True)
class Choice:
    """One thing to choose."""

    value: str
    words: str
    is_chosen: bool = False


@dataclass(frozen=True)
class ColleaguePage:
    """One person; the rights say which forms there are."""

    staff_id: int
    name: str
    place: str
    email: str
    is_me: bool
    is_active: bool
    topic: str
    roles: tuple[RoleLine, ...]
    role_choices: tuple[Choice, ...]
    other_programs: tuple[Choice, ...]
    offices: tuple[Choice, ...]
    held_offices: tuple[str, ...]
    way_in: str
    has_open_link: bool
    has_factor: bool
    held: tuple[HeldLine, ...]
    holds: bool
    named: tuple[str, ...]
    sees_held: bool
    can_grant: bool
    can_invite: bool
    can_secure: bool
    can_change: bool
    link_tried: str
    link_trouble: str
    link_worked: str
    problem: str
    problem_part: str


def colleague_page(
    actor: Actor, facts: PersonFacts, now: datetime, problem: str = "", problem_part: str = ""
) -> ColleaguePage:
    """Return the page of one person as this actor may see it."""
    staff, can_change = facts.staff, actor.may("directory:change")
    sees_held = can_change or actor.may("program:supervise")
    held = held_by(actor, staff.pk) if sees_held and staff.is_active else ()
    joined = {member.program_id for member in facts.memberships}
    can_grant = actor.may("role:grant")
    return ColleaguePage(
        staff_id=staff.pk,
        name=staff_label(staff),
        place=", ".join(filter(None, [staff.site.name if staff.site else "", staff.room])),
        email=staff.email if can_change or staff.pk == actor.staff_id else "",
        is_me=staff.pk == actor.staff_id,
        is_active=staff.is_active,
        topic=f"org:{actor.home}",
        roles=tuple(_role(member, facts) for member in facts.memberships),
        role_choices=tuple(Choice(value, words) for value, words in ROLE_CHOICES),
        other_programs=_programs(programs(actor), joined) if can_grant else (),
        offices=tuple(Choice(value, words, value in facts.offices) for value, words in OFFICE_CHOICES),
        held_offices=tuple(words for value, words in OFFICE_CHOICES if value in facts.offices),
        way_in=_way_in(facts, now) if actor.may("staff:invite") else "",
        has_open_link=_has_open_link(facts, now),
        has_factor=facts.has_factor and actor.may("security:change"),
        held=held_lines(held),
        holds=any(one.is_binding for one in held),
        named=named_words(facts) if sees_held else (),
        sees_held=sees_held,
        can_grant=can_grant,
        can_invite=actor.may("staff:invite"),
        can_secure=actor.may("security:change"),
        can_change=can_change,
        link_tried=tried_words(staff.link_checked_at, staff.link_checked_on),
        link_trouble=trouble_words(staff.link_trouble),
        link_worked=worked_words(staff.link_trouble, staff.link_untried),
        problem=problem,
        problem_part=problem_part,
    )


def _role(member: Membership, facts: PersonFacts) -> RoleLine:
    program = member.program
    relied = {one.pk for one in (*facts.on_duty, *facts.supervises)}
    return RoleLine(
        program.pk,
        program.name,
        program.site.name,
        member.role,
        ROLE_WORDS[member.role],
        program.pk not in relied,
    )


def _programs(rows: Iterable[Program], joined: set[int]) -> tuple[Choice, ...]:
    return tuple(Choice(str(row.pk), f"{row.name}, {row.site.name}") for row in rows if row.pk not in joined)


def _has_open_link(facts: PersonFacts, now: datetime) -> bool:
    last = facts.invitation
    return last is not None and not last.used_at and not last.withdrawn_at and last.expires_at > now


def _way_in(facts: PersonFacts, now: datetime) -> str:
    """Return in one sentence how this person signs in."""
    last = facts.invitation
    if last is not None and _has_open_link(facts, now):
        by = f" by {staff_label(last.invited_by)}" if last.invited_by else ""
        return f"Invited{by}. The link works until {moment_words(last.expires_at, now)}."
    if facts.has_password:
        return "Has a password. A new link lets them choose another, when they forgot it."
    if last is not None and not last.used_at:
        return "Was invited, and the link opens nothing any more."
    return "Has not been invited yet."

"""What the rules of `domain.unusual` find in the audit of the last days."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.db import connection

from handclasp.directory.models import Staff
from handclasp.directory.queries import narrowed, time_zone_of_organization, time_zone_of_site
from handclasp.domain import unusual
from handclasp.domain.unusual import Hours, Knock, Person
from handclasp.platform.actor import Actor

DAYS: Final = timedelta(days=7)
OF_A_DAY: Final = frozenset(
    {"after_dark", "own_role"}
)  # one finding for a person's whole day, whoever was read
NOTHING: Final = frozenset[str]()
LOOKED_BACK: Final = timedelta(days=90)

# One row for each person, client, way and hour; the rules then ask these, not every entry.
READINGS: Final = """
SELECT actor, client_id, relation, action, handoff_id IS NOT NULL, max(label), min(at), max(at), count(*)
  FROM platform_auditentry
 WHERE organization_id = %(home)s AND at > %(since)s AND at <= %(now)s AND kind = 'read' AND client_id IS NOT NULL
   AND actor LIKE 'staff:%%' AND action <> 'audit:read'
 GROUP BY actor, client_id, relation, action, handoff_id IS NOT NULL, date_trunc('hour', at)
"""
NAMED: Final = "SELECT id, given, family, phone, email FROM clients_client WHERE id = ANY(%(clients)s)"
OWN_ROLES: Final = """
SELECT actor, max(label), max(at) FROM platform_auditentry
 WHERE organization_id = %(home)s AND at > %(since)s - interval '1 day' AND at <= %(now)s AND kind = 'change'
   AND action = 'role:grant' AND subject = actor
 GROUP BY actor, date_trunc('hour', at)
"""
KNOCKS: Final = """
SELECT CASE WHEN actor = 'system:sign_in' THEN subject ELSE actor END, at, action = 'sign_in:signed_in', origin
  FROM platform_auditentry
 WHERE organization_id = %(home)s AND at > %(since)s AND at <= %(now)s
   AND action IN ('sign_in:signed_in', 'sign_in:wrong_password', 'sign_in:locked_out')
"""
KNOWN: Final = """
SELECT actor, origin, max(at) FROM platform_auditentry
 WHERE actor = ANY(%(actors)s) AND action = 'sign_in:signed_in' AND at > %(long_ago)s AND at <= %(since)s
 GROUP BY actor, origin
"""


@dataclass(frozen=True)
class Finding:
    """One thing to look at: who, about whom, when, how often. `about` names it from one day to the next."""

    rule: str
    about: str
    actor: str
    label: str
    client_id: int | None
    client: str
    last_at: datetime
    times: int


@dataclass(frozen=True)
class _Reading:
    actor: str
    client_id: int
    relation: str
    action: str
    of_handoff: bool
    label: str
    first_at: datetime
    last_at: datetime
    times: int


@dataclass
class _Found:
    """Adds readings up to one finding for each rule, person, client and day."""

    zone: ZoneInfo
    rows: dict[tuple[str, str], Finding]

    def add(self, rule: str, actor: str, label: str, client_id: int | None, at: datetime, times: int) -> None:
        day = at.astimezone(self.zone).date()
        about = " ".join([actor, *([f"client:{client_id}"] if client_id else []), day.isoformat()])
        known = self.rows.get((rule, about))
        last, times = (max(known.last_at, at), known.times + times) if known else (at, times)
        self.rows[(rule, about)] = Finding(rule, about, actor, label, client_id, "", last, times)

    def note(self, rule: str, row: _Reading) -> None:
        client_id = None if rule in OF_A_DAY else row.client_id
        self.add(rule, row.actor, row.label, client_id, row.last_at, row.times)


def findings(actor: Actor, now: datetime) -> dict[tuple[str, str], Finding]:
    """Return what the rules find in the last seven days, by rule and what it is about; names of clients are empty."""
    when = {"home": actor.home, "now": now, "since": now - DAYS, "long_ago": now - LOOKED_BACK}
    readings = [_Reading(*row) for row in _rows(READINGS, when)]
    staff = {
        f"staff:{one.pk}": one
        for one in narrowed(Staff.objects.select_related("site__organization", "organization"), actor)
    }
    found = _Found(time_zone_of_organization(next(iter(staff.values())).organization), {})
    _by_name(found, readings, staff)
    _by_number(found, readings)
    _by_time(found, readings, staff)
    _by_own_role(found, readings, _rows(OWN_ROLES, when))
    _by_knocking(found, when, staff)
    return found.rows


def _by_name(found: _Found, readings: list[_Reading], staff: dict[str, Staff]) -> None:
    wanted = sorted({row.client_id for row in readings})
    clients = {pk: Person(*rest) for pk, *rest in _rows(NAMED, {"clients": wanted})}
    marks = [unusual.marks_of(_person(one)) for one in staff.values() if one.is_active]
    working = frozenset[str]().union(*marks)
    coworkers = {pk for pk, client in clients.items() if not working.isdisjoint(unusual.marks_of(client))}
    parts = {pk: unusual.name_parts(client.family) for pk, client in clients.items()}
    readers = {key: unusual.name_parts(one.family) for key, one in staff.items()}
    for row in readings:
        if not readers.get(row.actor, NOTHING).isdisjoint(parts.get(row.client_id, NOTHING)):
            found.note("own_name", row)
        if row.client_id in coworkers:
            found.note("coworker", row)


def _by_number(found: _Found, readings: list[_Reading]) -> None:
    """Count clients who have nothing to do with the reader's programs, opened apart from merely found."""
    seen: dict[tuple[str, bool], list[tuple[datetime, int]]] = defaultdict(list)
    labels = {row.actor: row.label for row in readings}
    for row in readings:
        if row.relation == "organization":
            for at in {row.first_at, row.last_at}:
                seen[row.actor, row.action == "client:find"].append((at, row.client_id))
    for (who, is_search), times in seen.items():
        usual = unusual.MANY_FOUND if is_search else unusual.MANY_OPENED
        days: dict[date, tuple[datetime, int]] = {}
        for at, count in unusual.hours_ending(times):
            if count > usual:
                day = at.astimezone(found.zone).date()
                days[day] = (at, max(count, days.get(day, (at, 0))[1]))
        for last, most in days.values():
            found.add("many", who, labels[who], None, last, most)


def _by_time(found: _Found, readings: list[_Reading], staff: dict[str, Staff]) -> None:
    hours = {key: _hours(one) for key, one in staff.items()}
    for row in readings:
        if row.relation == "organization" and row.of_handoff and row.action in OPENED:
            found.note("no_relation", row)
        if row.actor in hours and any(
            unusual.is_after_dark(at, hours[row.actor]) for at in (row.first_at, row.last_at)
        ):
            found.note("after_dark", row)


OPENED: Final = frozenset({"handoff:read", "summary:read", "history:read"})


def _by_own_role(found: _Found, readings: list[_Reading], granted: Iterable[tuple[Any, ...]]) -> None:
    given: dict[str, list[datetime]] = defaultdict(list)
    for who, _, at in granted:
        given[who].append(at)
    for row in readings:
        if any(unusual.reads_by_own_role(at, row.last_at) for at in given.get(row.actor, ())):
            found.note("own_role", row)


def _by_knocking(found: _Found, when: dict[str, Any], staff: dict[str, Staff]) -> None:
    knocks: dict[str, list[Knock]] = defaultdict(list)
    for who, at, is_in, origin in _rows(KNOCKS, when):
        knocks[who].append(Knock(at, is_in, origin))
    guessed = [who for who, ones in knocks.items() if sum(not one.is_in for one in ones) >= unusual.GUESSES]
    known: dict[str, dict[str, datetime]] = defaultdict(dict)
    for who, origin, at in _rows(KNOWN, when | {"actors": guessed}):
        known[who][origin] = at
    for who in guessed:
        label = f"{staff[who].given} {staff[who].family}".strip() if who in staff else who
        for knock in unusual.guessed_and_came_in(knocks[who], known[who]):
            found.add("new_address", who, label, None, knock.at, 1)


def _person(staff: Staff) -> Person:
    return Person(staff.given, staff.family, staff.phone, staff.email)


def _hours(staff: Staff) -> Hours:
    """Return the hours of somebody's site; without one, office hours in the organization's zone."""
    if staff.site is None:
        return Hours(time_zone_of_organization(staff.organization))
    site = staff.site
    days, closed = frozenset(site.open_weekdays), frozenset(site.closed_on)
    return Hours(time_zone_of_site(site), site.opens_at, site.closes_at, days, closed)


def _rows(question: str, values: dict[str, Any]) -> Iterator[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(question, values)
        yield from cursor.fetchall()

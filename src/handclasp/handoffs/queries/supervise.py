"""The supervisor board: who holds too much, what is late, who waits for a decision."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models import Q

from handclasp.directory.models import Membership, Program
from handclasp.directory.queries import narrowed, staff_label
from handclasp.domain import names
from handclasp.domain.permissions import HOLDING_ROLES
from handclasp.handoffs.models import Relief
from handclasp.handoffs.queries.board import board_name
from handclasp.platform import audit
from handclasp.platform.actor import Actor

MOST = 100


@dataclass(frozen=True)
class LateRow:
    """One handoff that is late: `step` rungs of its ladder were told."""

    handoff_id: int
    client: str
    pronoun: str
    need: str
    state: str
    kind: str
    due_at: datetime
    step: int
    sender_id: int
    sender: str
    receiver_id: int | None
    receiver: str
    is_shared: bool
    from_program_id: int
    to_program_id: int | None


@dataclass(frozen=True)
class HolderRow:
    """What one person holds: `waiting_since` is the oldest yes of a client who has met nobody yet."""

    staff_id: int
    name: str
    holding: int
    alone: int
    at_risk: int
    waiting_since: datetime | None
    away_from: date | None
    away_until: date | None


@dataclass(frozen=True)
class ReliefRow:
    """A receiver who asks to be relieved."""

    handoff_id: int
    client: str
    asked_by: str
    reason: str
    asked_at: datetime


@dataclass(frozen=True)
class SupervisorFacts:
    """Everything on the board; `colleagues` maps a program to the staff who could take a side."""

    late: tuple[LateRow, ...]
    late_total: int
    holders: tuple[HolderRow, ...]
    reliefs: tuple[ReliefRow, ...]
    without_last_rung: tuple[str, ...]
    colleagues: Mapping[int, tuple[tuple[int, str], ...]]


LATE = """
SELECT count(*) OVER (), h.client_id, h.id, c.given, c.family, c.pronoun, n.name_en, h.state, w.kind, w.due_at, w.step,
       ss.id, ss.prefix, ss.given, ss.family, rs.id, rs.prefix, rs.given, rs.family,
       h.state = 'shared', h.from_program_id, h.to_program_id
FROM handoffs_watch w
JOIN handoffs_handoff h ON h.id = w.handoff_id
JOIN clients_client c ON c.id = h.client_id
JOIN directory_need n ON n.id = h.need_id
JOIN handoffs_hand sd ON sd.handoff_id = h.id AND sd.side = 'sending' AND sd.ended_at IS NULL
JOIN directory_staff ss ON ss.id = sd.staff_id
LEFT JOIN handoffs_promise p ON p.handoff_id = h.id AND p.state = 'open'
LEFT JOIN handoffs_hand rd ON rd.handoff_id = h.id AND rd.side = 'receiving' AND rd.ended_at IS NULL
LEFT JOIN directory_staff rs ON rs.id = coalesce(rd.staff_id, p.staff_id, h.receiver_id)
WHERE w.closed_at IS NULL AND (w.next_at <= %(now)s OR w.step > 0)
  AND h.organization_id = %(home)s AND (h.from_program_id = ANY(%(programs)s) OR h.to_program_id = ANY(%(programs)s))
ORDER BY w.due_at, h.id LIMIT %(limit)s
"""

HOLDERS = """
SELECT s.id, s.prefix, s.given, s.family, count(*), count(*) FILTER (WHERE h.state <> 'shared'),
       count(*) FILTER (WHERE w.next_at <= %(now)s OR w.step > 0),
       min(h.answered_at) FILTER (WHERE h.first_contact_at IS NULL), s.away_from, s.away_until
FROM handoffs_hand d
JOIN handoffs_handoff h ON h.id = d.handoff_id AND h.state IN ('seeking', 'coming', 'promised', 'shared')
JOIN handoffs_watch w ON w.handoff_id = h.id AND w.closed_at IS NULL
JOIN directory_staff s ON s.id = d.staff_id
WHERE d.ended_at IS NULL AND h.organization_id = %(home)s
  AND (h.from_program_id = ANY(%(programs)s) OR h.to_program_id = ANY(%(programs)s))
GROUP BY s.id ORDER BY count(*) DESC, s.family, s.given, s.id LIMIT %(limit)s
"""


def supervisor_board(actor: Actor, now: datetime) -> SupervisorFacts | None:
    """Return the board over the programs that the actor supervises, or None for others."""
    if not actor.may("program:supervise"):
        return None
    programs = _programs(actor)
    values = {"now": now, "home": actor.home, "programs": [program.pk for program in programs], "limit": MOST}
    late = _rows(LATE, values)
    audit.saw_all(row[1:3] for row in late)
    return SupervisorFacts(
        late=tuple(_late(row[2:]) for row in late),
        late_total=late[0][0] if late else 0,
        holders=tuple(_holder(row) for row in _rows(HOLDERS, values)),
        reliefs=tuple(_reliefs(values["programs"])),
        without_last_rung=tuple(
            program.name for program in programs if program.receives and not _has_rung(program)
        ),
        colleagues=_colleagues(programs),
    )


def _programs(actor: Actor) -> list[Program]:
    mine = {program_id for program_id, role in actor.held if program_id and role == Membership.SUPERVISOR}
    rows = Program.objects.select_related("duty", "supervisor").filter(pk__in=mine)
    return list(narrowed(rows.order_by("name"), actor))


def _has_rung(program: Program) -> bool:
    return any(person is not None and person.is_active for person in (program.duty, program.supervisor))


def _rows(statement: str, values: Mapping[str, Any]) -> list[tuple]:  # type: ignore[type-arg]
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())


def _late(row: tuple) -> LateRow:  # type: ignore[type-arg]
    (handoff_id, given, family, pronoun, need, state, kind, due_at, step, sender_id, s_prefix, s_given, s_family,
     receiver_id, r_prefix, r_given, r_family, is_shared, from_id, to_id) = row  # fmt: skip
    receiver = board_name(r_prefix, r_given, r_family) if receiver_id else ""
    return LateRow(
        handoff_id, names.short_name(given, family), pronoun, need, state, kind, due_at, step, sender_id,
        board_name(s_prefix, s_given, s_family), receiver_id, receiver, is_shared, from_id, to_id,
    )  # fmt: skip


def _holder(row: tuple) -> HolderRow:  # type: ignore[type-arg]
    staff_id, prefix, given, family, *rest = row
    return HolderRow(staff_id, board_name(prefix, given, family), *rest)


def _reliefs(program_ids: object) -> list[ReliefRow]:
    rows = Relief.objects.filter(state="asked").filter(
        Q(handoff__to_program__in=program_ids) | Q(handoff__from_program__in=program_ids)
    )
    found = rows.select_related("asked_by", "handoff__client").order_by("asked_at")[:MOST]
    audit.saw_all((row.handoff.client_id, row.handoff_id) for row in found)
    return [
        ReliefRow(
            row.handoff_id, names.short_name(row.handoff.client.given, row.handoff.client.family),
            staff_label(row.asked_by), row.reason, row.asked_at,
        )
        for row in found
    ]  # fmt: skip


def _colleagues(programs: list[Program]) -> dict[int, tuple[tuple[int, str], ...]]:
    members = Membership.objects.filter(
        program__in=programs, staff__is_active=True, role__in=HOLDING_ROLES
    ).select_related("staff")
    found = defaultdict(list)
    for member in members.order_by("staff__family", "staff__given", "staff_id"):
        found[member.program_id].append((member.staff_id, staff_label(member.staff)))
    return {program_id: tuple(people) for program_id, people in found.items()}

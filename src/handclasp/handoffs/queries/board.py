"""The Today board: what is in somebody's hands, in a number of queries that does not grow with the rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction

from handclasp.domain import names
from handclasp.handoffs.models import Hand, Handoff, Notice, Pass, Promise, Visit
from handclasp.handoffs.queries.seen import Seen, seen_of_own
from handclasp.platform import audit
from handclasp.platform.actor import Actor

PAGE = 50
AT_RISK, SHARED, ALONE, NAMED = 0, 1, 2, 3
NOTICES = 20


@dataclass(frozen=True)
class BoardRow:
    """One handoff as its board row needs it; instants are aware, names are short, `step` counts told rungs."""

    handoff_id: int
    group: int
    client: str
    pronoun: str
    need: str
    state: str
    setting: str
    place: str
    answered_at: datetime
    first_contact_at: datetime | None
    comes_by: datetime | None
    arrived_at: datetime | None
    pause_reason: str
    first_visit_within_days: int
    further_visits: int
    holds: str
    sender_id: int
    sender: str
    receiver_id: int | None
    receiver: str
    kind: str
    due_at: datetime
    next_at: datetime
    step: int
    promise_due: datetime | None
    channel: str
    visit_at: datetime | None
    visits_attended: int
    missed_at: datetime | None
    tries: int
    relief_asked: bool
    waits_until: datetime | None
    rung: int


@dataclass(frozen=True)
class Board:
    """A page of somebody's board, those at risk first; `counts` by group, `total` over all pages."""

    rows: tuple[BoardRow, ...]
    counts: dict[int, int]
    total: int


# Everything whose side I hold, that I promised to reach, or to whom I am on the way. The ids and their order come
# first, from small indexed tables; only the rows that are shown are then looked at in full.
MINE = """
WITH mine AS (
    SELECT d.handoff_id AS id FROM handoffs_hand d WHERE d.staff_id = %(me)s AND d.ended_at IS NULL
    UNION SELECT p.handoff_id FROM handoffs_promise p WHERE p.staff_id = %(me)s AND p.state = 'open'
    UNION SELECT h.id FROM handoffs_handoff h WHERE h.receiver_id = %(me)s AND h.state = 'coming'
), judged AS (
    SELECT h.id, w.due_at, CASE
        WHEN w.next_at <= %(now)s OR w.step > 0 OR w.kind = 'recover' OR EXISTS (
            SELECT FROM handoffs_relief r WHERE r.handoff_id = h.id AND r.state = 'asked') THEN 0
        WHEN h.state = 'shared' THEN 1
        WHEN EXISTS (SELECT FROM handoffs_hand d WHERE d.handoff_id = h.id AND d.staff_id = %(me)s
                     AND d.ended_at IS NULL) THEN 2
        ELSE 3 END AS band
    FROM mine JOIN handoffs_handoff h ON h.id = mine.id
    JOIN handoffs_watch w ON w.handoff_id = h.id AND w.closed_at IS NULL
    WHERE h.organization_id = %(home)s AND h.state IN ('seeking', 'coming', 'promised', 'shared')
), counted AS (
    SELECT id, band, due_at, count(*) OVER (PARTITION BY band) AS in_band, count(*) OVER () AS total FROM judged
), shown AS (
    SELECT * FROM counted ORDER BY band, due_at, id LIMIT %(limit)s OFFSET %(offset)s
)
SELECT s.in_band, s.total, h.client_id, h.id, s.band, c.given, c.family, c.pronoun, n.name_en, h.state,
       h.setting, h.place, h.answered_at, h.first_contact_at, h.comes_by, h.arrived_at, h.pause_reason,
       coalesce(t.first_visit_within_days, 30), coalesce(t.further_visits, 0),
       CASE WHEN sd.staff_id = %(me)s THEN 'sending' WHEN rd.staff_id = %(me)s THEN 'receiving' ELSE '' END,
       ss.id, ss.given, ss.family, ss.prefix, rs.id, rs.given, rs.family, rs.prefix,
       w.kind, w.due_at, w.next_at, w.step, p.due_at, coalesce(p.channel, ''), v.starts_at, v.attended,
       CASE WHEN w.kind = 'recover' THEN v.missed_at END, tries.count, relief.asked, k.waits_until, k.rung
FROM shown s
JOIN handoffs_handoff h ON h.id = s.id
JOIN clients_client c ON c.id = h.client_id
JOIN directory_need n ON n.id = h.need_id
LEFT JOIN directory_program t ON t.id = h.to_program_id
JOIN handoffs_watch w ON w.handoff_id = h.id AND w.closed_at IS NULL
JOIN handoffs_hand sd ON sd.handoff_id = h.id AND sd.side = 'sending' AND sd.ended_at IS NULL
JOIN directory_staff ss ON ss.id = sd.staff_id
LEFT JOIN handoffs_hand rd ON rd.handoff_id = h.id AND rd.side = 'receiving' AND rd.ended_at IS NULL
LEFT JOIN handoffs_promise p ON p.handoff_id = h.id AND p.state = 'open'
LEFT JOIN directory_staff rs ON rs.id = coalesce(rd.staff_id, p.staff_id, h.receiver_id)
CROSS JOIN LATERAL (
    SELECT min(x.starts_at) FILTER (WHERE x.state = 'planned') AS starts_at,
           count(*) FILTER (WHERE x.state = 'attended') AS attended,
           max(x.starts_at) FILTER (WHERE x.state = 'missed') AS missed_at
    FROM handoffs_visit x WHERE x.handoff_id = h.id) v
CROSS JOIN LATERAL (
    SELECT count(*) FROM handoffs_attempt a WHERE a.handoff_id = h.id
       AND a.made_at >= coalesce(v.missed_at, h.answered_at)) tries
CROSS JOIN LATERAL (
    SELECT EXISTS (SELECT FROM handoffs_relief r WHERE r.handoff_id = h.id AND r.state = 'asked') AS asked) relief
LEFT JOIN LATERAL (
    SELECT k.waits_until, (SELECT count(*) FROM handoffs_ring g WHERE g.call_id = k.id AND g.state = 'ringing') AS rung
    FROM handoffs_call k WHERE k.handoff_id = h.id AND k.ended_at IS NULL) k ON true
ORDER BY s.band, s.due_at, s.id
"""


def board(actor: Actor, now: datetime, limit: int = PAGE, offset: int = 0) -> Board:
    """Return what the actor holds or is named for, those at risk first and the earliest due of each group first."""
    seen = seen_of_own(actor)
    if "client.name" not in seen:
        return Board((), {}, 0)
    values = {
        "me": actor.staff_id,
        "home": actor.organization_id,
        "now": now,
        "limit": limit,
        "offset": offset,
    }
    with transaction.atomic(), connection.cursor() as cursor:
        # The joins are written in the order that is right; trying all others took the planner ten times as long.
        cursor.execute("SET LOCAL join_collapse_limit = 1")
        cursor.execute(MINE, values)
        found = cursor.fetchall()
    audit.saw_all((row[2], row[3]) for row in found)
    counts = {row[4]: row[0] for row in found}
    return Board(tuple(_row(row[3:], seen) for row in found), counts, found[0][1] if found else 0)


def _row(values: tuple, seen: Seen) -> BoardRow:  # type: ignore[type-arg]
    (handoff_id, group, given, family, pronoun, need, state, setting, place, answered_at, first_contact_at,
     comes_by, arrived_at, pause, within, further, holds, sender_id, s_given, s_family, s_prefix, receiver_id,
     r_given, r_family, r_prefix, *rest) = values  # fmt: skip
    (
        kind,
        due_at,
        next_at,
        step,
        promise_due,
        channel,
        visit_at,
        attended,
        missed_at,
        tries,
        relief,
        waits,
        rung,
    ) = rest
    need = need if "handoff.need" in seen else ""
    place = place if "handoff.place" in seen else ""
    pause = pause if "handoff.reasons" in seen else ""
    tries = tries if "handoff.attempts" in seen else 0
    return BoardRow(
        handoff_id, group, names.short_name(given, family), pronoun, need, state, setting, place,
        answered_at, first_contact_at, comes_by, arrived_at, pause, within, further, holds, sender_id,
        board_name(s_prefix, s_given, s_family), receiver_id,
        board_name(r_prefix, r_given, r_family) if receiver_id else "", kind, due_at, next_at, step, promise_due,
        channel, visit_at, attended, missed_at, tries, relief, waits, rung or 0,
    )  # fmt: skip


def board_name(prefix: str, given: str, family: str) -> str:
    """Return `Dr. Halvorsen` where there is a prefix, else `Dana Whitcombe`."""
    return f"{prefix} {family or given}" if prefix.strip() else names.full_name(given, family)


@dataclass(frozen=True)
class Told:
    """Something I was told and have not put away."""

    notice_id: int
    handoff_id: int
    kind: str
    told_at: datetime
    client: str
    pronoun: str
    state: str
    sender: str
    receiver: str


def notices(actor: Actor) -> list[Told]:
    """Return the newest notices that the actor has not put away, in one query."""
    rows = Notice.objects.filter(staff_id=actor.person, seen_at=None)
    rows = rows.exclude(kind="pass_asked")  # stands on the board as a question
    found = rows.order_by("-told_at", "-id").values_list(
        "handoff__client_id", "handoff_id", "pk", "kind", "told_at", "handoff__client__given",
        "handoff__client__family", "handoff__client__pronoun", "handoff__state", *_named("handoff__asked_by"),
        *_named("handoff__receiver"),
    )[:NOTICES]  # fmt: skip
    audit.saw_all(row[:2] for row in found)
    return [
        Told(
            pk,
            handoff_id,
            kind,
            at,
            names.short_name(given, family),
            pronoun,
            state,
            _label(who[:4]),
            _label(who[4:]),
        )
        for _, handoff_id, pk, kind, at, given, family, pronoun, state, *who in found
    ]


@dataclass(frozen=True)
class AskedOfMe:
    """A colleague asks me to take a side over."""

    pass_id: int
    handoff_id: int
    side: str
    giver: str
    reason: str
    client: str
    need: str
    asked_at: datetime


def passes_asked(actor: Actor) -> list[AskedOfMe]:
    """Return the open requests to the actor to take a side over, in one query."""
    rows = Pass.objects.filter(taker_id=actor.person, state="asked").order_by("asked_at", "id")
    found = rows.values_list(
        "handoff__client_id", "handoff_id", "pk", "side", "reason", "asked_at", "handoff__need__name_en",
        "handoff__client__given", "handoff__client__family", *_named("giver"),
    )[:PAGE]  # fmt: skip
    audit.saw_all(row[:2] for row in found)
    seen = seen_of_own(actor)
    return [
        AskedOfMe(
            pk, handoff_id, side, _label(who), reason if "handoff.reasons" in seen else "",
            names.short_name(given, family), need if "handoff.need" in seen else "", at,
        )
        for _, handoff_id, pk, side, reason, at, need, given, family, *who in found
    ]  # fmt: skip


@dataclass(frozen=True)
class DayEntry:
    """One thing of the day: a `visit` or a `promise` that I made, and with whom."""

    at: datetime
    ends_at: datetime | None
    kind: str
    client: str
    handoff_id: int
    channel: str = ""


def my_day(actor: Actor, start: datetime, end: datetime) -> list[DayEntry]:
    """Return the actor's visits and promises between two instants, in order, in two queries."""
    who = ("handoff__client_id", "handoff_id", "handoff__client__given", "handoff__client__family")
    visits = Visit.objects.filter(staff_id=actor.person, starts_at__gte=start, starts_at__lt=end)
    visits = visits.exclude(state__in=["cancelled", "rescheduled"])
    promises = Promise.objects.filter(staff_id=actor.person, state="open", due_at__gte=start, due_at__lt=end)
    visited = list(visits.values_list(*who, "starts_at", "ends_at"))
    promised = list(promises.values_list(*who, "due_at", "channel"))
    audit.saw_all([*(row[:2] for row in visited), *(row[:2] for row in promised)])
    entries = [
        DayEntry(at, ends_at, "visit", names.short_name(given, family), handoff_id)
        for _, handoff_id, given, family, at, ends_at in visited
    ]
    entries += [
        DayEntry(at, None, "promise", names.short_name(given, family), handoff_id, channel)
        for _, handoff_id, given, family, at, channel in promised
    ]
    return sorted(entries, key=lambda entry: (entry.at, entry.handoff_id))


@dataclass(frozen=True)
class EngagedLately:
    """Somebody who became engaged and left the board."""

    handoff_id: int
    client: str
    need: str
    at: datetime
    receiver: str


def engaged_lately(actor: Actor, now: datetime, days: int = 7) -> list[EngagedLately]:
    """Return who became engaged in the last days and had been in the actor's hands, the latest first."""
    held = Hand.objects.filter(staff_id=actor.person).values("handoff_id")
    rows = Handoff.objects.filter(pk__in=held, state="engaged", engaged_at__gt=now - timedelta(days=days))
    found = rows.order_by("-engaged_at").values_list(
        "client_id",
        "pk",
        "client__given",
        "client__family",
        "need__name_en",
        "engaged_at",
        "receiver__given",
        "receiver__family",
    )[:PAGE]
    audit.saw_all(row[:2] for row in found)
    shows_need = "handoff.need" in seen_of_own(actor)
    return [
        EngagedLately(
            pk,
            names.short_name(given, family),
            need if shows_need else "",
            at or now,
            names.short_name(r_given or "", r_family or ""),
        )
        for _, pk, given, family, need, at, r_given, r_family in found
    ]


def _named(path: str) -> tuple[str, ...]:
    """Return the columns of a member of the staff that a label is made of."""
    return tuple(f"{path}__{column}" for column in ("prefix", "given", "family", "credential"))


def _label(columns: Sequence[str | None]) -> str:
    prefix, given, family, credential = (column or "" for column in columns)
    return names.staff_label(prefix, given, family, credential) if given else ""

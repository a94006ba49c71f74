"""Everything that the page of one handoff shows, read in a number of queries that does not grow with its rows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from handclasp.directory.models import Program, Staff
from handclasp.directory.queries import staff_label, who_could_hold
from handclasp.domain import talk
from handclasp.domain.history_words import Entry
from handclasp.domain.lifecycle import OPEN_STATES, State
from handclasp.domain.periods import local_date
from handclasp.domain.watches import LADDER
from handclasp.handoffs import facts
from handclasp.handoffs.models import (
    Action,
    Attempt,
    Call,
    Hand,
    Handoff,
    HistoryEntry,
    Message,
    Pass,
    Promise,
    Relief,
    Ring,
    Summary,
    Visit,
    Watch,
)  # fmt: skip
from handclasp.handoffs.queries.seen import STANDING, Seen, opened
from handclasp.handoffs.queries.talk import FIELD
from handclasp.platform.actor import Actor

HISTORY_PAGE = 30
MOST = 200  # visits, attempts and actions shown at most; nobody has more in earnest
PARTS = (
    "from_program__site__organization", "to_program__site__organization", "asked_by", "receiver", "backed_by",
    "closed_by", "organization",
)  # fmt: skip
NAMES_IN = ("staff_id", "receiver_id", "taker_id", "giver_id", "closed_by_id", "owner_id")


@dataclass(frozen=True)
class Rung:
    """One rung of the ladder of the open watch: who stands there, and whether they are off today."""

    name: str
    people: tuple[str, ...]
    staff_ids: tuple[int, ...]


@dataclass(frozen=True)
class HandoffFacts:
    """What the actor is given of one handoff, with what they are in it; `seen` says what was kept back."""

    handoff: Handoff
    now: datetime
    zone: ZoneInfo
    hands: tuple[Hand, ...]
    watch: Watch | None
    promises: tuple[Promise, ...]
    visits: tuple[Visit, ...]
    attempts: tuple[Attempt, ...]
    passes: tuple[Pass, ...]
    relief: Relief | None
    summary: Summary | None
    actions: tuple[Action, ...]
    call: Call | None
    rungs: tuple[Rung, ...]
    colleagues: Mapping[str, tuple[Staff, ...]]
    supervisors: tuple[Staff, ...]
    me: int
    supervises: bool
    is_member: bool
    seen: Seen

    @property
    def state(self) -> State:
        """Return where the handoff stands."""
        return State(self.handoff.state)

    @property
    def is_open(self) -> bool:
        """Say whether somebody must still hold the client."""
        return self.state in OPEN_STATES

    @property
    def is_sent(self) -> bool:
        """Say whether the client said yes, so that somebody is or was asked to come."""
        return self.handoff.answer == "yes"

    @property
    def promise(self) -> Promise | None:
        """Return the open promise."""
        return next((one for one in self.promises if one.state == "open"), None)

    def holder(self, side: str) -> Staff | None:
        """Return who holds a side now; who last held it where the handoff has ended."""
        spans = [hand for hand in self.hands if hand.side == side]
        current = [hand for hand in spans if hand.ended_at is None]
        found = current or ([] if self.is_open else spans[-1:])
        return found[0].staff if found else None

    def holder_since(self, side: str) -> datetime | None:
        """Return since when the side has been in its present hands."""
        spans = [hand for hand in self.hands if hand.side == side and hand.ended_at is None]
        return spans[0].started_at if spans else None

    @property
    def named(self) -> Staff | None:
        """Return who is named to receive and has not met the client yet."""
        if self.holder("receiving") is not None:
            return None
        return self.promise.staff if self.promise else self.handoff.receiver

    def holds(self, side: str = "") -> bool:
        """Say whether the actor holds a side now, or any."""
        return any(h.staff_id == self.me and h.ended_at is None and side in ("", h.side) for h in self.hands)


def handoff_facts(actor: Actor, handoff_id: int, now: datetime, field: str = STANDING) -> HandoffFacts | None:
    """Return what the actor sees of a handoff, or None where not even `field` is open to them."""
    found = opened(actor, handoff_id, *PARTS, field=field)
    if found is None:
        return None
    handoff, seen = found
    supervisor_ids = facts.supervisors_of(handoff.to_program_id, handoff.from_program_id)
    rungs = facts.people_for_rungs(handoff)
    people = {s.pk: s for s in _staff({i for ids in rungs.values() for i in ids} | set(supervisor_ids))}
    colleagues = _colleagues(handoff)
    zone = facts.hours_for(handoff).zone
    return HandoffFacts(
        handoff=handoff,
        now=now,
        zone=zone,
        hands=tuple(handoff.hands.select_related("staff").order_by("started_at", "id")),
        watch=handoff.watches.filter(closed_at=None).first(),
        promises=tuple(handoff.promises.select_related("staff").order_by("made_at", "id")[:MOST]),
        visits=tuple(handoff.visits.select_related("staff").order_by("starts_at", "id")[:MOST]),
        attempts=_attempts(handoff) if "handoff.attempts" in seen else (),
        passes=_passes(handoff, seen),
        relief=_relief(handoff, seen),
        summary=_summary(handoff) if "handoff.summary" in seen else None,
        actions=_actions(handoff) if "handoff.summary" in seen else (),
        call=handoff.calls.filter(ended_at=None).first(),
        rungs=tuple(_rungs(rungs, people, local_date(now, zone))),
        colleagues=colleagues,
        supervisors=tuple(people[i] for i in supervisor_ids),
        me=actor.person,
        supervises=actor.person in supervisor_ids,
        is_member=bool(actor.roles_in((handoff.from_program_id, handoff.to_program_id))),
        seen=seen,
    )


def _attempts(handoff: Handoff) -> tuple[Attempt, ...]:
    return tuple(handoff.attempts.select_related("staff").order_by("-made_at", "-id")[:MOST])


def _passes(handoff: Handoff, seen: Seen) -> tuple[Pass, ...]:
    rows = tuple(handoff.passes.filter(state="asked").select_related("giver", "taker"))
    for row in rows if "handoff.reasons" not in seen else ():
        row.reason = ""
    return rows


def _relief(handoff: Handoff, seen: Seen) -> Relief | None:
    row = handoff.reliefs.filter(state="asked").select_related("asked_by").first()
    if row is not None and "handoff.reasons" not in seen:
        row.reason = ""
    return row


def _summary(handoff: Handoff) -> Summary | None:
    return Summary.objects.select_related("read_back_by").filter(handoff=handoff).first()


def _actions(handoff: Handoff) -> tuple[Action, ...]:
    return tuple(handoff.actions.select_related("owner").order_by("added_at", "id")[:MOST])


@dataclass(frozen=True)
class History:
    """A page of history, newest first: when, the entry, and the names and messages that it needs."""

    entries: tuple[tuple[datetime, Entry], ...]
    names: Mapping[int, str]
    rung: Mapping[int, str]
    said: Mapping[int, str]
    next_before: int | None


NO_HISTORY = History((), {}, {}, {}, None)


def history(facts: HandoffFacts, before: int | None = None, limit: int = HISTORY_PAGE) -> History:
    """Return a page of the history that the actor sees, in four queries; `before` is an entry's id."""
    if "handoff.history" not in facts.seen:
        return NO_HISTORY
    handoff_id = facts.handoff.pk
    rows = HistoryEntry.objects.filter(handoff_id=handoff_id).exclude(subject="watch").order_by("-id")
    found = list(rows.filter(pk__lt=before)[: limit + 1] if before else rows[: limit + 1])
    shown = found[:limit]
    rings = Ring.objects.filter(pk__in=[row.subject_id for row in shown if row.subject == "ring"])
    rung = dict(rings.values_list("pk", "staff_id"))
    ids = {value for row in shown for key in NAMES_IN if isinstance(value := row.detail.get(key), int)}
    names = {staff.pk: staff_label(staff) for staff in _staff(ids | set(rung.values()))}
    return History(
        tuple(
            (row.at, Entry(row.subject, row.event, row.detail, row.label, row.subject_id)) for row in shown
        ),
        names,
        {ring_id: names.get(staff_id, "somebody") for ring_id, staff_id in rung.items()},
        _said_in(shown) if FIELD in facts.seen else {},
        shown[-1].pk if len(found) > limit else None,
    )


def _said_in(shown: Iterable[HistoryEntry]) -> dict[int, str]:
    rows = Message.objects.filter(pk__in=[row.subject_id for row in shown if row.subject == "message"])
    return {row.pk: talk.words_of(row.kind, row.body) for row in rows}


def _staff(ids: Iterable[int]) -> list[Staff]:
    wanted = list(ids)
    return list(Staff.objects.filter(pk__in=wanted)) if wanted else []


def _rungs(rungs: Mapping[str, tuple[int, ...]], people: Mapping[int, Staff], today: date) -> list[Rung]:
    return [
        Rung(name, tuple(_rung_name(people[i], today) for i in rungs[name]), rungs[name]) for name in LADDER
    ]


def _rung_name(staff: Staff, today: date) -> str:
    away = staff.away_from is not None and staff.away_from <= today
    back = staff.away_until is not None and staff.away_until <= today
    return staff_label(staff) + (", who is on leave" if away and not back else "")


def _colleagues(handoff: Handoff) -> dict[str, tuple[Staff, ...]]:
    """Return the active staff who could hold each side, by name."""
    sides: dict[str, Program | None] = {"sending": handoff.from_program, "receiving": handoff.to_program}
    return {
        side: tuple(who_could_hold(program).order_by("family", "given", "id")) if program else ()
        for side, program in sides.items()
    }

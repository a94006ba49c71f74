"""The waves of a call: who is rung together, who fell silent, who comes next, and how it ends."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from handclasp.directory.models import Program, Staff
from handclasp.domain import calls
from handclasp.domain.ranking import Candidate
from handclasp.handoffs.commands import interrupting, steps
from handclasp.handoffs.models import Call, Handoff, Ring
from handclasp.handoffs.reach import who_may_be_rung
from handclasp.platform import clock, jobs, live


def begin(
    handoff: Handoff, settings: calls.Settings, now: datetime, asked_since: datetime, until: datetime
) -> Call:
    """Begin a call that asks people since `asked_since` (a stretch may go on over several calls) until `until`."""
    return Call.objects.create(
        handoff=handoff, started_at=now, asked_since=asked_since, waits_until=until,
        wave_size=settings.wave_size, ring_seconds=settings.ring_seconds,
        wait_choices=list(settings.wait_choices), rings_an_hour=settings.rings_an_hour,
    )  # fmt: skip


def settings_of(row: Program | Call) -> calls.Settings:
    """Return how a program, or a call that took it from one, rings."""
    return calls.Settings(row.wave_size, row.ring_seconds, tuple(row.wait_choices), row.rings_an_hour)


def first_wave(call: Call, handoff: Handoff, staff_ids: Sequence[int], now: datetime) -> None:
    """Ring these people, or the best, as the first wave; refuse where nobody or one of them cannot be rung."""
    chosen = list(dict.fromkeys(staff_ids))
    steps.require(len(chosen) <= call.wave_size, "too_many_at_once")
    able = _able(call, handoff, now, only=chosen)
    steps.require(bool(able) or bool(chosen and _able(call, handoff, now)), "nobody_to_ring")
    steps.require(set(chosen) <= set(able), "cannot_ring")
    rung = _ring(call, chosen or calls.wave_of(list(able), _in_session(able), call.wave_size), able, now)
    steps.require(rung, "receiver_busy")


def advance(call: Call, handoff: Handoff, now: datetime) -> bool:
    """Note who fell silent, then ring the next wave or end the call; return whether anything moved."""
    fell_silent, asked = _fall_silent(call, now), _asked(call)
    able = _able(call, handoff, now, beside=len({ring.staff_id for ring in asked}))
    match calls.next_step(call.waits_until, asked, list(able), now, call.wave_size, _in_session(able)):
        case calls.RingNext(staff_ids):
            return _ring(call, staff_ids, able, now) or fell_silent
        case calls.End(outcome):
            end_call(handoff, outcome, now)
            return True
        case _:
            return fell_silent


def ring_on(handoff: Handoff, last: Ring, now: datetime) -> None:
    """Start ringing again after a withdrawal, without those who were asked before, while the client can wait."""
    until = max(last.call.waits_until, now + timedelta(minutes=last.call.wait_choices[0]))
    asked = {ring.staff_id for ring in _asked(last.call)}
    able = _able(last.call, handoff, now, beside=len(asked))
    fresh = [staff_id for staff_id in able if staff_id not in asked]
    if not fresh:
        return
    call = begin(handoff, settings_of(last.call), now, last.call.asked_since, until)
    if not _ring(call, calls.wave_of(fresh, _in_session(able), call.wave_size), able, now):
        end_call(handoff, "nobody", now)


def end_call(handoff: Handoff, outcome: str, now: datetime) -> None:
    """End the open call, if any, and every ring of it, inside the caller's transaction."""
    call = handoff.calls.filter(ended_at=None).first()
    if call is None:
        return
    rung = list(call.rings.filter(state="ringing").values_list("staff_id", flat=True))
    for ring in call.rings.filter(state="ringing"):
        steps.write(ring, state="silent" if ring.expires_at <= now else "stopped")
    steps.write(call, ended_at=now, outcome=outcome)
    live.tell(f"staff:{i}" for i in rung)


def _fall_silent(call: Call, now: datetime) -> bool:
    rings = list(call.rings.filter(state="ringing", expires_at__lte=now))
    for ring in rings:
        steps.write(ring, state="silent")
        live.tell([f"staff:{ring.staff_id}"])
    return bool(rings)


def _asked(call: Call) -> list[calls.RingNow]:
    """Return everybody asked in this stretch of waiting, in order; who lost to an acceptance may be asked again."""
    rings = Ring.objects.filter(call__handoff=call.handoff_id, rung_at__gte=call.asked_since)
    return [
        calls.RingNow(ring.staff_id, ring.state, ring.expires_at, ring.free_at)
        for ring in rings.exclude(state="stopped").order_by("call", "wave", "slot")
    ]


def _able(
    call: Call, handoff: Handoff, now: datetime, *, beside: int = 0, only: Sequence[int] = ()
) -> dict[int, Candidate]:
    """Return who can be rung, best first: a wave, and as many more as were asked already and may be among the best."""
    wanted = len(only) or call.wave_size + beside
    found = who_may_be_rung(
        handoff, now, clock.wall_now(), wanted, only=only, rings_an_hour=call.rings_an_hour
    )
    return {candidate.facts.staff_id: candidate for candidate in found}


def _in_session(able: dict[int, Candidate]) -> frozenset[int]:
    return frozenset(one for one, candidate in able.items() if candidate.facts.session is not None)


def _ring(call: Call, staff_ids: Sequence[int], able: dict[int, Candidate], now: datetime) -> bool:
    """Ring these people as the next wave; return False where others have begun to ring them all."""
    # Staff rows are locked in sorted order so that two calls for the same people queue instead of colliding.
    list(
        Staff.objects.select_for_update(no_key=True).filter(pk__in=staff_ids).order_by("pk").values_list("pk")
    )
    taken = set(Ring.objects.filter(staff__in=staff_ids, state="ringing").values_list("staff_id", flat=True))
    free = interrupting.may_be_rung([one for one in staff_ids if one not in taken], now)
    if not free:
        return False
    steps.write(call, wave=call.wave + 1)
    expires = min(now + timedelta(seconds=call.ring_seconds), call.waits_until)
    for slot, staff_id in enumerate(free, start=1):
        who = able[staff_id]
        Ring.objects.create(
            call=call, staff_id=staff_id, program_id=who.facts.program_id, way=who.way, minutes=who.minutes,
            wave=call.wave, slot=slot, rung_at=now, expires_at=expires,
        )  # fmt: skip
    live.tell(f"staff:{i}" for i in free)
    jobs.enqueue("handoffs.ring_bell", expires - now, handoff_id=call.handoff_id)
    return True

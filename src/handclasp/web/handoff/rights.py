"""Who may press what on the page of a handoff: the page shows a control only to those whose command would be taken.

The permission has to reach the handoff, and the command's own rule has to hold.
"""

from dataclasses import dataclass

from handclasp.domain.lifecycle import State
from handclasp.handoffs.queries.handoff_page import HandoffFacts

SIDES = ("sending", "receiving")
TRIED_IN = frozenset({State.PROMISED, State.SHARED})


@dataclass(frozen=True)
class Rights:
    """What the person may do here; `hand_on` and `assign` name the sides."""

    introduce: bool
    together: bool
    attempt: bool
    reaching_is_contact: bool
    plan: bool
    record: bool
    overbook: bool
    finish: bool
    hand_on: tuple[str, ...]
    assign: tuple[str, ...]
    ask_relief: bool
    withdraw_relief: bool
    confirm_relief: bool
    pause: bool
    resume: bool
    seek_again: bool
    close: bool


def rights(facts: HandoffFacts) -> Rights:
    """Return what the actor may do with a handoff now."""
    may, takes_part = facts.seen.may, facts.holds() or facts.supervises
    joins = takes_part or facts.handoff.receiver_id == facts.me
    is_paused, shared = facts.handoff.paused_at is not None, facts.state == State.SHARED
    return Rights(
        introduce=may("handoff:call") and _may_introduce(facts, is_paused),
        together="handoff.summary" in facts.seen and facts.state in {State.COMING, State.SHARED} and joins,
        attempt=may("attempt:record") and facts.state in TRIED_IN and (facts.is_member or facts.supervises),
        reaching_is_contact=_reaching_is_contact(facts),
        plan=shared and not is_paused and _takes_part_by(facts, "visit:plan"),
        record=facts.is_open and _takes_part_by(facts, "visit:record"),
        overbook=may("visit:overbook") and shared and facts.supervises,
        finish=may("summary:write") and joins,
        hand_on=_may_hand_on(facts) if may("hand:pass") else (),
        assign=_may_assign(facts) if may("hand:assign") and facts.supervises else (),
        ask_relief=may("relief:ask") and shared and facts.holds("receiving") and facts.relief is None,
        withdraw_relief=may("relief:ask")
        and facts.relief is not None
        and facts.relief.asked_by_id == facts.me,
        confirm_relief=may("relief:confirm") and _may_confirm_relief(facts),
        pause=may("handoff:pause") and takes_part and _may_pause(facts, is_paused),
        resume=may("handoff:pause") and is_paused and takes_part,
        seek_again=may("promise:make") and facts.state == State.PROMISED and facts.holds(),
        close=may("handoff:close") and facts.is_open and takes_part,
    )


def _may_introduce(facts: HandoffFacts, is_paused: bool) -> bool:
    return facts.state == State.SEEKING and facts.holds("sending") and not is_paused


def _may_pause(facts: HandoffFacts, is_paused: bool) -> bool:
    return facts.is_open and not is_paused and facts.state != State.COMING


def _may_confirm_relief(facts: HandoffFacts) -> bool:
    return facts.relief is not None and (facts.holds("sending") or facts.supervises)


def _reaching_is_contact(facts: HandoffFacts) -> bool:
    promise = facts.promise
    return promise is not None and (promise.staff_id == facts.me or _receives(facts))


def _takes_part_by(facts: HandoffFacts, permission: str) -> bool:
    """Say whether the actor holds a side and may, or may by a role in one of the programs."""
    return facts.seen.may_here(permission) or (facts.holds() and facts.seen.may(permission))


def _may_hand_on(facts: HandoffFacts) -> tuple[str, ...]:
    asked = {row.side for row in facts.passes}
    return tuple(side for side in SIDES if facts.is_open and _mine(facts, side) and side not in asked)


def _may_assign(facts: HandoffFacts) -> tuple[str, ...]:
    return tuple(side for side in SIDES if facts.is_open and _has_holder(facts, side))


def _receives(facts: HandoffFacts) -> bool:
    return any(staff.pk == facts.me for staff in facts.colleagues["receiving"])


def _has_holder(facts: HandoffFacts, side: str) -> bool:
    return facts.holder(side) is not None or (side == "receiving" and facts.promise is not None)


def _mine(facts: HandoffFacts, side: str) -> bool:
    promised = side == "receiving" and facts.promise is not None and facts.promise.staff_id == facts.me
    return facts.holds(side) or promised

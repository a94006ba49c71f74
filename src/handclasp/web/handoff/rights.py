"""Who may press what on the page of a handoff: the page shows a control only to those whose command would be taken."""

from dataclasses import dataclass

from handclasp.domain.lifecycle import State
from handclasp.handoffs.queries.handoff_page import HandoffFacts

SIDES = ("sending", "receiving")


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
    takes_part = facts.holds() or facts.supervises
    is_receiver = facts.handoff.receiver_id == facts.me
    is_paused = facts.handoff.paused_at is not None
    shared, promise = facts.state == State.SHARED, facts.promise
    asked = {row.side for row in facts.passes}
    return Rights(
        introduce=facts.state == State.SEEKING and facts.holds("sending") and not is_paused,
        together=facts.state in {State.COMING, State.SHARED} and (takes_part or is_receiver),
        attempt=facts.state in {State.PROMISED, State.SHARED} and (facts.is_member or facts.supervises),
        reaching_is_contact=promise is not None and (promise.staff_id == facts.me or _receives(facts)),
        plan=shared and takes_part and not is_paused,
        record=facts.is_open and takes_part,
        overbook=shared and facts.supervises,
        finish=takes_part or is_receiver,
        hand_on=tuple(side for side in SIDES if facts.is_open and _mine(facts, side) and side not in asked),
        assign=tuple(
            side for side in SIDES if facts.is_open and facts.supervises and _has_holder(facts, side)
        ),
        ask_relief=shared and facts.holds("receiving") and facts.relief is None,
        withdraw_relief=facts.relief is not None and facts.relief.asked_by_id == facts.me,
        confirm_relief=facts.relief is not None and (facts.holds("sending") or facts.supervises),
        pause=facts.is_open and takes_part and not is_paused and facts.state != State.COMING,
        resume=is_paused and takes_part,
        seek_again=facts.state == State.PROMISED and facts.holds(),
        close=facts.is_open and takes_part,
    )


def _receives(facts: HandoffFacts) -> bool:
    return any(staff.pk == facts.me for staff in facts.colleagues["receiving"])


def _has_holder(facts: HandoffFacts, side: str) -> bool:
    return facts.holder(side) is not None or (side == "receiving" and facts.promise is not None)


def _mine(facts: HandoffFacts, side: str) -> bool:
    promised = side == "receiving" and facts.promise is not None and facts.promise.staff_id == facts.me
    return facts.holds(side) or promised

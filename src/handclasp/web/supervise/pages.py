"""The supervisor board as a page."""

from dataclasses import dataclass
from datetime import datetime

from handclasp.domain.pronouns import pronoun
from handclasp.handoffs.queries.supervise import (
    HolderRow,
    LateRow,
    ReliefRow,
    SupervisorFacts,
    supervisor_board,
)
from handclasp.platform.actor import Actor
from handclasp.web.shell.times import local_day, moment_words, short_day_words

LATE = {
    "find_next_hand": "Nobody has been found",
    "meet": "The introduction has not begun",
    "reach_client": "{S} {has} not been reached",
    "plan_visit": "No visit is planned",
    "record_visit": "Nobody has said how the visit went",
    "recover": "{S} missed {p} visit and {has} not been reached since",
    "review_pause": "The pause has to be looked at",
}
TOLD = ("Nobody has been told yet", "One step of the ladder was told", "{n} steps of the ladder were told")
EVERYBODY = 5  # steps after which only the last rung is told again
TOO_MUCH = 12  # open handoffs of one person from which the board says so


@dataclass(frozen=True)
class Side:
    """Who could take a side over."""

    name: str
    options: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Late:
    """One late handoff in words."""

    handoff_id: int
    url: str
    client: str
    need: str
    sender: str
    receiver: str
    hand: str
    words: str
    since: str
    told: str
    sides: tuple[Side, ...]


@dataclass(frozen=True)
class Holder:
    """One person and what they hold."""

    name: str
    holding: int
    alone: int
    at_risk: int
    waiting: str
    leave: str
    is_too_much: bool


@dataclass(frozen=True)
class Asked:
    """A wish to be relieved."""

    url: str
    client: str
    asked_by: str
    reason: str
    at: str


@dataclass(frozen=True)
class SupervisorPage:
    """The whole board."""

    topic: str
    late: tuple[Late, ...]
    late_more: str
    holders: tuple[Holder, ...]
    on_leave: tuple[Holder, ...]
    asked: tuple[Asked, ...]
    without_last_rung: tuple[str, ...]


def supervisor_page(actor: Actor, now: datetime) -> SupervisorPage | None:
    """Return the board as it stands, or None for somebody who supervises nothing."""
    facts = supervisor_board(actor, now)
    if facts is None:
        return None
    holders = tuple(_holder(row, now) for row in facts.holders)
    left = facts.late_total - len(facts.late)
    return SupervisorPage(
        topic=f"org:{actor.home}",
        late=tuple(_late(row, facts, now) for row in facts.late),
        late_more=f"{left} more are late; these are the longest." if left else "",
        holders=holders,
        on_leave=tuple(holder for holder in holders if holder.leave),
        asked=tuple(_asked(row, now) for row in facts.reliefs),
        without_last_rung=facts.without_last_rung,
    )


def _late(row: LateRow, facts: SupervisorFacts, now: datetime) -> Late:
    who = pronoun(row.pronoun)
    has = who.verb("has", "have")
    told = "Everybody was told" if row.step >= EVERYBODY else TOLD[min(row.step, 2)].format(n=row.step)
    return Late(
        handoff_id=row.handoff_id,
        url=f"/handoffs/{row.handoff_id}/",
        client=row.client,
        need=row.need,
        sender=row.sender,
        receiver=row.receiver or "nobody yet",
        hand="to" if row.is_shared else "none",
        words=LATE[row.kind].format(S=who.subject_first, p=who.possessive, has=has),
        since=f"Due {moment_words(row.due_at, now)}",
        told=told,
        sides=tuple(_sides(row, facts)),
    )


def _sides(row: LateRow, facts: SupervisorFacts) -> list[Side]:
    receives = row.receiver_id if row.state in {"promised", "shared"} else None
    wanted = [("sending", "Sending side", row.from_program_id, row.sender_id)]
    wanted += (
        [("receiving", "Receiving side", row.to_program_id, receives)]
        if receives and row.to_program_id
        else []
    )
    return [
        Side(
            name,
            tuple(
                (f"{side}:{pk}", label) for pk, label in facts.colleagues.get(program_id, ()) if pk != holder
            ),
        )
        for side, name, program_id, holder in wanted
    ]


def _holder(row: HolderRow, now: datetime) -> Holder:
    waiting = f"since {short_day_words(local_day(row.waiting_since))}" if row.waiting_since else ""
    return Holder(
        row.name, row.holding, row.alone, row.at_risk, waiting, _leave(row, now), row.holding >= TOO_MUCH
    )


def _leave(row: HolderRow, now: datetime) -> str:
    today = local_day(now)
    if row.away_from is None or (row.away_until is not None and row.away_until <= today):
        return ""
    until = f", back {short_day_words(row.away_until)}" if row.away_until else ""
    begins = "On leave" if row.away_from <= today else f"On leave from {short_day_words(row.away_from)}"
    return f"{begins}{until}"


def _asked(row: ReliefRow, now: datetime) -> Asked:
    return Asked(
        f"/handoffs/{row.handoff_id}/#hands",
        row.client,
        row.asked_by,
        row.reason,
        moment_words(row.asked_at, now),
    )

"""What comes next for one client of a board: the sentence, the time by which to act, and one way on."""

from dataclasses import dataclass
from datetime import datetime

from handclasp.domain.pronouns import Pronoun, pronoun
from handclasp.handoffs.queries.board import BoardRow
from handclasp.web.shell.times import local_day, moment_words, short_day_words

CHANNEL_VERBS = {
    "call": ("Call", "calls"),
    "text": ("Text", "texts"),
    "letter": ("Write to", "writes to"),
    "outreach": ("Go and see", "goes to see"),
    "in_person": ("Meet", "meets"),
    "video": ("Reach", "reaches"),
    "email": ("Write to", "writes to"),
}
# How whoever comes is told to meet somebody, and how the other hand reads it, by setting.
COMING = {
    "in_person": ("Go to {}", "comes"),
    "hybrid": ("Join {} by video", "joins by video"),
    "video": ("Join {} by video", "joins by video"),
    "phone": ("Meet {} by phone", "joins by phone"),
}
# How it reads once whoever comes has said to be there: theirs first, then for the other hand.
THERE = {
    "in_person": ("You are with {}", "is there"),
    "hybrid": ("You have joined {}", "has joined"),
    "video": ("You have joined {}", "has joined"),
    "phone": ("You are on the line with {}", "is on the line"),
}
PAUSES = {"hospital": "in hospital", "jail": "in jail", "travel": "traveling"}


@dataclass(frozen=True)
class Next:
    """The next step: `words` in bold, `more` below, and a button where there is something to press."""

    words: str
    more: str
    url: str
    button: str = ""
    is_alarm: bool = False


def next_for(row: BoardRow, me: int, now: datetime) -> Next:
    """Return what comes next in a row, as `me` reads it."""
    says = NEXT[row.kind](row, me, now, pronoun(row.pronoun))
    more = _more(row, me, now, says.more)
    return Next(says.words, more, says.url, says.button, row.group == 0)


def _find(row: BoardRow, me: int, now: datetime, who: Pronoun) -> Next:
    page = f"/handoffs/{row.handoff_id}/introduce/"
    if row.waits_until and row.rung:
        people = "one person" if row.rung == 1 else f"{row.rung} people"
        return Next(
            f"Ringing {people} until {moment_words(row.waits_until, now)}", "", page, "See who answers"
        )
    return Next(_by("Find the next hand", row.due_at, now), "", page, "Ask again")


def _meet(row: BoardRow, me: int, now: datetime, who: Pronoun) -> Next:
    page, by = f"/handoffs/{row.handoff_id}/together/", row.comes_by or row.due_at
    if row.arrived_at is not None:
        mine, theirs = THERE[row.setting]
        words = mine.format(who.object) if row.receiver_id == me else f"{row.receiver} {theirs}"
        return Next(words, row.place, page, "Open together")
    mine, theirs = COMING[row.setting]
    is_late = by <= now
    place = f"{row.place}." if is_late and row.place else row.place
    if row.receiver_id == me:
        what = mine.format(who.object)
        more = f"{place} You were expected by {moment_words(by, now)}.".strip() if is_late else place
        return Next(_by(what, by, now), more, page, f"{what} now")
    if is_late:
        return Next(f"{row.receiver} was expected by {moment_words(by, now)}", place, page, "Open together")
    return Next(f"{row.receiver} {theirs} by {moment_words(by, now)}", row.place, page, "Open together")


def _reach(row: BoardRow, me: int, now: datetime, who: Pronoun) -> Next:
    due, verbs = row.promise_due or row.due_at, CHANNEL_VERBS.get(row.channel, ("Reach", "reaches"))
    page = f"/handoffs/{row.handoff_id}/#how"
    if row.receiver_id == me:
        return Next(
            _by(f"{verbs[0]} {who.object}", due, now),
            f"{row.sender} {'still holds' if due <= now else 'holds until then'}.",
            page,
            "Log a contact",
        )
    if due <= now:
        words = f"{row.receiver} has not reached {who.object} yet"
        return Next(
            words, f"It was promised for {moment_words(due, now)}.", f"/handoffs/{row.handoff_id}/", "Open"
        )
    return Next(f"{row.receiver} {verbs[1]} {who.object} by {moment_words(due, now)}", "", page)


def _plan(row: BoardRow, me: int, now: datetime, who: Pronoun) -> Next:
    which = "first" if row.visits_attended == 0 else "next"
    words = _by(f"Plan the {which} visit", row.due_at, now)
    return Next(words, "", f"/handoffs/{row.handoff_id}/#visits", "Plan a visit")


def _record(row: BoardRow, me: int, now: datetime, who: Pronoun) -> Next:
    page, visit_at = f"/handoffs/{row.handoff_id}/#visits", row.visit_at or row.due_at
    which = ("First", "Second", "Third")[row.visits_attended] if row.visits_attended < 3 else "Next"
    if row.due_at <= now:
        when = moment_words(visit_at, now)
        return Next(
            f"Say how the visit {_on(visit_at, now)} went", f"It was planned for {when}.", page, "Record it"
        )
    more = ""
    if row.visits_attended == row.further_visits:
        who_lets = "you can" if row.sender_id == me else f"{row.sender} can"
        more = f"After it, {who.subject} {who.verb('counts', 'count')} as engaged and {who_lets} let go."
    return Next(f"{which} visit {moment_words(visit_at, now)}", more, page)


def _recover(row: BoardRow, me: int, now: datetime, who: Pronoun) -> Next:
    missed = f" {_on(row.missed_at, now)}" if row.missed_at else ""
    tries = (
        ("Nobody has tried since.", "One try since.")[row.tries]
        if row.tries < 2
        else f"{row.tries} tries since."
    )
    return Next(
        _by(f"Reach {who.object}", row.due_at, now), f"Missed {who.possessive} visit{missed}. {tries}",
        f"/handoffs/{row.handoff_id}/#how", "Log a contact",
    )  # fmt: skip


def _review(row: BoardRow, me: int, now: datetime, who: Pronoun) -> Next:
    where = PAUSES.get(row.pause_reason, "away")
    more = f"Dates stand still: {who.subject} {who.verb('is', 'are')} {where}."
    return Next(_by("Look at the pause again", row.due_at, now), more, f"/handoffs/{row.handoff_id}/#pause")


NEXT = {
    "find_next_hand": _find,
    "meet": _meet,
    "reach_client": _reach,
    "plan_visit": _plan,
    "record_visit": _record,
    "recover": _recover,
    "review_pause": _review,
}


def _by(what: str, at: datetime, now: datetime) -> str:
    """Return `Call her by 10:12 am`, or what was due when it has passed."""
    return f"{what} by {moment_words(at, now)}" if at > now else f"{what} now"


def _on(at: datetime, now: datetime) -> str:
    days = (local_day(now) - local_day(at)).days
    return {0: "today", 1: "yesterday"}.get(days) or f"on {short_day_words(local_day(at))}"


def _more(row: BoardRow, me: int, now: datetime, more: str) -> str:
    """Add what makes a row urgent: what was due, who was told, who wants to be relieved."""
    parts = [more] if more else []
    if row.relief_asked:
        parts.append(
            "You asked to be relieved." if row.receiver_id == me else f"{row.receiver} asks to be relieved."
        )
    says_when = row.kind == "meet" and row.arrived_at is None
    if row.due_at <= now and row.kind not in {"record_visit", "reach_client"} and not says_when:
        parts.append(f"It was due {moment_words(row.due_at, now)}.")
    if row.kind == "reach_client" and row.due_at <= now and row.receiver_id == me:
        parts.append(f"It was promised for {moment_words(row.due_at, now)}.")
    if row.step > 1:
        parts.append("Others have been told.")
    return " ".join(parts)

"""Clasp bars of a board: every row on one shared axis of days, today at 0."""

from datetime import datetime, timedelta
from typing import Literal

from handclasp.handoffs.queries.board import BoardRow
from handclasp.web.shell.clasp import Bar, board_bar
from handclasp.web.shell.times import local_day, short_day_words

BEGIN, END = -14.0, 21.0
TICKS = (-14.0, -7.0, 7.0, 14.0, 21.0)
AXIS = (BEGIN, END)
SHORTEST = 0.6  # days: a hand that has just closed is drawn wide enough to be seen
DAY = timedelta(days=1)


def days_from(now: datetime, at: datetime) -> float:
    """Return how many days `at` is after `now`; the past is negative."""
    return (at - now) / DAY


def axis_bar() -> Bar:
    """Return the empty bar whose lines the group headings show."""
    return board_bar(Bar(axis=AXIS, label="", ticks=TICKS))


def axis_words(now: datetime) -> list[tuple[str, str]]:
    """Return the dates over the axis, each with its place in percent."""
    bar, today = axis_bar(), local_day(now)
    days = [int(day) for day in TICKS if BEGIN < day < END]
    return [
        (f"{bar.percent(day):.3f}%", short_day_words(today + timedelta(days=day)).split(", ")[1])
        for day in days
    ]


def row_bar(row: BoardRow, me: int, now: datetime) -> Bar:
    """Return a row's bar: who holds since when, and until when as far as anybody can know."""
    begin = min(days_from(now, row.answered_at), -SHORTEST)
    label = sentence(row, me, now)
    if row.first_contact_at is None or row.state != "shared":
        named: Literal["to", "none"] = "to" if row.receiver_id else "none"
        reach = max(days_from(now, row.due_at), 1.5)
        return board_bar(
            Bar(AXIS, label, sender=(begin, reach), reach=min(reach, END), expects=named, due=_late(row, now),
                ticks=TICKS)
        )  # fmt: skip
    met = min(days_from(now, row.first_contact_at), -SHORTEST / 2)
    closes = min(max(days_from(now, lets_go_at(row, now)), 0.5), END - 1)
    return board_bar(
        Bar(
            AXIS,
            label,
            sender=(min(begin, met), closes),
            receiver=(met, END),
            due=_late(row, now),
            ticks=TICKS,
        )
    )


def lets_go_at(row: BoardRow, now: datetime) -> datetime:
    """Return when the sender may let go as things stand: at the planned visit, else at the end of the window."""
    first_contact = row.first_contact_at or now
    if row.visit_at and row.visits_attended >= row.further_visits:
        return row.visit_at
    return first_contact + timedelta(days=row.first_visit_within_days)


def sentence(row: BoardRow, me: int, now: datetime) -> str:
    """Return the whole bar in one sentence."""
    since = short_day_words(local_day(row.answered_at))
    sender, receiver = _you(row.sender_id, row.sender, me), _you(row.receiver_id, row.receiver, me)
    name = row.client
    if row.state == "shared" and row.first_contact_at:
        met = short_day_words(local_day(row.first_contact_at))
        return f"{sender} and {receiver} share {name} since {met}; {sender} lets go when {name} is engaged."
    alone = f"{sender} {'have' if sender == 'You' else 'has'} held {name} alone since {since}."
    return f"{alone} {receiver} is named and has not met {name} yet." if row.receiver_id else alone


def _you(staff_id: int | None, name: str, me: int) -> str:
    return "You" if staff_id == me else name


def _late(row: BoardRow, now: datetime) -> float | None:
    """Return the day since which something is late."""
    late = row.missed_at if row.kind == "recover" and row.missed_at else row.due_at
    return min(days_from(now, late), -0.4) if late <= now else None

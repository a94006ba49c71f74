"""The Today board as a page: every word and every bar decided, for templates that only lay out."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from handclasp.handoffs.queries import board as reads
from handclasp.handoffs.queries.talk import Unread, unread
from handclasp.platform.actor import Actor
from handclasp.web.shell.clasp import Bar
from handclasp.web.shell.times import day_words, local_day, moment_words
from handclasp.web.today.bars import axis_bar, axis_words, row_bar
from handclasp.web.today.day import DayLine, day_lines
from handclasp.web.today.next_words import Next, next_for
from handclasp.web.today.notice_words import Notice, notice_words

GROUPS = {
    reads.AT_RISK: "At risk",
    reads.SHARED: "Shared with another hand",
    reads.ALONE: "Yours alone",
    reads.NAMED: "Named, not yet in contact",
}
NEWEST = 3  # notices above the fold; the others open on demand


@dataclass(frozen=True)
class Row:
    """One client: `sender` and `receiver` are "You" where it is me; `hand` is how the second hand is drawn."""

    url: str
    client: str
    need: str
    sender: str
    sender_is_me: bool
    receiver: str
    receiver_is_me: bool
    hand: str
    bar: Bar
    next: Next


@dataclass(frozen=True)
class Group:
    """The rows of one kind, those at risk first."""

    key: str
    title: str
    is_alarm: bool
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class UnreadLine:
    """What staff said about one client since I last looked."""

    url: str
    client: str
    words: str
    at: str


@dataclass(frozen=True)
class Today:
    """The whole page."""

    title: str
    topic: str
    groups: tuple[Group, ...]
    calm: str
    total: int
    more_url: str
    axis: Bar
    axis_words: tuple[tuple[str, str], ...]
    notices: tuple[Notice, ...]
    older_notices: tuple[Notice, ...]
    asked: tuple[reads.AskedOfMe, ...]
    unread: tuple[UnreadLine, ...]
    day: tuple[DayLine, ...]
    can_plan: bool
    engaged_words: str
    engaged: tuple[reads.EngagedLately, ...]
    live_url: str


def today_page(actor: Actor, now: datetime, show: int = reads.PAGE) -> Today:
    """Return the board of somebody as it stands at `now`, with the first `show` clients."""
    me, found = actor.person, reads.board(actor, now, limit=show)
    groups = tuple(_groups(found, me, now))
    told = tuple(notice_words(told, now) for told in reads.notices(actor))
    engaged = reads.engaged_lately(actor, now)
    return Today(
        title=day_words(local_day(now)),
        topic=f"staff:{me}",
        groups=groups,
        calm=_calm(groups, found.total),
        total=found.total,
        more_url=f"/?show={show + reads.PAGE}#more" if found.total > len(found.rows) else "",
        axis=axis_bar(),
        axis_words=tuple(axis_words(now)),
        notices=told[:NEWEST],
        older_notices=told[NEWEST:],
        asked=tuple(reads.passes_asked(actor)),
        unread=tuple(_unread(one, now) for one in unread(actor)),
        day=day_lines(actor, now),
        can_plan=actor.may("block:plan"),
        engaged_words=_engaged_words(len(engaged)),
        engaged=tuple(engaged),
        live_url=f"/board/?show={show}",
    )


def _groups(found: reads.Board, me: int, now: datetime) -> list[Group]:
    return [
        Group(f"g{band}", GROUPS[band], band == reads.AT_RISK, tuple(_row(row, me, now) for row in rows))
        for band, rows in groupby(found.rows, key=lambda row: row.group)
    ]


def _row(row: reads.BoardRow, me: int, now: datetime) -> Row:
    return Row(
        url=f"/handoffs/{row.handoff_id}/",
        client=row.client,
        need=row.need,
        sender="You" if row.sender_id == me else row.sender,
        sender_is_me=row.sender_id == me,
        receiver="You" if row.receiver_id == me else row.receiver or "nobody yet",
        receiver_is_me=row.receiver_id == me,
        hand="to" if row.state == "shared" else "none",
        bar=row_bar(row, me, now),
        next=next_for(row, me, now),
    )


def _calm(groups: tuple[Group, ...], total: int) -> str:
    if not total:
        return "Nobody is in your hands right now. When you introduce somebody, or accept, they stand here."
    keys = {group.key for group in groups}
    quiet = [
        words
        for key, words in (("g0", "Nobody is at risk."), ("g2", "Nobody is yours alone."))
        if key not in keys
    ]
    return " ".join(quiet)


def _engaged_words(count: int) -> str:
    if not count:
        return ""
    people = "One person" if count == 1 else f"{count} people"
    return f"{people} became engaged this week and left this list."


def _unread(one: Unread, now: datetime) -> UnreadLine:
    words = f"{one.last_by} wrote a message"
    if one.count > 1:
        words = f"{one.count} messages, the last from {one.last_by}"
    url = f"/handoffs/{one.handoff_id}/#talk-{one.handoff_id}"
    return UnreadLine(url, one.client, words, moment_words(one.last_at, now))

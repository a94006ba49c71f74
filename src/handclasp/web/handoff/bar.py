"""The full clasp bar of one handoff: its hands, and its events with words under them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from handclasp.domain.engagement import Engagement
from handclasp.domain.lifecycle import State
from handclasp.domain.pronouns import pronoun
from handclasp.handoffs.queries.handoff_page import HandoffFacts
from handclasp.web.shell.clasp import Bar, BarEvent, full_bar
from handclasp.web.shell.times import local_day, short_day_words

DAY = timedelta(days=1)
SHORTEST = 0.04  # of the axis: a hand that has just closed is drawn wide enough to be seen
LETTER = 0.0072  # of the axis: about the width of one letter under a bar of usual width
APART = 0.018  # of the axis: the width of a mark
ROWS = 3


def handoff_bar(facts: HandoffFacts, label: str, engagement: Engagement | None) -> Bar:
    """Return the bar on an axis of days where 0 is now, or the end of a handoff that has ended."""
    zero = ended_at(facts) or facts.now
    closes = _lets_go(facts, engagement)
    marks = [(_days(zero, at), event) for at, event in _events(facts, engagement)]
    days = [day for day, _ in marks] + ([_days(zero, closes)] if closes else [])
    begin = min([*days, 0.0])
    end = max([*days, 0.0]) if facts.is_open else 0.0
    length = max(end - begin, 1.0)
    axis = (begin - 0.12 * length, end + 0.14 * length)
    bar = _hands(facts, zero, axis, closes)
    return full_bar(
        replace(
            bar, label=label, events=tuple(_placed(marks, axis)), now_words="Today" if facts.is_open else None
        )
    )


def ended_at(facts: HandoffFacts) -> datetime | None:
    """Return when a handoff ended."""
    handoff = facts.handoff
    return handoff.engaged_at or handoff.closed_at or (None if facts.is_open else handoff.answered_at)


def _days(zero: datetime, at: datetime) -> float:
    return (at - zero) / DAY


def _hands(facts: HandoffFacts, zero: datetime, axis: tuple[float, float], closes: datetime | None) -> Bar:
    handoff, least = facts.handoff, SHORTEST * (axis[1] - axis[0])
    now = 0.0 if facts.is_open else axis[1]
    began = min(_days(zero, handoff.answered_at), -least)
    met = _days(zero, handoff.first_contact_at) if handoff.first_contact_at else None
    late = _late(facts, zero)
    if facts.state == State.ENGAGED and met is not None:
        return Bar(axis, "", sender=(began, 0), receiver=(min(met, -least / 2), axis[1]), now=now)
    if facts.state == State.CLOSED:
        receiver = (min(met, -least / 2), 0.0) if met is not None and facts.holder("receiving") else None
        return Bar(axis, "", sender=(began, 0.0), receiver=receiver, now=now)
    if facts.state == State.SHARED and met is not None and closes is not None:
        goes = max(_days(zero, closes), least)
        return Bar(
            axis, "", sender=(began, goes), receiver=(min(met, -least / 2), axis[1]), now=now, due=late
        )
    if not facts.is_open:
        return Bar(axis, "", now=now)
    reach = max(_days(zero, closes), 3 * least) if closes else axis[1]
    return Bar(
        axis,
        "",
        sender=(began, reach),
        reach=reach,
        expects="to" if facts.named else "none",
        now=now,
        due=late,
    )


def _late(facts: HandoffFacts, zero: datetime) -> float | None:
    if facts.watch is None or facts.watch.due_at > facts.now:
        return None
    missed = (
        [v.starts_at for v in facts.visits if v.state == "missed"] if facts.watch.kind == "recover" else []
    )
    return _days(zero, max([*missed, facts.watch.due_at]) if not missed else missed[-1])


def _lets_go(facts: HandoffFacts, engagement: Engagement | None) -> datetime | None:
    """Return when the sender may let go as things stand, or until when a lone hand is stretched out."""
    if facts.state == State.SHARED:
        planned = [v.ends_at for v in facts.visits if v.state == "planned"]
        if engagement and len(planned) >= engagement.visits_to_go > 0:
            return planned[engagement.visits_to_go - 1]
        window = facts.handoff.to_program.first_visit_within_days if facts.handoff.to_program else 30
        return (facts.handoff.first_contact_at or facts.now) + timedelta(days=window)
    return facts.watch.due_at if facts.watch and facts.is_open else None


def _events(facts: HandoffFacts, engagement: Engagement | None) -> Iterator[tuple[datetime, BarEvent]]:
    handoff, who = facts.handoff, pronoun(facts.handoff.client.pronoun).subject_first
    answers = {"yes": f"{who} said yes", "no": f"{who} said no", "not_now": f"{who} said not now"}
    yield _event(handoff.answered_at, "agreed", answers[handoff.answer], is_done=True)
    if handoff.first_contact_at:
        yield _event(handoff.first_contact_at, "contact", "First contact", is_done=True)
    if facts.promise:
        is_late = facts.promise.due_at <= facts.now
        words = "Contact promised, missed" if is_late else "Contact promised"
        yield _event(facts.promise.due_at, "missed" if is_late else "contact", words, is_done=is_late)
    for number, visit in enumerate([v for v in facts.visits if v.state in {"planned", "attended", "missed"}]):
        words = {"planned": "Visit planned", "attended": "Came to visit", "missed": "Missed visit"}[
            visit.state
        ]
        words = f"{words}" if number else words
        kind = "missed" if visit.state == "missed" else "visit"
        yield _event(visit.starts_at, kind, words, is_done=visit.state != "planned")
    if handoff.engaged_at:
        yield _event(handoff.engaged_at, "engaged", "Engaged", is_done=True)
    if handoff.closed_at:
        yield _event(handoff.closed_at, "discharge", "Closed", is_done=True)


def _event(at: datetime, kind: str, words: str, *, is_done: bool) -> tuple[datetime, BarEvent]:
    return at, BarEvent(0, kind, words, short_day_words(local_day(at)), is_done)  # type: ignore[arg-type]


def _placed(marks: list[tuple[float, BarEvent]], axis: tuple[float, float]) -> Iterator[BarEvent]:
    """Place marks apart, and the words of each in the first row where they touch none before them.

    Two events at nearly one time turn their words away from each other.
    """
    length, last = axis[1] - axis[0], axis[0]
    ends = [-1.0] * ROWS
    ordered = sorted(marks, key=lambda mark: mark[0])
    for index, (day, event) in enumerate(ordered):
        at = last = max(day, last + APART * length)
        middle, wide = (at - axis[0]) / length, max(len(event.label), len(event.date)) * LETTER
        is_near = index + 1 < len(ordered) and (ordered[index + 1][0] - at) / length < wide
        if is_near and middle - wide > ends[0]:
            ends[0] = middle
            yield replace(event, day=at, anchor="end")
            continue
        begin = middle if ends[0] > middle - wide / 2 and ends[0] <= middle else middle - wide / 2
        row = next((n for n in range(ROWS) if ends[n] <= begin), ROWS - 1)
        ends[row] = begin + wide
        yield replace(event, day=at, row=row, anchor="start" if begin == middle else "middle")

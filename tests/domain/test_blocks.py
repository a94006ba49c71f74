"""Weekly blocks: told by hand, and against the recurrence library of the iCalendar world over many zones."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import icalendar
import pytest
import recurring_ical_events
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from handclasp.domain.block_rules import WEEKDAYS, Rule, RuleError, parse_rule
from handclasp.domain.block_words import block_words, length_words, span_words
from handclasp.domain.blocks import Otherwise, Pause, Spell, Weekly, collision, side_by_side, spells
from handclasp.domain.refusals import REFUSALS

NEW_YORK, LORD_HOWE = ZoneInfo("America/New_York"), ZoneInfo("Australia/Lord_Howe")
ZONES = (
    "America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles", "America/Phoenix",
    "America/Anchorage", "Pacific/Honolulu", "America/Puerto_Rico", "America/St_Johns", "America/Santiago",
    "Europe/London", "Europe/Dublin", "Africa/Casablanca", "Asia/Kathmandu", "Australia/Lord_Howe",
    "Pacific/Chatham", "Pacific/Auckland", "UTC",
)  # fmt: skip
CHANGES = {  # a night of each year 2026 to 2028 on which the clock changes somewhere
    "America/New_York": [date(2026, 11, 1), date(2027, 3, 14), date(2027, 11, 7), date(2028, 3, 12)],
    "Australia/Lord_Howe": [date(2026, 4, 5), date(2026, 10, 4), date(2027, 4, 4)],
    "Europe/London": [date(2026, 3, 29), date(2026, 10, 25)],
    "America/Santiago": [date(2026, 4, 5), date(2026, 9, 6)],
}


def block(
    rule: str = "FREQ=WEEKLY;BYDAY=MO,WE",
    on: date = date(2026, 3, 2),
    at: time = time(13),
    minutes: int = 90,
    zone: ZoneInfo = NEW_YORK,
    **more: object,
) -> Weekly:
    return Weekly(1, parse_rule(rule), on, at, minutes, zone, **more)  # type: ignore[arg-type]


def days_of(found: list[Spell]) -> list[date]:
    return [spell.on_date for spell in found]


def starts(found: list[Spell], zone: ZoneInfo) -> list[str]:
    return [f"{spell.starts_at.astimezone(zone):%Y-%m-%d %H:%M %Z}" for spell in found]


# Told by hand.


def test_mondays_and_wednesdays_come_each_week_at_the_hour_on_the_wall() -> None:
    found = spells(block(), date(2026, 3, 2), date(2026, 3, 11))
    assert starts(found, NEW_YORK) == [
        "2026-03-02 13:00 EST", "2026-03-04 13:00 EST", "2026-03-09 13:00 EDT", "2026-03-11 13:00 EDT",
    ]  # fmt: skip
    assert {spell.ends_at - spell.starts_at for spell in found} == {timedelta(minutes=90)}


def test_in_the_night_that_is_an_hour_longer_a_block_is_in_the_first_of_the_two_hours() -> None:
    night = block("FREQ=WEEKLY;BYDAY=SU", date(2026, 10, 25), time(1, 30), 60)
    found = spells(night, date(2026, 11, 1), date(2026, 11, 1))
    assert starts(found, NEW_YORK) == ["2026-11-01 01:30 EDT"]
    assert found[0].ends_at == datetime(2026, 11, 1, 6, 30, tzinfo=UTC)  # an hour later, by any clock


def test_a_time_that_the_night_leaves_out_is_read_with_the_offset_before_it() -> None:
    night = block("FREQ=WEEKLY;BYDAY=SU", date(2027, 3, 7), time(2, 30), 60)
    found = spells(night, date(2027, 3, 14), date(2027, 3, 21))
    assert starts(found, NEW_YORK) == ["2027-03-14 03:30 EDT", "2027-03-21 02:30 EDT"]


def test_where_the_clock_changes_by_half_an_hour_it_is_right_too() -> None:
    night = block("FREQ=WEEKLY;BYDAY=SU", date(2026, 9, 27), time(2, 15), 60, LORD_HOWE)
    found = spells(night, date(2026, 9, 27), date(2026, 10, 11))
    assert starts(found, LORD_HOWE) == [
        "2026-09-27 02:15 +1030", "2026-10-04 02:45 +11", "2026-10-11 02:15 +11",
    ]  # fmt: skip
    twice = block("FREQ=WEEKLY;BYDAY=SU", date(2026, 3, 29), time(1, 45), 30, LORD_HOWE)
    assert starts(spells(twice, date(2026, 4, 5), date(2026, 4, 5)), LORD_HOWE) == ["2026-04-05 01:45 +11"]


def test_every_other_week_counts_from_the_week_in_which_it_began() -> None:
    found = spells(block("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR"), date(2026, 3, 1), date(2026, 3, 31))
    assert [day.day for day in days_of(found)] == [2, 6, 16, 20, 30]


def test_the_first_day_of_the_week_decides_which_days_belong_together() -> None:
    # The example of RFC 5545 3.8.5.3: the same rule with the week beginning on Monday, then on Sunday.
    monday = spells(
        block("FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO", date(1997, 8, 5)),
        date(1997, 8, 1), date(1997, 12, 1),
    )  # fmt: skip
    sunday = spells(
        block("FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU", date(1997, 8, 5)),
        date(1997, 8, 1), date(1997, 12, 1),
    )  # fmt: skip
    assert [f"{day:%b %-d}" for day in days_of(monday)] == ["Aug 5", "Aug 10", "Aug 19", "Aug 24"]
    assert [f"{day:%b %-d}" for day in days_of(sunday)] == ["Aug 5", "Aug 17", "Aug 19", "Aug 31"]


def test_a_skipped_day_is_left_out_and_a_moved_one_is_at_its_own_time() -> None:
    changed = {date(2026, 3, 4): Otherwise(), date(2026, 3, 9): Otherwise(time(15), 30)}
    found = spells(block(otherwise=changed), date(2026, 3, 2), date(2026, 3, 11))
    assert starts(found, NEW_YORK) == ["2026-03-02 13:00 EST", "2026-03-09 15:00 EDT", "2026-03-11 13:00 EDT"]
    assert found[1].ends_at - found[1].starts_at == timedelta(minutes=30)


def test_a_skipped_day_still_counts_where_the_rule_counts() -> None:
    changed = {date(2026, 3, 4): Otherwise()}
    found = spells(
        block("FREQ=WEEKLY;COUNT=3;BYDAY=MO,WE", otherwise=changed), date(2026, 3, 1), date(2026, 4, 1)
    )
    assert [day.day for day in days_of(found)] == [2, 9]


def test_no_block_comes_in_a_pause_or_on_a_closed_day_and_both_ends_of_a_pause_belong_to_it() -> None:
    pause = Pause(date(2026, 3, 4), date(2026, 3, 9))
    found = spells(block(), date(2026, 3, 2), date(2026, 3, 16), [pause], frozenset({date(2026, 3, 16)}))
    assert [day.day for day in days_of(found)] == [2, 11]


def test_a_block_is_over_in_the_instant_in_which_it_ends() -> None:
    (spell,) = spells(block(), date(2026, 3, 2), date(2026, 3, 2))
    assert spell.covers(spell.starts_at)
    assert not spell.covers(spell.ends_at)


def test_a_rule_that_ends_on_a_day_as_many_calendars_write_it_still_comes_on_that_day() -> None:
    found = spells(block("FREQ=WEEKLY;UNTIL=20260309;BYDAY=MO,WE"), date(2026, 3, 2), date(2026, 3, 31))
    assert [day.day for day in days_of(found)] == [2, 4, 9]


def test_a_block_ends_with_its_last_day() -> None:
    found = spells(block(last_on=date(2026, 3, 9)), date(2026, 3, 2), date(2026, 3, 31))
    assert [day.day for day in days_of(found)] == [2, 4, 9]


def test_two_blocks_that_touch_do_not_collide_and_two_that_share_a_minute_do() -> None:
    first = block()
    touching = block(at=time(14, 30))
    sharing = block("FREQ=WEEKLY;INTERVAL=2;BYDAY=WE", date(2026, 3, 11), time(14, 29))
    assert collision(first, [touching], date(2026, 3, 1), date(2027, 3, 1)) is None
    assert collision(first, [sharing], date(2026, 3, 1), date(2027, 3, 1)) == date(2026, 3, 11)


def test_blocks_that_only_the_changing_clock_brings_together_stand_side_by_side() -> None:
    before = block("FREQ=WEEKLY;BYDAY=SU", date(2027, 3, 7), time(1, 30), 60)  # ends at 3:30 in that night
    after = block("FREQ=WEEKLY;BYDAY=SU", date(2027, 3, 7), time(3), 60)
    night = date(2027, 3, 14)
    assert collision(before, [after], date(2027, 3, 1), date(2027, 4, 1)) is None
    first, second = side_by_side([*spells(after, night, night), *spells(before, night, night)])
    assert first.ends_at == second.starts_at
    assert second.ends_at - second.starts_at == timedelta(minutes=30)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "rule_unreadable"),
        ("every Monday", "rule_unreadable"),
        ("FREQ=DAILY", "rule_not_weekly"),
        ("FREQ=MONTHLY;BYDAY=1MO", "rule_not_weekly"),
        ("FREQ=WEEKLY;BYDAY=1MO", "rule_unreadable"),
        ("FREQ=WEEKLY;BYDAY=", "rule_unreadable"),
        ("FREQ=WEEKLY;BYSETPOS=1", "rule_unreadable"),
        ("FREQ=WEEKLY;INTERVAL=0", "rule_unreadable"),
        ("FREQ=WEEKLY;INTERVAL=53", "rule_unreadable"),
        ("FREQ=WEEKLY;INTERVAL=²", "rule_unreadable"),
        ("FREQ=WEEKLY;COUNT=1000000", "rule_unreadable"),
        ("FREQ=WEEKLY;UNTIL=20270101T090000", "rule_unreadable"),
        ("FREQ=WEEKLY;UNTIL=20271301", "rule_unreadable"),
        ("FREQ=WEEKLY;COUNT=3;UNTIL=20270101", "rule_ends_twice"),
        ("FREQ=WEEKLY;FREQ=WEEKLY", "rule_unreadable"),
        ("FREQ=WEEKLY;BYDAY=MO\x00", "rule_unreadable"),
        ("FREQ=WEEKLY;" * 40, "rule_unreadable"),
    ],
)
def test_what_is_no_weekly_rule_is_refused_with_the_reason(text: str, reason: str) -> None:
    with pytest.raises(RuleError) as refused:
        parse_rule(text)
    assert refused.value.reason == reason


def test_a_rule_is_read_without_regard_to_case_and_order() -> None:
    assert parse_rule("rrule:byday=we,mo;freq=weekly;interval=2") == Rule(frozenset({1, 3}), 2)


@pytest.mark.parametrize(
    ("rule", "at", "minutes", "words"),
    [
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE", time(13), 90, "Mondays and Wednesdays 1 to 2:30 pm, every other week"),
        ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", time(11), 120, "Mondays to Fridays 11 am to 1 pm"),
        ("FREQ=WEEKLY;BYDAY=MO,WE,FR", time(10, 30), 30, "Mondays, Wednesdays and Fridays 10:30 to 11 am"),
        ("FREQ=WEEKLY;INTERVAL=3;BYDAY=SA", time(23), 120, "Saturdays 11 pm to 1 am, every 3 weeks"),
        ("FREQ=WEEKLY;UNTIL=20270105;BYDAY=TU", time(0), 60, "Tuesdays 12 to 1 am, until January 5, 2027"),
        ("FREQ=WEEKLY;COUNT=6;BYDAY=MO,TU,WE,TH,FR,SA,SU", time(12), 5, "Every day 12 to 12:05 pm, 6 times"),
    ],
)  # fmt: skip
def test_a_block_can_be_said(rule: str, at: time, minutes: int, words: str) -> None:
    assert block_words(parse_rule(rule), date(2026, 3, 2), at, minutes) == words


def test_a_length_can_be_said() -> None:
    assert [length_words(minutes) for minutes in (1, 45, 60, 90, 120)] == [
        "1 minute", "45 minutes", "1 hour", "1 hour 30 minutes", "2 hours",
    ]  # fmt: skip
    assert span_words(time(9, 5), 60) == "9:05 to 10:05 am"


# Against the library.

DAYS = st.dates(date(2026, 1, 1), date(2028, 12, 31))
INSTANTS = st.integers(0, 730 * 24 * 60).map(
    lambda n: datetime(2026, 6, 1, tzinfo=UTC) + n * timedelta(minutes=1)
)
RULES = st.builds(
    Rule,
    weekdays=st.sets(st.integers(1, 7), min_size=1).map(frozenset),
    interval=st.integers(1, 5),
    until=st.none() | INSTANTS,  # RFC 5545 3.3.10: with a time zone, UNTIL is in UTC
    week_starts=st.sampled_from([1, 7]),
) | st.builds(
    Rule,
    weekdays=st.sets(st.integers(1, 7), min_size=1).map(frozenset),
    interval=st.integers(1, 5),
    count=st.integers(1, 60),
    week_starts=st.sampled_from([1, 7]),
)
TIMES = st.builds(time, st.integers(0, 23), st.sampled_from([0, 5, 15, 30, 45]))


@st.composite
def blocks_near_a_change(draw: st.DrawFn) -> tuple[Weekly, date]:
    """Return a block, as likely as not in a night that changes, and the day to look at."""
    zone = draw(st.sampled_from(ZONES))
    day = draw(st.sampled_from(CHANGES.get(zone, [date(2026, 10, 25)])) | DAYS)
    at = draw(TIMES | st.sampled_from([time(1, 30), time(2), time(2, 30), time(0, 15), time(3)]))
    rule = draw(RULES)
    begun = day - timedelta(days=draw(st.integers(0, 400)))
    first = next(rule.days_from(begun, begun), None)
    assume(first is not None)
    assert first is not None
    return Weekly(1, rule, first, at, draw(st.sampled_from([5, 30, 45, 90])), ZoneInfo(zone)), day


def by_the_library(one: Weekly, first: date, last: date) -> list[tuple[datetime, datetime]]:
    """Return what the library finds, in UTC, for the local days from `first` to `last`."""
    begins = datetime.combine(one.starts_on, one.starts_at, one.zone)
    event = icalendar.Event()
    event.add("uid", "block@example.org")
    event.add("dtstart", begins)
    event.add("duration", timedelta(minutes=one.minutes))
    event.add("rrule", icalendar.vRecur.from_ical(one.rule.text))
    calendar = icalendar.Calendar()
    calendar.add_component(event)
    for day, changed in one.otherwise.items():
        was = datetime.combine(day, one.starts_at, one.zone)
        if changed.at is None:
            event.add("exdate", was)
            continue
        instead = icalendar.Event()
        instead.add("uid", "block@example.org")
        instead.add("recurrence-id", was)
        instead.add("dtstart", datetime.combine(day, changed.at, one.zone))
        instead.add("duration", timedelta(minutes=changed.minutes))
        calendar.add_component(instead)
    found = recurring_ical_events.of(calendar).between(first - timedelta(days=2), last + timedelta(days=2))
    times = sorted((one.start.astimezone(UTC), one.end.astimezone(UTC)) for one in found)
    return [(begin, end) for begin, end in times if first <= begin.astimezone(one.zone).date() <= last]


@settings(max_examples=300, deadline=None)
@given(blocks_near_a_change())
def test_any_rule_in_any_zone_comes_when_the_library_says(drawn: tuple[Weekly, date]) -> None:
    one, day = drawn
    first, last = day - timedelta(days=20), day + timedelta(days=20)
    ours = [spell.starts_at for spell in spells(one, first, last)]
    assert ours == [begin for begin, _ in by_the_library(one, first, last)]


@settings(max_examples=150, deadline=None)
@given(blocks_near_a_change(), st.data())
def test_days_that_are_otherwise_are_read_as_the_library_reads_them(
    drawn: tuple[Weekly, date], data: st.DataObject
) -> None:
    one, day = drawn
    first, last = day - timedelta(days=20), day + timedelta(days=20)
    there = days_of(spells(one, first, last))
    assume(there)
    changes = st.builds(Otherwise) | st.builds(Otherwise, TIMES, st.sampled_from([10, 60]))
    changed = data.draw(st.dictionaries(st.sampled_from(there), changes, max_size=4))
    one = replace(one, otherwise=changed)
    ours = [spell.starts_at for spell in spells(one, first, last)]
    assert ours == [begin for begin, _ in by_the_library(one, first, last)]


@settings(max_examples=150, deadline=None)
@given(blocks_near_a_change())
def test_a_block_lasts_so_many_minutes_of_real_time_in_any_night(drawn: tuple[Weekly, date]) -> None:
    one, day = drawn
    found = spells(one, day - timedelta(days=20), day + timedelta(days=20))
    assert all(spell.ends_at - spell.starts_at == timedelta(minutes=one.minutes) for spell in found)
    assert found == sorted(found)


@settings(max_examples=150, deadline=None)
@given(blocks_near_a_change(), st.integers(0, 200))
def test_looking_from_a_later_day_on_finds_the_same(drawn: tuple[Weekly, date], later: int) -> None:
    one, day = drawn
    middle, last = day + timedelta(days=later), day + timedelta(days=later + 30)
    whole = spells(one, one.starts_on, last)
    assert spells(one, middle, last) == [spell for spell in whole if spell.on_date >= middle]


@settings(max_examples=150, deadline=None)
@given(st.lists(blocks_near_a_change(), min_size=2, max_size=4))
def test_side_by_side_never_overlaps_and_begins_no_earlier_than_planned(
    drawn: list[tuple[Weekly, date]],
) -> None:
    day = drawn[0][1]
    planned = [spell for one, _ in drawn for spell in spells(one, day, day + timedelta(days=14))]
    kept = side_by_side(planned)
    assert all(one.ends_at <= after.starts_at for one, after in pairwise(kept))
    assert all(
        any(was.ends_at == one.ends_at and was.starts_at <= one.starts_at for was in planned) for one in kept
    )


@given(RULES | st.builds(Rule, until=DAYS))
def test_a_rule_is_read_as_it_was_written(rule: Rule) -> None:
    assert parse_rule(rule.text) == rule
    assert parse_rule(rule.text).text == rule.text


@given(st.text(max_size=60))
def test_any_text_is_a_rule_or_is_refused_in_words(text: str) -> None:
    reason = ""
    try:
        parse_rule(text)
    except RuleError as refused:
        reason = refused.reason
    assert not reason or reason in REFUSALS


def test_every_weekday_has_its_name_in_the_rule() -> None:
    assert [parse_rule(f"FREQ=WEEKLY;BYDAY={name}").weekdays for name in WEEKDAYS] == [
        frozenset({day}) for day in range(1, 8)
    ]

"""Planning weekly blocks: what is planned, changed, left out and paused, and what colleagues see of it."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from tests import cast
from tests.cast import DAY, MINUTE, NOW, actor, refused, staff

from handclasp.availability.commands.blocks import Wish, change_block, end_block, plan_block
from handclasp.availability.commands.days import (
    come_as_usual,
    move_once,
    pause_blocks,
    resume_blocks,
    skip_once,
)
from handclasp.availability.models import Block, Horizon, Occurrence
from handclasp.availability.plans import AHEAD
from handclasp.availability.queries.blocks import blocks_between, current_and_next
from handclasp.availability.tasks import sweep
from handclasp.directory.commands import deactivate_staff, go_on_leave
from handclasp.directory.models import Site, Staff

pytestmark = pytest.mark.usefixtures("clinic_rollback")
CHICAGO = ZoneInfo("America/Chicago")
TODAY = date(2026, 3, 11)  # a Wednesday
LUNCH = Wish("FREQ=WEEKLY;BYDAY=MO,WE", time(13), 90)


def planned(wish: Wish = LUNCH, starts_on: date = TODAY, key: str = "imani") -> Block:
    return plan_block(actor(key), NOW, wish, starts_on)


def published(key: str = "imani", days: int = 14, now: datetime = NOW) -> list[str]:
    found = blocks_between([staff(key)], now - DAY, now + days * DAY)
    return [
        f"{one.starts_at.astimezone(CHICAGO):%b %-d %H:%M}-{one.ends_at.astimezone(CHICAGO):%H:%M}"
        for one in found
    ]


def test_a_block_comes_each_week_from_the_first_day_its_rule_names() -> None:
    block = planned(starts_on=date(2026, 3, 12))
    assert block.starts_on == date(2026, 3, 16)
    assert (
        published()
        == ["Mar 16 13:00-14:30", "Mar 18 13:00-14:30", "Mar 23 13:00-14:30", "Mar 25 13:00-14:30"][:3]
    )


def test_a_block_that_could_have_begun_today_and_is_over_comes_from_the_next_time_on() -> None:
    planned(Wish("FREQ=WEEKLY;BYDAY=WE", time(8), 60))
    assert published() == ["Mar 18 08:00-09:00", "Mar 25 08:00-09:00"]


def test_who_is_there_now_and_next_is_one_question() -> None:
    planned(Wish("FREQ=WEEKLY;BYDAY=WE", time(9, 30), 60))
    now = current_and_next([staff("imani"), staff("tomas")], NOW)
    running, coming = now[staff("imani")].current, now[staff("imani")].next
    assert running is not None
    assert coming is not None
    assert running.ends_at == NOW + 30 * MINUTE
    assert coming.starts_at == running.starts_at + 7 * DAY
    assert now[staff("tomas")].current is None
    at_its_end = current_and_next([staff("imani")], running.ends_at)[staff("imani")]
    assert at_its_end.current is None


def test_two_blocks_at_the_same_time_are_refused_even_if_they_meet_only_later() -> None:
    planned()
    with refused("block_overlaps"):
        planned(Wish("FREQ=WEEKLY;BYDAY=FR,WE", time(14), 60))
    with refused("block_overlaps"):
        planned(Wish("FREQ=WEEKLY;BYDAY=MO", time(14, 25), 60), date(2026, 9, 1))
    planned(Wish("FREQ=WEEKLY;BYDAY=WE", time(14, 30), 60))
    planned(key="tomas")
    assert Block.objects.count() == 3


@pytest.mark.parametrize(
    ("wish", "starts_on", "reason"),
    [
        (Wish("FREQ=WEEKLY", time(13), 60), TODAY, "weekdays_missing"),
        (Wish("FREQ=DAILY", time(13), 60), TODAY, "rule_not_weekly"),
        (Wish("now and then", time(13), 60), TODAY, "rule_unreadable"),
        (Wish("FREQ=WEEKLY;BYDAY=MO;COUNT=2;UNTIL=20260901", time(13), 60), TODAY, "rule_ends_twice"),
        (Wish("FREQ=WEEKLY;BYDAY=MO", time(13), 4), TODAY, "block_too_long"),
        (Wish("FREQ=WEEKLY;BYDAY=MO", time(13), 721), TODAY, "block_too_long"),
        (LUNCH, TODAY - DAY, "block_first_day"),
        (LUNCH, TODAY + 400 * DAY, "block_first_day"),
        (Wish("FREQ=WEEKLY;BYDAY=MO;UNTIL=20260301", time(13), 60), TODAY, "block_first_day"),
    ],
)
def test_what_is_no_block_is_refused_with_the_reason(wish: Wish, starts_on: date, reason: str) -> None:
    with refused(reason):
        planned(wish, starts_on)


def test_nobody_keeps_more_blocks_than_fit_on_a_page() -> None:
    for number in range(30):
        planned(Wish("FREQ=WEEKLY;BYDAY=SA", time(number // 2, number % 2 * 30), 20))
    with refused("kept_enough"):
        planned(Wish("FREQ=WEEKLY;BYDAY=SU", time(3), 20))


def test_from_a_day_on_a_block_is_otherwise_and_before_it_as_it_was() -> None:
    block = planned()
    change_block(actor("imani"), NOW, block.pk, Wish("FREQ=WEEKLY;BYDAY=TH", time(14), 60), date(2026, 3, 18))
    assert published() == ["Mar 11 13:00-14:30", "Mar 16 13:00-14:30", "Mar 19 14:00-15:00"]
    assert Block.objects.get(pk=block.pk).last_on == date(2026, 3, 17)


def test_a_change_that_collides_leaves_the_block_as_it_was() -> None:
    block = planned()
    planned(Wish("FREQ=WEEKLY;BYDAY=TH", time(14), 60))
    with refused("block_overlaps"):
        change_block(actor("imani"), NOW, block.pk, Wish("FREQ=WEEKLY;BYDAY=TH", time(13), 90), TODAY)
    assert published(days=6) == ["Mar 11 13:00-14:30", "Mar 12 14:00-15:00", "Mar 16 13:00-14:30"]


def test_an_ended_block_does_not_come_and_cannot_be_changed_any_more() -> None:
    block = planned()
    end_block(actor("imani"), NOW, block.pk, TODAY)
    assert published() == []
    with refused("block_ended"):
        end_block(actor("imani"), NOW, block.pk, TODAY)
    with refused("block_first_day"):
        end_block(actor("imani"), NOW, planned().pk, TODAY - DAY)


def test_one_day_is_left_out_and_can_come_back() -> None:
    block = planned()
    skip_once(actor("imani"), NOW, block.pk, date(2026, 3, 16))
    assert published(days=8) == ["Mar 11 13:00-14:30", "Mar 18 13:00-14:30"]
    with refused("block_not_that_day"):
        skip_once(actor("imani"), NOW, block.pk, date(2026, 3, 16))
    come_as_usual(actor("imani"), NOW, block.pk, date(2026, 3, 16))
    assert published(days=6) == ["Mar 11 13:00-14:30", "Mar 16 13:00-14:30"]
    with refused("block_not_that_day"):
        come_as_usual(actor("imani"), NOW, block.pk, date(2026, 3, 16))


def test_a_day_does_not_come_back_where_another_block_stands_by_then() -> None:
    block = planned()
    move_once(actor("imani"), NOW, block.pk, date(2026, 3, 16), time(8), 30)
    planned(Wish("FREQ=WEEKLY;BYDAY=MO", time(16), 30))
    other = Block.objects.latest("pk")
    move_once(actor("imani"), NOW, other.pk, date(2026, 3, 16), time(13, 30), 30)
    with refused("block_overlaps"):
        come_as_usual(actor("imani"), NOW, block.pk, date(2026, 3, 16))


def test_whoever_moves_to_a_site_in_another_zone_has_their_blocks_written_anew() -> None:
    planned()
    home = Staff.objects.get(pk=staff("imani"))
    Horizon.objects.filter(staff=home).update(reaches_to=TODAY)
    denver = Site.objects.create(
        organization_id=home.organization_id, name="Denver", time_zone="America/Denver", open_weekdays=[1]
    )
    Staff.objects.filter(pk=home.pk).update(site=denver)
    assert Horizon.objects.get(staff=home).reaches_to is None


def test_one_day_is_moved_to_another_hour_unless_something_else_is_then() -> None:
    block = planned()
    planned(Wish("FREQ=WEEKLY;BYDAY=MO", time(16), 30))
    with refused("block_overlaps"):
        move_once(actor("imani"), NOW, block.pk, date(2026, 3, 16), time(15, 30), 60)
    move_once(actor("imani"), NOW, block.pk, date(2026, 3, 16), time(15), 60)
    assert published(days=6) == ["Mar 11 13:00-14:30", "Mar 16 15:00-16:00", "Mar 16 16:00-16:30"]
    with refused("block_too_long"):
        move_once(actor("imani"), NOW, block.pk, date(2026, 3, 18), time(15), 0)
    with refused("block_not_that_day"):
        move_once(actor("imani"), NOW, block.pk, TODAY, time(8), 60)  # this hour has passed
    with refused("block_not_that_day"):
        move_once(actor("imani"), NOW, block.pk, date(2026, 3, 17), time(15), 60)


def test_what_is_over_cannot_be_left_out_any_more() -> None:
    block = planned()
    after = NOW + 6 * timedelta(hours=1)  # four in the afternoon
    with refused("block_not_that_day"):
        skip_once(actor("imani"), after, block.pk, TODAY)


def test_nobody_plans_for_a_colleague() -> None:
    block = planned()
    with refused("not_found"):
        end_block(actor("tomas"), NOW, block.pk, TODAY)
    with refused("not_found"):
        skip_once(actor("tomas"), NOW, block.pk, TODAY)


def test_a_pause_takes_all_blocks_away_until_it_is_ended() -> None:
    planned()
    pause = pause_blocks(actor("imani"), NOW, date(2026, 3, 16), date(2026, 3, 20), "training")
    assert published() == ["Mar 11 13:00-14:30", "Mar 23 13:00-14:30"]
    resume_blocks(actor("imani"), NOW, pause.pk)
    assert len(published()) == 4
    with refused("not_found"):
        resume_blocks(actor("imani"), NOW, pause.pk)
    for first, last in ((TODAY - DAY, TODAY), (TODAY, TODAY - DAY), (TODAY, TODAY + 400 * DAY)):
        with refused("pause_dates"):
            pause_blocks(actor("imani"), NOW, first, last)


def test_a_pause_that_has_begun_ends_yesterday() -> None:
    planned()
    pause = pause_blocks(actor("imani"), NOW, TODAY, date(2026, 3, 20))
    resume_blocks(actor("imani"), NOW + 5 * DAY, pause.pk)
    assert published(now=NOW + 5 * DAY, days=3) == ["Mar 16 13:00-14:30", "Mar 18 13:00-14:30"]


def test_who_is_on_leave_has_no_block_in_the_eyes_of_others_from_that_instant() -> None:
    planned()
    go_on_leave(actor("imani"), NOW, staff("imani"), date(2026, 3, 16), date(2026, 3, 18))
    assert published(days=8) == ["Mar 11 13:00-14:30", "Mar 18 13:00-14:30"]
    go_on_leave(actor("imani"), NOW, staff("imani"), date(2026, 3, 16), None)
    assert published(days=30) == ["Mar 11 13:00-14:30"]


def test_whoever_left_has_no_block_and_a_closed_building_neither() -> None:
    planned()
    cast.closed_days(date(2026, 3, 16))
    assert published(days=8) == ["Mar 11 13:00-14:30", "Mar 18 13:00-14:30"]
    Staff.objects.filter(pk=staff("dana")).update(
        organization_id=Staff.objects.get(pk=staff("imani")).organization_id
    )
    deactivate_staff(_administrator(), NOW, staff("imani"))
    assert published() == []
    with refused("not_staff"):
        plan_block(_as_before("imani"), NOW, LUNCH, TODAY)


def test_another_time_zone_of_the_site_keeps_the_hour_on_the_wall() -> None:
    planned()
    Site.objects.filter(name="Main Street").update(time_zone="America/Denver")
    assert Horizon.objects.get(staff=staff("imani")).reaches_to is None
    assert sweep(NOW) == 1
    denver = ZoneInfo("America/Denver")
    found = blocks_between([staff("imani")], NOW, NOW + 8 * DAY)
    assert {f"{one.starts_at.astimezone(denver):%H:%M}" for one in found} == {"13:00"}
    assert Block.objects.get().zone == "America/Denver"


def test_dates_are_written_ahead_week_after_week_and_old_ones_go() -> None:
    planned()
    first = Occurrence.objects.order_by("-on_date")[0].on_date
    assert first <= TODAY + AHEAD
    assert sweep(NOW) == 0
    later = NOW + 70 * DAY
    assert sweep(later) > 0
    written = Occurrence.objects.order_by("on_date").values_list("on_date", flat=True)
    assert written[0] >= TODAY + 10 * DAY
    assert written.last() is not None
    assert list(written)[-1] > later.date() + 28 * DAY
    assert sweep(later) == 0


def test_a_block_that_begins_is_told_once_and_a_moved_one_again() -> None:
    block = planned(Wish("FREQ=WEEKLY;BYDAY=WE", time(10, 30), 60))
    assert sweep(NOW) == 0
    begun = NOW + 30 * MINUTE
    assert sweep(begun) == 1
    assert sweep(begun + MINUTE) == 0
    move_once(actor("imani"), begun + MINUTE, block.pk, TODAY, time(10, 40), 60)
    assert sweep(begun + 5 * MINUTE) == 0
    assert sweep(begun + 10 * MINUTE) == 1
    assert sweep(begun + 11 * MINUTE) == 0


def test_a_plan_that_could_not_be_written_does_not_stop_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    planned()
    planned(key="tomas")
    Block.objects.filter(staff=staff("imani")).update(rule="FREQ=WEEKLY;BYDAY=NEVER")
    Horizon.objects.update(reaches_to=None)
    sweep(NOW)
    assert Horizon.objects.get(staff=staff("tomas")).reaches_to is not None
    assert Horizon.objects.get(staff=staff("imani")).reaches_to is None
    assert [*published("tomas", 6)] == ["Mar 11 13:00-14:30", "Mar 16 13:00-14:30"]


def _administrator() -> cast.Actor:
    from tests.audit.stories import an_administrator

    return actor(an_administrator())


def _as_before(key: str) -> cast.Actor:
    return cast.Actor(
        staff(key), Staff.objects.get(pk=staff(key)).organization_id, key, frozenset({(1, "clinician")})
    )


def test_the_night_an_hour_is_left_out_a_block_ends_when_its_minutes_are_over() -> None:
    night = datetime(2026, 3, 7, 18, tzinfo=UTC)
    plan_block(actor("imani"), night, Wish("FREQ=WEEKLY;BYDAY=SU", time(1, 30), 90), date(2026, 3, 8))
    (spell,) = blocks_between([staff("imani")], night, night + DAY)
    assert spell.ends_at - spell.starts_at == timedelta(minutes=90)
    assert f"{spell.ends_at.astimezone(CHICAGO):%H:%M}" == "04:00"

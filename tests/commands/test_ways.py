"""Ways to be reached besides the page, and who is counted on without any that works."""

from datetime import time, timedelta

import pytest
from tests import cast
from tests.cast import DAY, NOW, actor, refused, staff

from handclasp.availability.commands.blocks import Wish, plan_block
from handclasp.availability.commands.ways import drop_way, keep_way, note_trial, switch_way
from handclasp.availability.models import OpenPage
from handclasp.availability.queries.ways import ways_for, without_a_working_way, works
from handclasp.platform.clock import wall_now

pytestmark = pytest.mark.usefixtures("clinic_rollback")
MONTH_AGO = timedelta(days=30)


def alone(*keys: str) -> set[int]:
    """Let these people's pages have been closed for a month; return who cannot be reached."""
    OpenPage.objects.filter(staff__source_id__in=keys).update(seen_at=wall_now() - MONTH_AGO)
    return {one.staff_id for one in without_a_working_way(actor("dana"), NOW, wall_now())}


def test_a_way_is_kept_as_it_is_dialed_and_works_once_it_was_seen_to() -> None:
    way = keep_way(actor("imani"), NOW, "phone", "(541) 555-0101")
    assert way.address == "+15415550101"
    assert not works(way)
    note_trial(actor("imani"), NOW, way.pk, True)
    assert [works(one) for one in ways_for([staff("imani")])[staff("imani")]] == [True]
    note_trial(actor("imani"), NOW + DAY, way.pk, False)
    assert [works(one) for one in ways_for([staff("imani")])[staff("imani")]] == [False]
    note_trial(actor("imani"), NOW + 2 * DAY, way.pk, True)
    switch_way(actor("imani"), NOW, way.pk, False)
    assert [works(one) for one in ways_for([staff("imani")])[staff("imani")]] == [False]


@pytest.mark.parametrize(
    ("kind", "address", "reason"),
    [
        ("pigeon", "coop 4", "unknown_choice"),
        ("pager", "  ", "missing"),
        ("phone", "call me", "phone_unknown"),
        ("email", "imani", "email_unknown"),
        ("pager", "a\x00b", "text_unreadable"),
    ],
)
def test_what_reaches_nobody_is_refused(kind: str, address: str, reason: str) -> None:
    with refused(reason):
        keep_way(actor("imani"), NOW, kind, address)


def test_a_way_is_kept_once_by_each_and_at_most_ten() -> None:
    keep_way(actor("tomas"), NOW, "pager", "1234")
    for number in range(10):
        keep_way(actor("imani"), NOW, "pager", f"12{number}")
    with refused("kept_enough"):
        keep_way(actor("imani"), NOW, "pager", "999")
    with refused("way_kept"):
        keep_way(actor("tomas"), NOW, "pager", "1234")


def test_nobody_changes_or_drops_a_colleagues_way() -> None:
    way = keep_way(actor("imani"), NOW, "pager", "1234")
    for change in (
        lambda: drop_way(actor("tomas"), NOW, way.pk),
        lambda: switch_way(actor("tomas"), NOW, way.pk, False),
        lambda: note_trial(actor("tomas"), NOW, way.pk, True),
    ):
        with refused("not_found"):
            change()
    drop_way(actor("imani"), NOW, way.pk)
    assert ways_for([staff("imani")]) == {staff("imani"): []}


def test_whoever_has_a_block_this_week_and_no_page_and_no_way_is_named_before_it_matters() -> None:
    assert staff("imani") not in alone("imani", "grace")
    plan_block(actor("imani"), NOW, Wish("FREQ=WEEKLY;BYDAY=FR", time(13), 60), NOW.date())
    assert staff("imani") in alone("imani")
    (found,) = without_a_working_way(actor("dana"), NOW, wall_now(), [staff("imani")])
    assert found.block_at is not None
    assert (found.has_untried, found.has_failed, found.programs) == (False, False, [])
    way = keep_way(actor("imani"), NOW, "phone", "541 555 0101")
    (found,) = without_a_working_way(actor("dana"), NOW, wall_now(), [staff("imani")])
    assert found.has_untried
    note_trial(actor("imani"), NOW, way.pk, True)
    assert staff("imani") not in alone("imani")


def test_a_block_that_begins_in_more_than_a_week_can_wait() -> None:
    plan_block(actor("imani"), NOW, Wish("FREQ=WEEKLY;BYDAY=FR", time(13), 60), (NOW + 8 * DAY).date())
    assert staff("imani") not in alone("imani")


def test_the_duty_person_and_the_last_rung_are_counted_on_without_any_block() -> None:
    assert staff("grace") in alone("grace")
    (found,) = without_a_working_way(actor("dana"), NOW, wall_now(), [staff("grace")])
    assert found.programs == ["Counseling"]
    cast.can_come("grace")
    assert without_a_working_way(actor("dana"), NOW, wall_now(), [staff("grace")]) == []


def test_nobody_reads_of_another_organization() -> None:
    assert staff("lena") not in alone("lena")
    there = {one.staff_id for one in without_a_working_way(actor("lena"), NOW, wall_now())}
    assert there == {staff("lena")}

"""What people say about being reachable, and whether a page of theirs is open."""

from datetime import timedelta

import pytest
from tests import cast

from handclasp.availability.commands import declare, page_closed, pages_seen
from handclasp.availability.models import OpenPage
from handclasp.availability.queries import presence, presences
from handclasp.domain.refusals import REFUSALS
from handclasp.platform.actor import Actor
from handclasp.platform.refusals import Refusal

NOW, WALL = cast.NOW, cast.NOW + timedelta(days=400)
pytestmark = pytest.mark.usefixtures("clinic_rollback")


def test_a_declaration_holds_until_the_site_closes_and_then_counts_as_off() -> None:
    imani = cast.actor("imani")
    said = declare(imani, "open", None, NOW)
    assert said.until == NOW.replace(hour=22)  # five in the afternoon in Chicago
    assert presence(cast.staff("imani"), NOW, WALL).status == "open"
    later = presence(cast.staff("imani"), NOW.replace(hour=22), WALL)
    assert (later.status, later.until) == ("off", None)


def test_with_a_client_lasts_an_hour_unless_said_and_never_past_the_day() -> None:
    imani = cast.actor("imani")
    assert declare(imani, "with_client", None, NOW).until == NOW + timedelta(hours=1)
    late = NOW.replace(hour=21, minute=40)
    assert declare(imani, "with_client", None, late).until == NOW.replace(hour=22)


def test_off_needs_no_end_and_a_later_word_replaces_it() -> None:
    imani = cast.actor("imani")
    assert declare(imani, "off", NOW + timedelta(hours=1), NOW).until == NOW + timedelta(hours=1)
    assert declare(imani, "off", None, NOW).until is None
    assert declare(imani, "with_client", NOW + timedelta(hours=1), NOW).until == NOW + timedelta(hours=1)


@pytest.mark.parametrize(
    ("status", "minutes", "reason"),
    [("busy", 5, "unknown_choice"), ("open", 0, "until_is_past"), ("open", 24 * 60 + 1, "until_too_far")],
)
def test_an_absurd_declaration_is_refused(status: str, minutes: int, reason: str) -> None:
    with pytest.raises(Refusal) as refusal:
        declare(cast.actor("imani"), status, NOW + timedelta(minutes=minutes), NOW)
    assert refusal.value.reason == reason
    assert REFUSALS[reason]


def test_only_active_staff_declare() -> None:
    for nobody in (Actor(None, None, "system"), Actor(999_999, cast.actor("wes").organization_id, "gone")):
        with pytest.raises(Refusal, match="not_staff"):
            declare(nobody, "open", None, NOW)


def test_a_page_is_open_for_forty_seconds_after_its_last_sign() -> None:
    OpenPage.objects.all().delete()
    imani, wes = cast.staff("imani"), cast.staff("wes")
    assert sorted(pages_seen([wes, imani, imani, 999_999], WALL)) == sorted([imani, wes])
    assert pages_seen([imani], WALL + timedelta(seconds=20)) == []
    at = WALL + timedelta(seconds=59)
    assert presence(imani, NOW, at).page_open
    assert not presence(wes, NOW, at).page_open
    assert pages_seen([wes], at) == [wes]


def test_a_closed_page_is_closed_at_once_unless_a_sign_came_later() -> None:
    OpenPage.objects.all().delete()
    imani = cast.staff("imani")
    pages_seen([imani], WALL)
    assert page_closed([imani], WALL - timedelta(seconds=1)) == []
    assert page_closed([imani], WALL) == [imani]
    now = presence(imani, NOW, WALL)
    assert (now.page_open, now.page_seen_at) == (False, WALL)
    assert pages_seen([], WALL) == page_closed([], WALL) == []


def test_everybody_asked_for_is_answered_in_one_query(django_assert_num_queries: object) -> None:
    everybody = [cast.staff(key) for key in cast.PEOPLE]
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert set(presences(everybody, NOW, WALL)) == set(everybody)

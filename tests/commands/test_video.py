"""Meeting by video or phone: a link when somebody comes from elsewhere, and the phone when it does not work."""

import pytest
from django.db import connection
from tests import cast
from tests.by_video import (
    DESK,
    DIAL_IN,
    LINK,
    OWN_LINK,
    PATTERN,
    accepted,
    by_video,
    by_way,
    meeting,
    with_a_link,
    with_a_platform,
)
from tests.cast import MINUTE, NOW, actor, refused, staff

from handclasp.directory.commands.meetings import (
    keep_meeting_link,
    record_link_check,
    set_meeting_platform,
)
from handclasp.directory.models import Office, Organization, Staff
from handclasp.domain.meeting_words import CHECKLIST
from handclasp.handoffs.commands import calling, passing, promising, video
from handclasp.handoffs.commands.meeting import end_introduction, mark_everyone_present
from handclasp.handoffs.models import Handoff, HistoryEntry, Meeting
from handclasp.platform.models import AuditEntry

pytestmark = pytest.mark.usefixtures("clinic_rollback")
SOON = NOW + MINUTE
LATER = SOON + MINUTE
ALL_WORKS = dict.fromkeys(CHECKLIST, True)


def test_who_walks_in_needs_no_meeting() -> None:
    with_a_platform()
    handoff = accepted()
    assert handoff.setting == "in_person"
    assert not Meeting.objects.exists()


def test_who_comes_from_elsewhere_comes_on_the_tablet_in_a_room_made_for_it() -> None:
    with_a_platform()
    handoff = accepted(way="video")
    row = meeting(handoff)
    assert (handoff.setting, row.setting_before, row.kind, row.platform) == (
        "hybrid", "in_person", "generated", "jitsi",
    )  # fmt: skip
    assert row.link.startswith("https://meet.example.org/")
    assert (row.dial_in, row.alternate_name, row.alternate_phone) == (DIAL_IN, "", DESK)
    assert row.opened_by_id == staff("imani")


def test_two_introductions_never_share_a_room() -> None:
    handoff = by_video()
    first = meeting(handoff).link
    calling.send_back(actor("wes"), handoff.pk, SOON)
    calling.start_call(actor("wes"), handoff.pk, 5, LATER, [staff("tomas")])
    calling.accept_ring(actor("tomas"), cast.ring_of(handoff, "tomas").pk, LATER)
    assert meeting(handoff).link != first


def test_without_a_pattern_it_is_the_link_of_whoever_comes() -> None:
    with_a_platform(pattern="")
    with_a_link("imani")
    assert (meeting(accepted("video")).kind, meeting(cast.of("marisol")).link) == ("personal", OWN_LINK)


@pytest.mark.parametrize("setting", ["video", "hybrid"])
def test_when_the_link_went_meanwhile_they_have_the_phone(setting: str) -> None:
    with_a_link("imani")
    handoff = accepted(setting, meanwhile=lambda: with_a_link("imani", "", phone="+13125550142"))
    row = meeting(handoff)
    assert (handoff.setting, row.kind, row.link, row.dial_in) == ("phone", "phone", "", "+13125550142")


def test_who_comes_by_phone_is_called_in_the_room() -> None:
    handoff = accepted(way="phone")
    assert (handoff.setting, meeting(handoff).kind) == ("phone", "phone")


def test_when_nobody_comes_any_more_they_meet_as_was_asked() -> None:
    with_a_platform()
    handoff = accepted(way="video")
    calling.withdraw(actor("imani"), handoff.pk, "leaving", SOON)
    assert cast.fresh(handoff).setting == "in_person"
    assert not Meeting.objects.filter(ended_at=None).exists()


def on_the_phone() -> Handoff:
    """Return an introduction asked for in the room, which went to video and then to the phone."""
    with_a_platform()
    handoff = accepted(way="video")
    video.change_to_phone(actor("wes"), handoff.pk, "no_sound", SOON)
    return handoff


def test_after_a_promise_whoever_comes_meets_the_client_in_the_room_again() -> None:
    handoff = on_the_phone()
    cast.promised(handoff, now=SOON)
    assert cast.fresh(handoff).setting == "in_person"
    promising.seek_again(actor("wes"), handoff.pk, LATER)
    assert cast.fresh(handoff).setting == "in_person"


@pytest.mark.parametrize("is_over", [False, True])
def test_after_relief_whoever_comes_meets_the_client_in_the_room_again(is_over: bool) -> None:
    handoff = on_the_phone()
    mark_everyone_present(actor("imani"), handoff.pk, LATER)
    if is_over:
        end_introduction(actor("wes"), handoff.pk, LATER)
    passing.ask_relief(actor("imani"), handoff.pk, "too much", LATER)
    passing.confirm_sender_holds(actor("wes"), handoff.pk, LATER)
    assert (cast.fresh(handoff).state, cast.fresh(handoff).setting) == ("seeking", "in_person")


def test_after_relief_the_next_to_come_walks_in() -> None:
    handoff = on_the_phone()
    mark_everyone_present(actor("imani"), handoff.pk, LATER)
    end_introduction(actor("wes"), handoff.pk, LATER)
    passing.ask_relief(actor("imani"), handoff.pk, "too much", LATER)
    passing.confirm_sender_holds(actor("wes"), handoff.pk, LATER)
    calling.start_call(actor("wes"), handoff.pk, 5, LATER, [staff("tomas")])
    assert cast.ring_of(handoff, "tomas").way == "walk"


def test_after_relief_the_next_introduction_is_one_of_its_own() -> None:
    handoff = on_the_phone()
    mark_everyone_present(actor("imani"), handoff.pk, LATER)
    end_introduction(actor("wes"), handoff.pk, LATER)
    passing.ask_relief(actor("imani"), handoff.pk, "too much", LATER)
    passing.confirm_sender_holds(actor("wes"), handoff.pk, LATER)
    calling.start_call(actor("wes"), handoff.pk, 5, LATER, [staff("tomas")])
    by_way(handoff, "tomas", "video")
    calling.accept_ring(actor("tomas"), cast.ring_of(handoff, "tomas").pk, LATER)
    mark_everyone_present(actor("tomas"), handoff.pk, LATER)
    assert meeting(handoff).kind == "generated"


def passed_on(handoff: Handoff, key: str = "tomas") -> None:
    """Let Imani pass the receiving side to a colleague, who accepts."""
    asked = passing.ask_colleague(actor("imani"), handoff.pk, "receiving", staff(key), "leave", LATER)
    passing.accept_pass(actor(key), asked.pk, LATER)


def test_whoever_takes_the_side_over_during_the_introduction_is_met_by_a_link_of_their_own() -> None:
    with_a_platform(pattern="")
    with_a_link("imani")
    with_a_link("tomas", LINK, phone="+13125550143")
    handoff = accepted("video")
    mark_everyone_present(actor("imani"), handoff.pk, SOON)
    passed_on(handoff)
    row = meeting(handoff)
    assert (row.link, row.setting_before, row.opened_by_id) == (LINK, "video", staff("tomas"))
    video.change_to_phone(actor("tomas"), handoff.pk, "no_sound", LATER)
    assert meeting(handoff).dial_in == "+13125550143"


def test_whoever_is_assigned_while_they_talk_by_phone_is_called_at_their_own_number() -> None:
    with_a_link("imani", "", phone="+13125550142")
    with_a_link("tomas", OWN_LINK, phone="+13125550143")
    handoff = accepted(way="phone")
    mark_everyone_present(actor("imani"), handoff.pk, SOON)
    passing.assign(actor("dana"), handoff.pk, "receiving", staff("tomas"), "leave", LATER)
    assert (meeting(handoff).kind, meeting(handoff).dial_in) == ("phone", "+13125550143")
    assert cast.fresh(handoff).setting == "phone"


def test_whoever_takes_over_in_the_room_needs_no_meeting() -> None:
    handoff = accepted()
    mark_everyone_present(actor("imani"), handoff.pk, SOON)
    passed_on(handoff)
    assert not Meeting.objects.exists()


def test_passing_on_after_the_introduction_opens_no_meeting() -> None:
    handoff = by_video()
    mark_everyone_present(actor("imani"), handoff.pk, SOON)
    end_introduction(actor("wes"), handoff.pk, SOON)
    passed_on(handoff)
    assert not Meeting.objects.filter(ended_at=None).exists()


def test_the_sender_may_pass_on_without_another_link() -> None:
    handoff = by_video()
    before = meeting(handoff).pk
    passing.assign(actor("dana"), handoff.pk, "sending", staff("bea"), "leave", SOON)
    assert meeting(handoff).pk == before


def test_after_the_introduction_nobody_changes_how_they_met() -> None:
    handoff = by_video()
    mark_everyone_present(actor("imani"), handoff.pk, SOON)
    end_introduction(actor("wes"), handoff.pk, SOON)
    for late in (
        lambda: video.change_to_phone(actor("wes"), handoff.pk, "link", SOON),
        lambda: video.use_link(actor("imani"), handoff.pk, LINK, DIAL_IN, SOON),
    ):
        with refused("already_moved_on"):
            late()


def test_a_meeting_ends_with_the_introduction() -> None:
    handoff = by_video()
    mark_everyone_present(actor("imani"), handoff.pk, SOON)
    assert meeting(handoff).kind == "generated"
    end_introduction(actor("wes"), handoff.pk, LATER)
    assert Meeting.objects.get().ended_at == LATER


@pytest.mark.parametrize("key", ["wes", "imani"])
def test_either_side_changes_to_the_phone_and_it_stays_a_live_introduction(key: str) -> None:
    handoff = by_video()
    with_a_link("imani", "", phone="+13125550142")
    video.change_to_phone(actor(key), handoff.pk, "no_sound", SOON)
    row, failed = cast.fresh(handoff), Meeting.objects.get(failed_at=SOON)
    assert (row.state, row.tier, row.drop_reason, row.setting) == ("coming", "live", "", "phone")
    assert (failed.fail_reason, failed.failed_by_id, failed.ended_at) == ("no_sound", staff(key), SOON)
    assert (meeting(handoff).kind, meeting(handoff).dial_in) == ("phone", "+13125550142")


def test_a_second_press_changes_nothing_and_says_so() -> None:
    handoff = by_video()
    video.change_to_phone(actor("wes"), handoff.pk, "link", SOON)
    with refused("not_by_video"):
        video.change_to_phone(actor("imani"), handoff.pk, "other", SOON)
    assert Meeting.objects.filter(failed_at__isnull=False).count() == 1


def test_back_to_video_is_a_new_room_on_the_tablet() -> None:
    handoff = by_video()
    first = meeting(handoff).link
    video.change_to_phone(actor("wes"), handoff.pk, "network", SOON)
    video.back_to_video(actor("imani"), handoff.pk, LATER)
    assert cast.fresh(handoff).setting == "hybrid"
    assert meeting(handoff).link not in {"", first}


def test_there_is_no_way_back_to_video_without_a_link() -> None:
    handoff = accepted("phone")
    with refused("no_video_link"):
        video.back_to_video(actor("wes"), handoff.pk, SOON)


def test_a_link_pasted_for_once_takes_the_place_of_the_phone() -> None:
    handoff = accepted("phone")
    video.use_link(actor("imani"), handoff.pk, f"  {LINK} ", DIAL_IN, SOON)
    row = meeting(handoff)
    assert (row.kind, row.platform, row.link, row.dial_in) == ("typed", "other", LINK, DIAL_IN)
    assert cast.fresh(handoff).setting == "hybrid"


@pytest.mark.parametrize(
    ("link", "dial_in", "reason"),
    [
        ("http://video.example.org/x", "", "link_unsafe"),
        ("javascript:alert(1)", "", "link_unsafe"),
        ("https://zoom.us/pricing", "", "link_of_another_platform"),
        (LINK, "no number", "dial_in_unreadable"),
        ("https://video.example.org/" + "x" * 500, "", "text_too_long"),
    ],
)
def test_a_link_that_is_no_link_is_refused(link: str, dial_in: str, reason: str) -> None:
    handoff = accepted("phone")
    with refused(reason):
        video.use_link(actor("imani"), handoff.pk, link, dial_in, SOON)


def test_somebody_else_to_call_is_named_for_everybody_and_taken_back() -> None:
    handoff = by_video()
    video.name_alternate(actor("wes"), handoff.pk, "Bea Fontaine", "312 555 0188", SOON)
    row = meeting(handoff)
    assert (row.alternate_name, row.alternate_phone) == ("Bea Fontaine", "+13125550188")
    video.change_to_phone(actor("wes"), handoff.pk, "other", SOON)
    assert meeting(handoff).alternate_name == "Bea Fontaine"
    with refused("phone_unknown"):
        video.name_alternate(actor("wes"), handoff.pk, "Bea Fontaine", "", SOON)
    video.name_alternate(actor("wes"), handoff.pk, "", "", LATER)
    assert (meeting(handoff).alternate_name, meeting(handoff).alternate_phone) == ("", DESK)


def test_nobody_else_changes_how_they_meet() -> None:
    handoff = by_video()
    for key in ("tomas", "ruben"):
        with refused("not_your_hands"):
            video.change_to_phone(actor(key), handoff.pk, "other", SOON)
    video.change_to_phone(actor("dana"), handoff.pk, "other", SOON)


def test_what_is_over_is_not_changed() -> None:
    handoff = by_video()
    calling.send_back(actor("wes"), handoff.pk, SOON)
    with refused("already_moved_on"):
        video.change_to_phone(actor("wes"), handoff.pk, "other", LATER)
    with refused("already_moved_on"):
        video.back_to_video(actor("wes"), handoff.pk, LATER)
    with refused("already_moved_on"):
        video.use_link(actor("wes"), handoff.pk, LINK, "", LATER)
    with refused("already_moved_on"):
        video.name_alternate(actor("wes"), handoff.pk, "", "", LATER)


def test_an_unknown_reason_is_refused() -> None:
    with refused("unknown_choice"):
        video.change_to_phone(actor("wes"), by_video().pk, "boredom", SOON)


def test_links_and_numbers_stand_in_no_history_and_no_audit() -> None:
    handoff = by_video()
    link = meeting(handoff).link
    video.use_link(actor("wes"), handoff.pk, LINK, DIAL_IN, SOON)
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(t::text, '') FROM handoffs_historyentry t")
        history = cursor.fetchone()[0]
        cursor.execute("SELECT string_agg(t::text, '') FROM platform_auditentry t")
        audited = cursor.fetchone()[0]
    for secret in (link, link.rpartition("/")[2], LINK, DIAL_IN, DESK):
        assert secret not in history
        assert secret not in audited
    assert HistoryEntry.objects.filter(subject="meeting", detail__link=True).count() == 2


def an_admin() -> str:
    Office.objects.get_or_create(staff_id=staff("dana"), role="admin")
    return "dana"


def test_an_administrator_chooses_the_platform() -> None:
    set_meeting_platform(actor(an_admin()), NOW, "jitsi", PATTERN, DIAL_IN)
    row = Organization.objects.get(name="Cedar Row Health")
    assert (row.meeting_platform, row.meeting_pattern, row.meeting_dial_in) == ("jitsi", PATTERN, DIAL_IN)
    set_meeting_platform(actor("dana"), NOW, "", PATTERN, DIAL_IN)
    row.refresh_from_db()
    assert (row.meeting_platform, row.meeting_pattern, row.meeting_dial_in) == ("", "", "")


@pytest.mark.parametrize(
    ("platform", "pattern", "dial_in", "reason"),
    [
        ("jitsi", "https://meet.example.org/us", "", "pattern_without_a_place"),
        ("teams", "https://teams.microsoft.com/meet/{room}", "", "pattern_cannot_be_filled"),
        ("zoom", "https://meet.example.org/my/{person}", "", "link_of_another_platform"),
        ("jitsi", "http://meet.example.org/{room}", "", "link_unsafe"),
        ("jitsi", "", "call us", "dial_in_unreadable"),
        ("own", "", "", "unknown_choice"),
    ],
)
def test_a_pattern_that_leads_nowhere_is_refused(
    platform: str, pattern: str, dial_in: str, reason: str
) -> None:
    with refused(reason):
        set_meeting_platform(actor(an_admin()), NOW, platform, pattern, dial_in)


def test_only_an_administrator_chooses_the_platform() -> None:
    with refused("not_allowed"):
        set_meeting_platform(actor("wes"), NOW, "jitsi", PATTERN, "")


def test_a_second_try_changes_only_what_is_said_again_of_the_same_device() -> None:
    record_link_check(actor("wes"), NOW, "Safari on an iPad", {"opens": True, "sound": False})
    assert record_link_check(actor("wes"), SOON, "Safari on an iPad", {"sound": True}) == []
    assert "opens" not in Staff.objects.get(pk=staff("wes")).link_untried
    record_link_check(actor("wes"), LATER, "Firefox on Linux", {"sound": True})
    assert Staff.objects.get(pk=staff("wes")).link_untried == [code for code in CHECKLIST if code != "sound"]


def test_everybody_keeps_their_own_link_and_another_one_is_untried() -> None:
    keep_meeting_link(actor("imani"), NOW, OWN_LINK, DIAL_IN)
    assert record_link_check(actor("imani"), NOW, "Firefox on Linux", ALL_WORKS) == []
    keep_meeting_link(actor("imani"), SOON, OWN_LINK, "")
    row = Staff.objects.get(pk=staff("imani"))
    assert (row.meeting_link, row.link_checked_at, row.link_checked_on) == (OWN_LINK, NOW, "Firefox on Linux")
    keep_meeting_link(actor("imani"), SOON, LINK, "")
    row.refresh_from_db()
    assert (row.meeting_link, row.link_checked_at, row.link_checked_on) == (LINK, None, "")
    with refused("link_unsafe"):
        keep_meeting_link(actor("imani"), SOON, "meet.example.org", "")


def test_what_did_not_work_is_recorded_and_what_nobody_tried_is_not() -> None:
    said = {"opens": True, "sound": False}
    assert record_link_check(actor("wes"), NOW, "Safari on an iPad", said) == ["sound"]
    wes = Staff.objects.get(pk=staff("wes"))
    assert wes.link_trouble == ["sound"]
    assert wes.link_untried == [code for code in CHECKLIST if code not in said]
    for nothing in ({"weather": True}, {}):
        with refused("unknown_choice"):
            record_link_check(actor("wes"), NOW, "Safari on an iPad", nothing)
    assert AuditEntry.objects.filter(action="account:keep", subject=f"link:{staff('wes')}").count() == 1

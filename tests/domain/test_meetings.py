"""Links, patterns and rooms: what is taken, what is refused, and that a room tells nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handclasp.domain import meetings
from handclasp.domain.meeting_words import (
    CHECKLIST,
    FAILURES,
    PROBLEM_SAID,
    Meet,
    client_decides,
    failed_words,
    instructions,
    trouble_words,
    worked_words,
)
from handclasp.domain.meetings import Link, Offer, check_dial_in, check_link, check_pattern, link_for
from handclasp.domain.outcome import Refused

SECRET = bytes(range(16))
UNSAFE = Refused("link_unsafe")


@pytest.mark.parametrize(
    ("platform", "link"),
    [
        ("teams", "https://teams.microsoft.com/l/meetup-join/19%3ameeting_Zm9v%40thread.v2/0?context=%7b%7d"),
        ("teams", "https://teams.microsoft.com/meet/2123456789?p=abcDEF"),
        ("teams", "https://gov.teams.microsoft.us/l/meetup-join/19%3ameeting_Zm9v/0"),
        ("zoom", "https://zoom.us/j/5551112222?pwd=Zm9v"),
        ("zoom", "https://cedarrow.zoom.us/my/imani.castellane"),
        ("webex", "https://cedarrow.webex.com/meet/imani"),
        ("webex", "https://cedarrow.webex.com/cedarrow/j.php?MTID=m1"),
        ("jitsi", "https://meet.example.org/x7"),
        ("jitsi", "https://meet.example.org:8443/x7"),
        ("other", "https://video.example.org/room/x7"),
    ],
)
def test_links_of_every_platform_are_taken(platform: str, link: str) -> None:
    assert check_link(platform, link) is None


@pytest.mark.parametrize(
    "link",
    [
        "",
        "meet.example.org/x7",
        "http://meet.example.org/x7",
        "HTTPS://meet.example.org/x7",
        "javascript:alert(1)",
        "https://meet.example.org/x 7",
        "https://meet.example.org/x\n7",
        "https://meet.example.org/x\x007",
        'https://meet.example.org/"onclick',
        "https://imani:secret@meet.example.org/x7",
        "https://meet.example.org@evil.example/x7",
        "https://meet.example.org\\@evil.example/x7",
        "https://localhost/x7",
        "https://127.0.0.1/x7",
        "https://[::1]/x7",
        "https://méet.example.org/x7",
        "https://meet.example.org:99999/x7",
        "https://meet.example.org/" + "x" * 500,
        "https://meet.example.org/x7/../../redirect",
        "https://meet.example.org/./x7",
        "https://meet.example.org/x7/%2e%2E/redirect",
        "https://meet.example.org/x7/.%2e",
    ],
)
def test_what_is_no_safe_web_address_is_refused(link: str) -> None:
    assert check_link("other", link) == UNSAFE


@pytest.mark.parametrize(
    ("platform", "link"),
    [
        ("teams", "https://teams.microsoft.com.evil.example/l/meetup-join/19"),
        ("teams", "https://teams.microsoft.com/"),
        ("teams", "https://teams.microsoft.com/l/meetup-join/"),
        ("zoom", "https://notzoom.us/j/5551112222"),
        ("zoom", "https://zoom.us/pricing"),
        ("webex", "https://webex.com.example.org/meet/imani"),
        ("jitsi", "https://meet.example.org"),
        ("other", "https://video.example.org/"),
    ],
)
def test_a_link_of_another_platform_is_refused(platform: str, link: str) -> None:
    assert check_link(platform, link) == Refused("link_of_another_platform")


@pytest.mark.parametrize(
    ("platform", "pattern", "reason"),
    [
        ("jitsi", "https://meet.example.org/{room}", None),
        ("jitsi", "https://meet.example.org/{person}/{room}", None),
        ("other", "https://video.example.org/join?name={room}", None),
        ("zoom", "https://cedarrow.zoom.us/my/{person}", None),
        ("webex", "https://cedarrow.webex.com/meet/{person}", None),
        ("jitsi", "https://meet.example.org/team", "pattern_without_a_place"),
        ("zoom", "https://zoom.us/j/{room}", "pattern_cannot_be_filled"),
        ("teams", "https://teams.microsoft.com/meet/{room}", "pattern_cannot_be_filled"),
        ("teams", "https://teams.microsoft.com/meet/{person}", "pattern_cannot_be_filled"),
        ("jitsi", "https://{room}.example.org/x", "link_unsafe"),
        ("jitsi", "https://meet.example.org/x#{room}", "link_unsafe"),
        ("jitsi", "https://meet.example.org/{room}/{room}", "link_unsafe"),
        ("jitsi", "https://meet.example.org/{client}/{room}", "link_unsafe"),
        ("jitsi", "http://meet.example.org/{room}", "link_unsafe"),
        ("jitsi", "https://meet.example.org/{room}/../redirect", "link_unsafe"),
        ("jitsi", "https://meet.example.org/" + "x" * 400 + "{room}", "link_unsafe"),
        ("zoom", "https://meet.example.org/my/{person}", "link_of_another_platform"),
    ],
)
def test_a_pattern_leads_each_introduction_somewhere_of_its_own(
    platform: str, pattern: str, reason: str | None
) -> None:
    assert check_pattern(platform, pattern) == (Refused(reason) if reason else None)


@given(st.binary(min_size=16, max_size=16), st.binary(min_size=16, max_size=16))
def test_two_secrets_never_make_one_room(one: bytes, other: bytes) -> None:
    names = {meetings.room_name(one), meetings.room_name(other)}
    assert len(names) == len({one, other})
    assert all(len(name) == 26 and name.isalnum() and name == name.lower() for name in names)


def test_a_room_needs_128_bits() -> None:
    with pytest.raises(ValueError, match="128"):
        meetings.room_name(bytes(15))


@given(
    st.sampled_from(["https://meet.example.org/{room}", "https://video.example.org/j?r={room}"]),
    st.binary(min_size=16, max_size=16),
)
def test_a_link_made_from_a_pattern_is_one_that_is_taken(pattern: str, secret: bytes) -> None:
    link = link_for(Offer("other", pattern, "", ""), secret)
    assert link is not None
    assert check_link("other", link.url) is None


OWN = "https://zoom.us/j/5551112222"


@pytest.mark.parametrize(
    ("offer", "kind", "platform"),
    [
        (Offer("jitsi", "https://meet.example.org/{room}", OWN, "imani"), "generated", "jitsi"),
        (Offer("zoom", "https://cedarrow.zoom.us/my/{person}", OWN, "imani"), "personal", "zoom"),
        (Offer("zoom", "https://cedarrow.zoom.us/my/{person}", "", "imani"), "personal", "zoom"),
        (Offer("teams", "", OWN, ""), "personal", "zoom"),
        (Offer("", "", OWN, ""), "personal", "zoom"),
        (Offer("teams", "", "", "imani"), None, None),
        (Offer("zoom", "https://cedarrow.zoom.us/my/{person}", "", ""), None, None),
        (Offer("", "", "", "imani"), None, None),
        (Offer("jitsi", "https://meet.example.org/{person}/{room}", "", "imani"), "generated", "jitsi"),
        (Offer("jitsi", "https://meet.example.org/{person}/{room}", OWN, ""), "personal", "zoom"),
        (Offer("jitsi", "https://meet.example.org/{person}/{room}", "", ""), None, None),
    ],
)
def test_a_room_of_its_own_comes_before_a_personal_one(
    offer: Offer, kind: str | None, platform: str | None
) -> None:
    link = link_for(offer, SECRET)
    assert (link and link.kind, link and link.platform) == (kind, platform)
    assert offer.can_video == (link is not None)


def test_a_person_stands_in_a_link_by_the_name_in_their_address() -> None:
    pattern = "https://cedarrow.zoom.us/my/{person}"
    offer = Offer("zoom", pattern, "", meetings.person_name("Imani.C@cedarrow.example"))
    assert link_for(offer, SECRET) == Link("personal", "zoom", "https://cedarrow.zoom.us/my/imani.c")
    assert meetings.person_name("") == meetings.person_name("a b@x.example") == ""


@pytest.mark.parametrize(
    ("link", "platform"),
    [
        ("https://teams.live.com/meet/93", "teams"),
        ("https://zoomgov.com/j/16", "zoom"),
        ("https://cedarrow.webex.com/meet/imani", "webex"),
        ("https://meet.example.org/x7", "other"),
    ],
)
def test_a_link_tells_its_platform(link: str, platform: str) -> None:
    assert meetings.platform_of(link) == platform


@pytest.mark.parametrize(
    ("text", "tel"),
    [
        ("312 555 0123, 48 15 16#", "tel:+13125550123"),
        ("+1 (312) 555-0123", "tel:+13125550123"),
        ("(312) 555-0123", "tel:+13125550123"),
        ("+44 20 7946 0123", "tel:+442079460123"),
        ("+13125550123;ext=12", "tel:+13125550123"),
        ("code 4815", ""),
        ("", ""),
    ],
)
def test_a_dial_in_is_called_by_one_press(text: str, tel: str) -> None:
    assert meetings.tel(text) == tel
    assert (check_dial_in(text) is None) == bool(tel)


def test_a_dial_in_is_one_short_line() -> None:
    assert check_dial_in("312 555 0123 " + "x" * 120) == Refused("dial_in_unreadable")
    assert check_dial_in("312 555 0123\x07") == Refused("dial_in_unreadable")


@pytest.mark.parametrize(
    ("asked", "way", "setting"),
    [
        ("in_person", "walk", "in_person"),
        ("in_person", "video", "hybrid"),
        ("in_person", "phone", "phone"),
        ("video", "video", "video"),
        ("phone", "video", "phone"),
        ("hybrid", "walk", "hybrid"),
    ],
)
def test_somebody_from_elsewhere_comes_on_the_tablet_in_the_room(asked: str, way: str, setting: str) -> None:
    assert meetings.setting_for(asked, way) == setting


def meet(setting: str, **changes: str) -> Meet:
    usual = {
        "link": "https://meet.example.org/x7", "dial_in": "312 555 0100", "alternate_name": "",
        "alternate_phone": "+13125550199", "place": "Room 4", "sender": "Dr. Wes Halvorsen",
        "receiver": "Imani Castellane", "client": "Marisol T.",
    }  # fmt: skip
    return Meet(setting, **(usual | changes))


@pytest.mark.parametrize("setting", ["video", "hybrid", "phone"])
def test_everybody_is_told_the_same_link_number_and_alternate(setting: str) -> None:
    told = [instructions(meet(setting), reader) for reader in ("sender", "receiver", "client")]
    assert len({one.link for one in told}) == 1
    assert len({one.alternate_phone for one in told}) == len({one.alternate for one in told}) == 1
    assert told[0].dial_in == told[1].dial_in
    assert all(one.how.endswith(".") and one.if_not for one in told)


def test_a_call_has_no_link_and_a_clients_card_has_no_colleagues_own_number() -> None:
    assert instructions(meet("phone"), "sender").link == ""
    assert instructions(meet("phone"), "client").dial_in == ""
    assert instructions(meet("video"), "client").dial_in == "312 555 0100"


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("setting", ["video", "hybrid", "phone"])
def test_a_clients_words_name_only_who_comes(setting: str, language: str) -> None:
    words = instructions(meet(setting), "client", language)
    assert "Imani Castellane" in words.how
    assert not {"Room 4", "Marisol T."} & {words.how, words.if_not}


def test_without_a_number_the_receiver_calls_the_front_desk() -> None:
    alone = meet("phone", dial_in="")
    assert "the front desk" in instructions(alone, "receiver").how
    assert "Imani Castellane calls" in instructions(alone, "sender").how
    assert "Bea" in instructions(meet("phone", dial_in="", alternate_name="Bea"), "receiver").how


@pytest.mark.parametrize("language", ["en", "es"])
def test_on_the_phone_a_client_reads_nothing_of_a_picture(language: str) -> None:
    words = instructions(meet("phone"), "client", language)
    told = f"{words.how} {words.if_not} {client_decides('phone', language)}".casefold()
    assert not [word for word in ("picture", "camera", "imagen", "cámara", "video") if word in told]
    assert "picture" in client_decides("hybrid", "en")
    assert "imagen" in client_decides("video", "es")


def test_nobody_is_led_to_call_themself() -> None:
    by_phone = instructions(meet("phone"), "receiver")
    assert (by_phone.dial_in, by_phone.dial_in_href) == ("312 555 0100", "")
    assert instructions(meet("phone"), "sender").dial_in_href == "tel:+13125550100"
    desk = instructions(meet("phone"), "sender", own_phone="312 555 0199")
    assert (desk.alternate_phone, desk.alternate_href) == ("+13125550199", "")


def test_every_failure_is_said() -> None:
    assert FAILURES.keys() == PROBLEM_SAID.keys()
    assert failed_words("no_sound") == "Video did not work: there was no sound"
    assert failed_words("other") == "Video did not work"


@pytest.mark.parametrize(
    ("trouble", "untried", "bold", "beside"),
    [
        ([], [], "", "Everything worked."),
        (["camera", "sound"], [], "Did not work: “The camera shows me”, “I hear others”.", ""),
        ([], ["sound"], "", "What was tried worked. Not tried yet: “I hear others”."),
        (["camera"], ["sound"], "Did not work: “The camera shows me”.", "Not tried yet: “I hear others”."),
    ],
)
def test_what_was_not_tried_is_kept_apart_from_what_did_not_work(
    trouble: list[str], untried: list[str], bold: str, beside: str
) -> None:
    assert (trouble_words(trouble), worked_words(trouble, untried)) == (bold, beside)
    assert all(trouble_words([code]) for code in CHECKLIST)

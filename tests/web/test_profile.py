"""How somebody is introduced: kept by themself, read by colleagues, with a picture that is only a picture."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings
from PIL import Image

from handclasp.directory import photos
from handclasp.directory.models import Room, Staff, StaffPhoto
from handclasp.directory.photos import small_square
from handclasp.platform.refusals import Refusal
from handclasp.web.shell.bodies import LARGEST_PHOTO
from tests.web.clinic import open_clinic
from tests.web.staffing import signed_in

pytestmark = pytest.mark.usefixtures("db_clone")
WORDS = {
    "say_it_like": "ih-MAH-nee", "room": "Room 12", "languages": ["en", "es"], "age_groups": ["adult"],
    "needs": ["worry"], "first_meeting_en": "We talk for ten minutes.", "first_meeting_es": "Conversamos diez minutos.",
}  # fmt: skip


def at(staff: Staff, more: str = "profile/") -> str:
    return f"/people/{staff.pk}/{more}"


def picture(size: tuple[int, int] = (900, 700), kind: str = "JPEG", **more: bool) -> bytes:
    written = BytesIO()
    Image.new("RGB", size, "teal").save(written, kind, **more)
    return written.getvalue()


def send(browser: Client, staff: Staff, sent: bytes) -> int:
    photo = SimpleUploadedFile("../../me.svg", sent, content_type="image/svg+xml")
    return browser.post(at(staff, "photo/"), {"photo": photo}).status_code


def test_people_keep_how_they_are_introduced_and_colleagues_read_it() -> None:
    house = open_clinic()
    imani, wes = signed_in(house.imani), signed_in(house.wes)
    assert imani.get("/people/me/").headers["Location"] == at(house.imani)
    assert imani.post(at(house.imani), WORDS).status_code == 302
    read = wes.get(at(house.imani)).content.decode()
    assert "ih-MAH-nee" in read
    assert "Conversamos diez minutos." in read
    assert "Speaks English, Spanish" in read
    assert "<form" not in read.partition("<main")[2].partition("</main>")[0]


def test_nobody_changes_how_somebody_else_is_introduced_but_an_administrator() -> None:
    house = open_clinic()
    wes = signed_in(house.wes)
    for path in ("profile/", "photo/", "photo/remove/"):
        assert wes.post(at(house.imani, path), WORDS).status_code == 404
    assert send(wes, house.imani, picture()) == 404
    assert signed_in(house.oren).post(at(house.imani), WORDS).status_code == 302
    other = open_clinic("Larkmeadow")
    assert signed_in(other.oren).get(at(house.imani)).status_code == 404


def test_an_administrator_reads_whose_room_and_name_they_keep() -> None:
    house = open_clinic()
    theirs = signed_in(house.oren).get(at(house.imani)).content.decode()
    assert "Their name is said like" in theirs
    assert "Their room" in theirs
    assert "Your room" not in theirs
    own = signed_in(house.imani).get(at(house.imani)).content.decode()
    assert "Your room" in own
    assert "Their room" not in own


def test_what_was_typed_stays_when_it_cannot_be_kept() -> None:
    house = open_clinic()
    sent = WORDS | {"say_it_like": "x" * 101}
    answer = signed_in(house.imani).post(at(house.imani), sent)
    assert answer.status_code == 422
    assert "We talk for ten minutes." in answer.content.decode()


def test_the_rooms_of_the_site_are_suggested() -> None:
    house = open_clinic()
    Room.objects.create(site=house.clinic.site, name="Room 12")
    assert '<option value="Room 12">' in signed_in(house.imani).get(at(house.imani)).content.decode()


def test_a_photo_is_shown_to_colleagues_under_a_name_that_changes_with_it() -> None:
    house = open_clinic()
    imani, wes = signed_in(house.imani), signed_in(house.wes)
    assert send(imani, house.imani, picture()) == 302
    kept = StaffPhoto.objects.get(pk=house.imani.pk)
    address = at(house.imani, f"photo/{kept.digest}.webp")
    assert address in wes.get(at(house.imani)).content.decode()
    answer = wes.get(address)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/webp")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "immutable" in answer.headers["Cache-Control"]
    assert "private" in answer.headers["Cache-Control"]
    assert answer.content == bytes(kept.image)
    assert wes.get(at(house.imani, f"photo/{'0' * 64}.webp")).status_code == 404
    assert Client().get(address).status_code == 302
    assert signed_in(open_clinic("Larkmeadow").wes).get(address).status_code == 404


@pytest.mark.parametrize(
    "sent", [b"<svg onload=alert(1)>", b"", b"\x89PNG\r\n\x1a\n" + b"\0" * 50, b"GIF89a"]
)
def test_what_is_no_photo_is_refused_in_words_and_the_one_before_stays(sent: bytes) -> None:
    house = open_clinic()
    imani = signed_in(house.imani)
    send(imani, house.imani, picture())
    before = StaffPhoto.objects.get(pk=house.imani.pk).digest
    assert send(imani, house.imani, sent) in {409, 422}
    assert StaffPhoto.objects.get(pk=house.imani.pk).digest == before


def many_scans() -> bytes:
    """Return a progressive picture whose last pass is repeated: a few bytes each, and the whole picture's work."""
    written = BytesIO()
    Image.new("L", (2000, 2000), 128).save(written, "JPEG", progressive=True)
    plain = written.getvalue()
    return plain[:-2] + plain[plain.rindex(b"\xff\xda") : -2] * 400 + plain[-2:]


def with_broken_facts() -> bytes:
    """Return a photo that says of its camera what no camera writes."""
    facts = Image.Exif()
    facts[0x0112], facts[0x011A], facts[0x010F] = 6, 72.0, "Maker of cameras"
    facts[0x8769] = {0x9003: "2026:01:01 10:00:00"}
    written = BytesIO()
    Image.new("RGB", (400, 300), "teal").save(written, "JPEG", exif=facts.tobytes())
    sent = bytearray(written.getvalue())
    sent[sent.index(b"Exif") + 17] = 82
    return bytes(sent)


def test_a_picture_that_costs_the_machine_minutes_is_refused_at_once() -> None:
    house = open_clinic()
    assert send(signed_in(house.imani), house.imani, many_scans()) == 409
    with pytest.raises(Refusal, match="photo_too_large"):
        small_square(picture((5000, 4000), progressive=True))
    assert small_square(picture((5000, 4000)))


def test_two_pictures_in_one_file_as_many_phones_write_them_are_taken() -> None:
    house = open_clinic()
    one, two = (Image.new("RGB", (900, 700), colour) for colour in ("teal", "olive"))
    written = BytesIO()
    one.save(written, "MPO", save_all=True, append_images=[two])
    assert send(signed_in(house.imani), house.imani, written.getvalue()) == 302


@pytest.mark.filterwarnings("ignore::UserWarning:PIL")
def test_a_photo_with_broken_facts_about_itself_is_refused_in_words() -> None:
    house = open_clinic()
    assert send(signed_in(house.imani), house.imani, with_broken_facts()) == 409


def test_while_another_picture_is_read_one_is_asked_to_send_it_again(monkeypatch: pytest.MonkeyPatch) -> None:
    house = open_clinic()
    monkeypatch.setattr(photos, "PATIENCE", 0.01)
    with photos.ONE_AT_A_TIME:
        assert send(signed_in(house.imani), house.imani, picture()) == 409
        with pytest.raises(Refusal, match="photo_busy"):
            small_square(picture())
    assert send(signed_in(house.imani), house.imani, picture()) == 302


@override_settings(CHANGES_A_MINUTE=36)
def test_photos_are_sent_by_hand_and_not_by_a_loop() -> None:
    house = open_clinic()
    imani = signed_in(house.imani)
    assert [send(imani, house.imani, picture((20, 20))) for _ in range(4)] == [302, 302, 302, 429]
    assert imani.post(at(house.imani, "photo/remove/")).status_code == 302


def test_a_press_without_a_photo_says_what_is_missing() -> None:
    house = open_clinic()
    answer = signed_in(house.imani).post(at(house.imani, "photo/"), {})
    assert answer.status_code == 422
    assert "Choose a photo first." in answer.content.decode()


def test_a_photo_is_taken_only_where_photos_are_and_only_up_to_a_size() -> None:
    house = open_clinic()
    imani = signed_in(house.imani)
    assert imani.post(at(house.imani), {"photo": SimpleUploadedFile("p", picture())}).status_code == 415
    assert send(imani, house.imani, b"\xff" * (LARGEST_PHOTO + 10)) == 413


def test_a_photo_can_be_taken_away() -> None:
    house = open_clinic()
    imani = signed_in(house.imani)
    send(imani, house.imani, picture(kind="PNG"))
    assert imani.post(at(house.imani, "photo/remove/")).status_code == 302
    assert not StaffPhoto.objects.exists()


def test_the_sender_reads_about_somebody_on_the_page_of_who_can_come() -> None:
    house = open_clinic()
    signed_in(house.imani).post(at(house.imani), WORDS)
    part = signed_in(house.wes).get(at(house.imani, "meet/")).content.decode()
    assert part.startswith(f'<div class="about" id="about-{house.imani.pk}"')
    assert "ih-MAH-nee" in part
    assert "We talk for ten minutes." in part

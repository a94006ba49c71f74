"""What an administrator says about rooms, walks, programs and levels of care, and how people present themselves."""

from concurrent.futures import ThreadPoolExecutor, wait
from io import BytesIO
from typing import Any

import pytest
from PIL import Image
from tests import cast, in_session
from tests.cast import MINUTE, NOW, actor, program, refused, staff

from handclasp.availability.commands.sessions import end_session
from handclasp.availability.models import RoomTablet, Session
from handclasp.availability.tokens import hash_of_token
from handclasp.directory import commands, photos
from handclasp.directory.models import Office, Program, Room, RoomWalk, Site, SiteWalk, Staff, StaffPhoto
from handclasp.platform.actor import Actor

pytestmark = pytest.mark.usefixtures("clinic_rollback")


@pytest.fixture(autouse=True)
def _dana_administers(clinic_rollback: None) -> None:
    Office.objects.create(staff_id=staff("dana"), role="admin")


def dana() -> Actor:
    return actor("dana")


def house(name: str = "Main Street") -> int:
    return Site.objects.values_list("pk", flat=True).get(name=name)


def rooms(*names: str) -> list[Room]:
    return commands.add_rooms(dana(), NOW, house(), names)


def picture(kind: str = "JPEG", size: tuple[int, int] = (900, 600), **more: Any) -> bytes:
    written = BytesIO()
    Image.effect_noise(size, 80).convert("RGB").save(written, kind, **more)
    return written.getvalue()


def test_rooms_are_added_several_at_once_and_one_that_is_there_is_not_doubled() -> None:
    first = rooms("Exam room 1", " Exam room 2 ", "", "exam ROOM 1")
    commands.change_room(dana(), NOW, first[0].pk, is_active=False)
    again = rooms("exam room 1")
    assert [room.name for room in again] == ["Exam room 1"]
    assert again[0].is_active
    assert Room.objects.filter(name__startswith="Exam").count() == 2


def test_no_room_or_too_many_rooms_are_refused() -> None:
    with refused("name_missing"):
        rooms("", "  ")
    with refused("too_many"):
        rooms(*[f"Room {number}" for number in range(201)])


def test_a_room_keeps_a_floor_a_kind_and_a_name_of_its_own() -> None:
    first, second = rooms("Exam room 1", "Exam room 2")
    with refused("floor_unknown"):
        commands.change_room(dana(), NOW, first.pk, floor=300)
    with refused("unknown_choice"):
        commands.change_room(dana(), NOW, first.pk, kind="dungeon")
    with refused("room_taken"):
        commands.change_room(dana(), NOW, second.pk, name="EXAM room 1")


def test_a_room_that_is_renamed_keeps_its_people_its_tablet_and_its_session() -> None:
    (room,) = rooms(in_session.ROOM)
    Staff.objects.filter(pk=staff("imani")).update(site=house(), room=in_session.ROOM.upper())
    token = in_session.a_tablet()
    over = in_session.in_session("imani")
    end_session(actor("imani"), NOW + MINUTE)
    running = in_session.in_session("imani", now=NOW + MINUTE)
    elsewhere = in_session.in_session("wes", now=NOW + MINUTE)
    commands.change_room(dana(), NOW, room.pk, name="Quiet office")
    assert Staff.objects.get(pk=staff("imani")).room == "Quiet office"
    assert RoomTablet.objects.get(token_hash=hash_of_token(token)).room == "Quiet office"
    found = {row.pk: row.room for row in Session.objects.all()}
    assert found == {
        over.pk: in_session.ROOM,
        running.pk: "Quiet office",
        elsewhere.pk: "Office of wes",
    }


def test_a_walk_between_two_rooms_is_said_once_whichever_comes_first() -> None:
    first, second = rooms("Exam room 1", "Exam room 2")
    commands.set_room_walk(dana(), NOW, second.pk, first.pk, 4)
    commands.set_room_walk(dana(), NOW, first.pk, second.pk, 3)
    assert list(RoomWalk.objects.values_list("first_id", "minutes")) == [(first.pk, 3)]
    commands.set_room_walk(dana(), NOW, first.pk, second.pk, None)
    assert not RoomWalk.objects.exists()


def test_a_walk_leads_from_one_place_to_another_in_at_most_two_hours() -> None:
    first, second = rooms("Exam room 1", "Exam room 2")
    with refused("walk_leads_nowhere"):
        commands.set_room_walk(dana(), NOW, first.pk, first.pk, 1)
    with refused("walk_too_long"):
        commands.set_room_walk(dana(), NOW, first.pk, second.pk, 121)
    annex = commands.create_site(dana(), NOW, dana().home, name="Annex")
    (outside,) = commands.add_rooms(dana(), NOW, annex.pk, ["Porch"])
    with refused("not_one_site"):
        commands.set_room_walk(dana(), NOW, first.pk, outside.pk, 1)
    commands.set_site_walk(dana(), NOW, annex.pk, house(), 6)
    assert SiteWalk.objects.get().minutes == 6
    with refused("walk_too_long"):
        commands.update_site(dana(), NOW, annex.pk, minutes_per_floor=90)


def test_another_organizations_rooms_and_sites_are_not_found() -> None:
    with refused("not_found"):
        commands.add_rooms(dana(), NOW, house("Lake House"), ["Porch"])
    with refused("not_found"):
        commands.set_site_walk(dana(), NOW, house(), house("Lake House"), 6)


def test_a_site_where_programs_work_is_not_retired() -> None:
    with refused("site_in_use"):
        commands.update_site(dana(), NOW, house(), is_active=False)


def test_a_retired_program_receives_nobody_until_it_is_brought_back() -> None:
    commands.update_program(dana(), NOW, program("Housing"), is_active=False)
    with refused("program_retired"):
        commands.update_program(dana(), NOW, program("Housing"), receives=True)
    commands.update_program(dana(), NOW, program("Housing"), is_active=True, receives=True)
    assert Program.objects.get(name="Housing").receives


def test_a_level_of_care_belongs_to_its_edition() -> None:
    commands.set_levels(dana(), NOW, program("Counseling"), [("4", "1.5"), ("3", "1")])
    assert set(Program.objects.get(name="Counseling").levels.values_list("edition", "code")) == {
        ("4", "1.5"),
        ("3", "1"),
    }
    with refused("level_unknown"):
        commands.set_levels(dana(), NOW, program("Counseling"), [("4", "0.5")])


def test_people_are_rung_in_a_possible_way() -> None:
    with refused("calling_not_possible"):
        commands.update_program(dana(), NOW, program("Counseling"), wave_size=9)
    with refused("too_many"):
        days = [cast.NOW.date() + cast.DAY * number for number in range(500)]
        commands.update_program(dana(), NOW, program("Counseling"), closed_on=days)


def test_whoever_is_the_last_rung_leaves_no_name_behind() -> None:
    commands.name_people(dana(), NOW, program("Counseling"), last_rung=staff("ruben"))
    commands.deactivate_staff(dana(), NOW, staff("ruben"))
    assert Program.objects.get(name="Counseling").last_rung_id is None


def test_people_say_themselves_how_they_are_introduced() -> None:
    commands.keep_profile(
        actor("imani"), NOW, staff("imani"), say_it_like="ih-MAH-nee", languages=["en", "es"], age_groups=["adult"],
        first_meeting_en="We talk for ten minutes.", first_meeting_es="Conversamos diez minutos.",
    )  # fmt: skip
    person = Staff.objects.get(pk=staff("imani"))
    assert (person.say_it_like, person.age_groups) == ("ih-MAH-nee", ["adult"])
    with refused("not_allowed"):
        commands.keep_profile(actor("wes"), NOW, staff("imani"), say_it_like="Immy")
    with refused("unknown_choice"):
        commands.keep_profile(actor("imani"), NOW, staff("imani"), age_groups=["ghost"])


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photo_becomes_a_small_square_without_what_else_was_in_the_file(kind: str) -> None:
    exif = Image.Exif()
    exif[0x010E] = "taken at home"
    sent = picture(kind, (1500, 900), exif=exif)
    commands.keep_photo(actor("imani"), NOW, staff("imani"), sent)
    kept = bytes(StaffPhoto.objects.get(pk=staff("imani")).image)
    image = Image.open(BytesIO(kept))
    assert (image.format, image.size) == ("WEBP", (photos.SIDE, photos.SIDE))
    assert len(kept) <= 60 * 1024
    assert not image.getexif()
    assert b"taken at home" not in kept


def test_a_second_photo_takes_the_place_of_the_first_and_can_be_taken_away() -> None:
    for size in ((400, 400), (500, 500)):
        commands.keep_photo(actor("imani"), NOW, staff("imani"), picture("PNG", size))
    assert StaffPhoto.objects.count() == 1
    commands.remove_photo(actor("imani"), NOW, staff("imani"))
    commands.remove_photo(actor("imani"), NOW, staff("imani"))
    assert not StaffPhoto.objects.exists()


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"GIF89a" + b"\0" * 40,
        picture()[:500],
        b"\x89PNG\r\n\x1a\n",
    ],
)
def test_what_is_no_photo_is_refused_and_the_one_before_is_kept(sent: bytes) -> None:
    commands.keep_photo(actor("imani"), NOW, staff("imani"), picture())
    with refused("photo_unreadable"):
        commands.keep_photo(actor("imani"), NOW, staff("imani"), sent)
    assert StaffPhoto.objects.count() == 1


def test_a_small_file_that_unpacks_to_a_huge_picture_is_refused_before_it_does() -> None:
    written = BytesIO()
    Image.new("1", (12_000, 12_000)).save(written, "PNG")
    assert written.tell() < 100_000
    with refused("photo_too_large"):
        commands.keep_photo(actor("imani"), NOW, staff("imani"), written.getvalue())
    with refused("photo_too_large"):
        commands.keep_photo(actor("imani"), NOW, staff("imani"), b"\0" * (photos.LARGEST_SENT + 1))


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_a_picture_that_must_be_unpacked_whole_is_refused_at_fewer_pixels_than_a_photo(kind: str) -> None:
    size, written = (4_500, 4_500), BytesIO()
    Image.new("RGB", size).save(written, kind)
    with refused("photo_too_large"):
        commands.keep_photo(actor("imani"), NOW, staff("imani"), written.getvalue())
    taken = BytesIO()
    Image.new("RGB", size).save(taken, "JPEG")
    commands.keep_photo(actor("imani"), NOW, staff("imani"), taken.getvalue())
    assert StaffPhoto.objects.exists()


def test_photos_that_arrive_together_are_unpacked_one_after_the_other() -> None:
    with ThreadPoolExecutor(1) as other:
        with photos.ONE_AT_A_TIME:
            waiting = other.submit(photos.small_square, picture())
            assert not wait([waiting], timeout=0.3).done
        assert waiting.result(timeout=30)

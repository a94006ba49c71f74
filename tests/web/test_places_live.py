"""An administrator writes in several sections of one page, and saving one leaves the others as they were typed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from handclasp.directory.models import Program, Room, Staff, StaffPhoto
from tests.ground.browsers import People
from tests.web.clinic import Clinic, open_clinic
from tests.web.staffing import become, signed_in
from tests.web.trial import Trial, trial

SOON = 15_000  # milliseconds of patience with a busy machine
CHRISTMAS = "2026-12-25"


@pytest.fixture
def house(db_clone: str) -> Clinic:
    return open_clinic()


@pytest.fixture
def page(house: Clinic, db_clone: str, people: People) -> Iterator[Page]:
    people.expects_trouble = True  # a refused section is answered with 422, which the console notes
    with trial(db_clone) as running:
        yield arrive(people, running, house.oren)


def arrive(people: People, site: Trial, staff: Staff) -> Page:
    page = people.arrive("oren", at=site.url)
    become(page, site.url, signed_in(staff))
    return page


def save(page: Page, section: str) -> None:
    page.locator(f"#{section}").get_by_role("button", name="Save").click()
    expect(page.locator(f"#{section}").get_by_role("status")).to_have_text("Saved.", timeout=SOON)


def test_saving_one_section_of_a_program_keeps_what_was_typed_in_another(page: Page, house: Clinic) -> None:
    page.goto(f"/places/programs/{house.outpatient.pk}/")
    page.locator("#about").get_by_label("Name").fill("Counseling")
    page.locator("#closed").get_by_role("textbox").fill(CHRISTMAS)
    save(page, "closed")
    expect(page.locator("#about").get_by_label("Name")).to_have_value("Counseling")
    save(page, "about")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Counseling")
    program = Program.objects.get(pk=house.outpatient.pk)
    assert (program.name, [str(day) for day in program.closed_on]) == ("Counseling", [CHRISTMAS])


def test_a_refused_section_says_why_and_keeps_every_word_of_the_page(page: Page, house: Clinic) -> None:
    page.goto(f"/places/programs/{house.outpatient.pk}/")
    page.locator("#about").get_by_label("Name").fill("")
    page.locator("#closed").get_by_role("textbox").fill(CHRISTMAS)
    page.locator("#about").get_by_role("button", name="Save").click()
    expect(page.locator("#about .says")).to_be_visible(timeout=SOON)
    expect(page.locator("#closed").get_by_role("textbox")).to_have_value(CHRISTMAS)
    save(page, "closed")
    expect(page.locator("#about .says")).to_be_visible()


def test_rooms_are_added_while_a_name_is_typed_and_can_be_walked_between_at_once(
    page: Page, house: Clinic
) -> None:
    page.goto(f"/places/sites/{house.clinic.site_id}/")
    page.locator("#about").get_by_label("Name").fill("Main House")
    names = page.locator("#rooms textarea")
    names.fill("Room 1\nRoom 2")
    page.locator("#rooms").get_by_role("button").click()
    expect(page.locator("#rooms").get_by_role("status")).to_have_text("Saved.", timeout=SOON)
    expect(names).to_have_value("")
    expect(page.locator("#room-walk select").first).to_contain_text("Room 2")
    expect(page.locator("#about").get_by_label("Name")).to_have_value("Main House")
    assert Room.objects.count() == 2


def test_a_site_that_is_renamed_stands_under_its_new_name_at_once(page: Page, house: Clinic) -> None:
    page.goto(f"/places/sites/{house.clinic.site_id}/")
    page.locator("#about").get_by_label("Name").fill("Main House")
    save(page, "about")
    expect(page.get_by_role("heading", level=1)).to_have_text("Main House")
    page.locator("#hours").get_by_label("Opens").fill("07:30")
    save(page, "hours")
    expect(page.locator("#standing")).to_contain_text("7:30 am")


def test_a_photo_is_kept_as_soon_as_it_is_chosen_and_the_words_stay_as_typed(
    page: Page, house: Clinic, tmp_path: Path
) -> None:
    photo, nonsense = tmp_path / "face.jpg", tmp_path / "face.png"
    Image.effect_noise((400, 300), 60).convert("RGB").save(photo)
    nonsense.write_text("no picture")
    page.goto(f"/people/{house.imani.pk}/profile/")
    words = page.get_by_label("in English")
    words.fill("We sit down for ten minutes.")
    chooser = page.locator("#photo-file")
    chooser.set_input_files(nonsense)
    expect(page.locator("#photo").get_by_role("alert")).to_be_visible(timeout=SOON)
    chooser.set_input_files(photo)
    expect(page.locator("#as-seen img")).to_be_visible(timeout=SOON)
    expect(page.locator("#notices")).to_contain_text("The photo is kept.")
    expect(words).to_have_value("We sit down for ten minutes.")
    assert StaffPhoto.objects.get().staff_id == house.imani.pk

"""A directory of outside agencies becomes places and programs that a coordinator can call."""

import gzip
from datetime import date, time
from pathlib import Path

import pytest

from handclasp.directory.models import Listing, Organization, Program, Site, Staff
from handclasp.platform.models import AuditEntry
from tests.importing.agencies import (
    agency,
    as_json,
    as_tables,
    bring,
    location,
    phone,
    reasons,
    schedule,
    service,
    tables,
    term,
    whole,
)
from tests.importing.files import counts

pytestmark = pytest.mark.usefixtures("db_clone")
ALL_NEW = {"organizations": (1, 0, 0), "sites": (1, 0, 0), "programs": (1, 0, 0)}


def test_a_service_arrives_with_what_a_coordinator_needs_on_the_phone(tmp_path: Path) -> None:
    [outcome] = bring(as_json(tmp_path / "service.json", service()))
    assert reasons([outcome]) == []
    assert counts(outcome) == ALL_NEW
    home, site, program, listing = (
        Organization.objects.get(), Site.objects.get(), Program.objects.get(), Listing.objects.get()
    )  # fmt: skip
    assert (home.name, home.is_outside, home.time_zone) == ("Harvest Table", True, "America/Chicago")
    assert (site.name, site.address, site.phone) == (
        "Harvest Hall",
        "12 Mill St, Wichita, KS 67202",
        "+16205550142",
    )
    assert (site.opens_at, site.closes_at, site.open_weekdays) == (time(9), time(17), [1, 2, 3, 4, 5])
    assert (program.name, program.site, program.phone, program.languages) == (
        "Food pantry",
        site,
        "+16205550143",
        ["es"],
    )
    assert (program.age_groups, program.receives, program.duty, program.supervisor) == (
        ["adult", "older_adult"], True, None, None,
    )  # fmt: skip
    assert set(program.needs.values_list("code", flat=True)) == {"food"}
    assert (listing.about, listing.eligibility, listing.how_to_apply, listing.bring) == (
        "Groceries for a week.", "Anybody in Sedgwick County", "Walk in", "A letter with your address",
    )  # fmt: skip
    assert (listing.minimum_age, listing.maximum_age, listing.checked_on) == (18, None, date(2026, 1, 5))


def test_every_shape_of_the_same_directory_is_the_same_directory(tmp_path: Path) -> None:
    shapes = [
        as_json(tmp_path / "service.json", service()),
        as_json(tmp_path / "organization.json", whole(), indent=2),
        as_json(tmp_path / "page.json", {"total_items": 1, "contents": [service()]}),
        as_json(tmp_path / "list.json", [service()]),
        as_tables(tmp_path / "tables"),
    ]
    lines = tmp_path / "all.ndjson.gz"
    lines.write_bytes(gzip.compress(shapes[0].read_bytes() + b"\n"))
    marked = tmp_path / "marked.json"
    marked.write_bytes(b"\xef\xbb\xbf" + shapes[1].read_bytes())
    [first] = bring(shapes[0])
    assert counts(first) == ALL_NEW
    for shape in (*shapes, lines, marked):
        [outcome] = bring(shape)
        assert reasons([outcome]) == []
        assert {new for new, _, _ in counts(outcome).values()} == {0}
        assert Program.objects.get().needs.get().code == "food"
    assert Listing.objects.get().bring == "A letter with your address"


@pytest.mark.parametrize("shape", ["json", "tables"])
def test_a_directory_twice_changes_nothing_and_a_change_only_itself(tmp_path: Path, shape: str) -> None:
    path = as_json(tmp_path / "all.json", whole()) if shape == "json" else as_tables(tmp_path / "all")
    bring(path)
    [again] = bring(path)
    assert counts(again) == {"organizations": (0, 0, 1), "sites": (0, 0, 1), "programs": (0, 0, 1)}
    moved = whole() | {"phones": [phone("620 555 0199")]}
    [outcome] = bring(as_json(tmp_path / "later.json", moved))
    assert counts(outcome)["organizations"] == (0, 1, 0)
    assert counts(outcome)["programs"] == (0, 0, 1)
    assert Organization.objects.get().phone == "+16205550199"


def test_silence_leaves_what_is_there_and_an_empty_field_empties_it(tmp_path: Path) -> None:
    bring(as_json(tmp_path / "a.json", service(alert="Closed this week")))
    short = {
        key: value for key, value in service().items() if key in {"id", "name", "status", "organization"}
    }
    bring(as_json(tmp_path / "b.json", {"contents": [short]}))
    listing = Listing.objects.get()
    assert (listing.notice, listing.eligibility) == ("Closed this week", "Anybody in Sedgwick County")
    assert Program.objects.get().phone == "+16205550143"
    bring(as_json(tmp_path / "c.json", service(alert=None, phones=[])))
    assert Listing.objects.get().notice == ""
    assert Program.objects.get().phone == ""


def test_a_dry_run_says_the_same_and_keeps_nothing(tmp_path: Path) -> None:
    path = as_tables(tmp_path / "tables")
    [dry] = bring(path, dry=True)
    assert not Organization.objects.exists()
    [real] = bring(path)
    assert counts(dry) == counts(real)


def test_files_of_one_call_find_each_other_in_any_order(tmp_path: Path) -> None:
    bare = {key: value for key, value in service(organization_id="o1").items() if key != "organization"}
    bare["service_at_locations"] = [{"id": "sal-s1", "location_id": "l1"}]
    paths = [
        as_json(tmp_path / "a.json", bare),
        as_json(tmp_path / "b.json", location()),
        as_json(tmp_path / "c.json", agency(phones=[phone("620 555 0100")])),
    ]
    assert reasons(bring(*paths)) == []
    assert Program.objects.get().site.address.startswith("12 Mill St")


def test_one_bad_record_keeps_its_whole_file_out_and_no_other(tmp_path: Path) -> None:
    bad = as_json(
        tmp_path / "bad.json", [service("s1"), service("s2", name=""), service("s3") | {"name": ["x"]}]
    )
    good = as_json(tmp_path / "good.json", agency("o2", "Lakeside Shelter"))
    outcomes = {outcome.path.name: outcome for outcome in bring(bad, good)}
    assert reasons([outcomes["bad.json"]]) == [
        "FILE, line 1, item 2, name: is missing; a service needs one.",
        "FILE, line 1, item 3, name: should be text in quotation marks.",
    ]
    assert outcomes["good.json"].is_kept
    assert Organization.objects.get().name == "Lakeside Shelter"


def test_a_bad_line_of_a_table_is_named(tmp_path: Path) -> None:
    content = tables()
    content["services"].append({"id": "", "name": "Nameless", "organization_id": "o1"})
    [outcome] = bring(as_tables(tmp_path / "tables", content))
    assert reasons([outcome]) == [
        "FILE, services.csv, line 3, id: is missing, so the service could not be found again."
    ]
    assert not Organization.objects.exists()


def test_a_reference_to_nobody_is_named(tmp_path: Path) -> None:
    lost = {key: value for key, value in service(organization_id="nowhere").items() if key != "organization"}
    [outcome] = bring(as_json(tmp_path / "a.json", lost))
    assert reasons([outcome]) == [
        "FILE, line 1, service_at_locations[0], location, organization_id: refers to nowhere, which is neither in these"
        " files nor here. Import its file in the same call."
    ]


def test_the_same_record_with_another_content_is_refused(tmp_path: Path) -> None:
    [outcome] = bring(as_json(tmp_path / "a.json", [agency(), agency(), agency(name="Other")]))
    assert reasons([outcome]) == [
        "FILE, line 1, item 3, id: stands already at line 1, item 1, with another name."
    ]


def test_a_service_at_two_places_is_a_program_at_each(tmp_path: Path) -> None:
    spots = [{"id": f"sal-{n}", "location": location(f"l{n}", name=f"Hall {n}")} for n in (1, 2)]
    path = as_json(tmp_path / "a.json", service(service_at_locations=spots))
    bring(path)
    assert list(Program.objects.order_by("site__name").values_list("name", "site__name")) == [
        ("Food pantry", "Hall 1"), ("Food pantry", "Hall 2"),
    ]  # fmt: skip
    [again] = bring(path)
    assert counts(again)["programs"] == (0, 0, 2)


def test_two_organizations_at_one_place_have_a_site_each(tmp_path: Path) -> None:
    other = service("s2", "Night shelter", organization=agency("o2", "Lakeside Shelter"))
    path = as_json(tmp_path / "a.json", [service(), other])
    assert reasons(bring(path)) == []
    assert Site.objects.filter(address="12 Mill St, Wichita, KS 67202").count() == 2
    assert set(Program.objects.values_list("site__organization__name", flat=True)) == {
        "Harvest Table",
        "Lakeside Shelter",
    }
    [again] = bring(path)
    assert {new + changed for new, changed, _ in counts(again).values()} == {0}


def test_services_of_one_name_at_one_place_are_told_apart(tmp_path: Path) -> None:
    several = [service("s1"), service("s2", alternate_name="Evening pantry"), service("s3")]
    path = as_json(tmp_path / "a.json", several)
    for _ in range(2):
        [outcome] = bring(path)
    assert counts(outcome)["programs"] == (0, 0, 3)
    assert set(Program.objects.values_list("name", flat=True)) == {
        "Food pantry", "Food pantry (Evening pantry)", "Food pantry (2)",
    }  # fmt: skip


def test_a_service_without_a_place_moves_when_its_place_is_told(tmp_path: Path) -> None:
    bring(as_json(tmp_path / "a.json", service(service_at_locations=[])))
    assert Program.objects.get().site.name == "Harvest Table"
    bring(as_json(tmp_path / "b.json", service()))
    assert Program.objects.get().site.name == "Harvest Hall"
    [again] = bring(as_json(tmp_path / "c.json", service(service_at_locations=[])))
    assert counts(again)["programs"] == (0, 0, 1)
    assert Program.objects.get().site.name == "Harvest Hall"


@pytest.mark.parametrize("status", ["inactive", "defunct"])
def test_services_that_have_ended_are_passed_over_or_retired(tmp_path: Path, status: str) -> None:
    ended = as_json(tmp_path / "ended.json", service(status=status))
    [outcome] = bring(ended)
    assert outcome.tally.passed_over["services that have ended"] == 1
    assert not Program.objects.exists()
    bring(as_json(tmp_path / "a.json", service()))
    bring(ended)
    program = Program.objects.get()
    assert (program.receives, program.is_active) == (False, False)
    bring(as_json(tmp_path / "a.json", service()))
    assert Program.objects.get().receives


def test_a_service_that_is_closed_for_a_time_receives_nobody(tmp_path: Path) -> None:
    bring(as_json(tmp_path / "a.json", service(status="temporarily closed")))
    assert not Program.objects.get().receives
    assert Listing.objects.get().status == "temporarily closed"


def test_hours_that_a_week_cannot_hold_stand_in_words_and_are_counted(tmp_path: Path) -> None:
    odd = [
        schedule("MO,TU,WE,TH"), schedule("FR", closes="12:00:00"), schedule("1SA", freq="MONTHLY"),
        schedule("SU", valid_to="2020-12-31"),
    ]  # fmt: skip
    spots = [{"id": "sal-s1", "location": location(schedules=odd)}]
    [outcome] = bring(as_json(tmp_path / "a.json", service(service_at_locations=spots, schedules=odd)))
    assert Site.objects.get().open_weekdays == [1, 2, 3, 4]
    assert Listing.objects.get().hours.splitlines() == [
        "Monday to Thursday, 9:00 am to 5:00 pm", "Friday, 9:00 am to 12:00 pm",
        "The first Saturday of the month, 9:00 am to 5:00 pm",
    ]  # fmt: skip
    assert outcome.tally.passed_over["opening hours that are over"] == 2


def test_odd_hours_of_a_place_are_said_with_its_service(tmp_path: Path) -> None:
    night = [schedule(closes="06:00:00", opens="20:00:00")]
    bring(
        as_json(
            tmp_path / "a.json",
            service(service_at_locations=[{"id": "x", "location": location(schedules=night)}]),
        )
    )
    assert Site.objects.get().open_weekdays == []
    assert Listing.objects.get().hours == "Monday to Friday, 8:00 pm to 6:00 am (the next morning)"


def test_a_place_without_hours_claims_none(tmp_path: Path) -> None:
    bring(
        as_json(
            tmp_path / "a.json",
            service(service_at_locations=[{"id": "x", "location": location(schedules=[])}]),
        )
    )
    assert Site.objects.get().open_weekdays == []


def test_terms_that_fit_no_need_are_told_by_name(tmp_path: Path) -> None:
    terms = [term("Food Pantries", "BD-1800.2000"), term("Bicycle Repair"), term("Grief Support Groups")]
    [outcome] = bring(as_json(tmp_path / "a.json", service(attributes=terms)))
    assert outcome.tally.hints == ["Terms that fit no need here: Bicycle Repair (1)."]
    assert set(Program.objects.get().needs.values_list("code", flat=True)) == {"food", "grief"}


def test_the_house_is_not_taken_from_a_directory_unless_it_is_named(tmp_path: Path) -> None:
    ours = Organization.objects.create(name="Harvest Table")
    path = as_json(tmp_path / "a.json", whole())
    [outcome] = bring(path)
    assert outcome.tally.passed_over["records of organizations that the house has itself"] == 3
    assert "--organization" in outcome.tally.hints[0]
    assert not Program.objects.exists()
    [taken] = bring(path, home="Harvest Table")
    assert reasons([taken]) == []
    assert Program.objects.get().organization == ours
    assert Organization.objects.count() == 1
    [again] = bring(path, home="Harvest Table")
    assert {new + changed for new, changed, _ in counts(again).values()} == {0}


def test_an_agency_whose_staff_arrive_belongs_to_the_house_and_keeps_its_own_corrections(
    tmp_path: Path,
) -> None:
    path = as_json(tmp_path / "a.json", whole())
    bring(path)
    Staff.objects.create(organization=Organization.objects.get(), given="Imani")
    assert not Organization.objects.get().is_outside
    Site.objects.update(open_weekdays=[1])
    Program.objects.update(receives=False)
    Program.objects.get().needs.set([])
    bring(path)
    assert Site.objects.get().open_weekdays == [1]
    assert not Program.objects.get().receives


def two_at_one_place(path: Path, second: str = "active", **place: object) -> Path:
    """Write a directory in which a pantry and a shelter stand at the same place."""
    pantrys, shelters = ([{"id": f"sal-{key}", "location": location(**place)}] for key in ("s1", "s2"))
    shelter = service(
        "s2", "Night shelter", organization=agency("o2", "Lakeside Shelter"), status=second,
        service_at_locations=shelters, phones=[phone("620 555 0177" if place else "620 555 0143")],
        languages=[{"id": "lang-1", "name": "German", "code": "deu"}] if place else [],
    )  # fmt: skip
    return as_json(path, [service(service_at_locations=pantrys), shelter])


def later(path: Path) -> Path:
    """Write the same directory after its agencies moved, with the shelter given up."""
    evenings = [schedule("SA,SU", "18:00:00", "22:00:00")]
    return two_at_one_place(path, "inactive", schedules=evenings, phones=[phone("620 555 0188")])


def test_an_agency_in_the_house_keeps_its_hours_and_zone_at_a_place_that_it_shares(tmp_path: Path) -> None:
    assert reasons(bring(two_at_one_place(tmp_path / "a.json"))) == []
    shelter = Organization.objects.get(name="Lakeside Shelter")
    Staff.objects.create(organization=shelter, given="Imani")
    Site.objects.filter(organization=shelter).update(time_zone="America/Denver", open_weekdays=[7])
    [outcome] = bring(later(tmp_path / "b.json"))
    assert counts(outcome)["sites"] == (0, 1, 0)
    pantrys, shelters = Site.objects.order_by("organization__name")
    assert (pantrys.open_weekdays, pantrys.opens_at, pantrys.phone) == ([6, 7], time(18), "+16205550188")
    assert (shelters.open_weekdays, shelters.opens_at, shelters.phone) == ([7], time(9), "+16205550188")
    assert shelters.time_zone == "America/Denver"


def test_an_agency_outside_follows_its_directory_at_a_place_of_the_house(tmp_path: Path) -> None:
    assert reasons(bring(two_at_one_place(tmp_path / "a.json"))) == []
    Staff.objects.create(organization=Organization.objects.get(name="Harvest Table"), given="Imani")
    bring(later(tmp_path / "b.json"))
    pantrys, shelters = Site.objects.order_by("organization__name")
    assert (pantrys.open_weekdays, shelters.open_weekdays) == ([1, 2, 3, 4, 5], [6, 7])


def test_a_program_of_the_house_is_not_retired_by_a_directory_and_keeps_whom_it_helps(tmp_path: Path) -> None:
    assert reasons(bring(two_at_one_place(tmp_path / "a.json"))) == []
    shelter = Program.objects.get(name="Night shelter")
    Staff.objects.create(organization=shelter.organization, given="Imani")
    Program.objects.filter(pk=shelter.pk).update(languages=["so"], age_groups=["teen"])
    shelter.needs.clear()
    [outcome] = bring(later(tmp_path / "b.json"))
    shelter.refresh_from_db()
    assert (shelter.is_active, shelter.receives) == (True, True)
    assert (shelter.languages, shelter.age_groups, shelter.phone) == (["so"], ["teen"], "+16205550177")
    assert not shelter.needs.exists()
    assert outcome.tally.hints == [
        "The directory says that Night shelter of Lakeside Shelter has ended. It was left as it is: its own "
        "people retire it under Places."
    ]


def test_an_import_stands_in_the_audit_of_the_house_without_names(tmp_path: Path) -> None:
    path = as_json(tmp_path / "a.json", whole())
    ours = Organization.objects.create(name="Cedar Row Health")
    bring(path)
    bring(path)
    [entry] = AuditEntry.objects.filter(action="record:import")
    assert (entry.actor, entry.organization_id) == ("system:importer", ours.pk)
    assert "programs: 1 new, 0 changed, 0 as before" in entry.subject
    assert "Harvest" not in entry.subject


def test_a_house_without_organizations_still_writes_the_import_down(tmp_path: Path) -> None:
    bring(as_json(tmp_path / "a.json", whole()))
    written = AuditEntry.objects.using("owner")  # nobody reads what belongs to no organization
    assert written.get(action="record:import").organization_id is None

"""A staff list becomes people who can be reached."""

from pathlib import Path

import pytest

from handclasp.config.importing.outcome import Outcome
from handclasp.config.importing.staff_list import import_staff_list
from handclasp.directory.models import Membership, Office, Organization, Program, Staff
from tests.importing.files import NOW, complaints, counts

pytestmark = pytest.mark.usefixtures("db_clone")
HEADER = (
    "organization,site,program,role,given,family,prefix,credential,email,phone,languages,needs,room,deputy_email,"
    "supervisor,duty,npi"
)
IMANI = (
    'River Clinic,Main,Counseling,clinician,Imani,Castellane,,LPC,imani@river.example,212 555 0123,"en, Spanish",'
    '"sleep, worry",2,wes@river.example,no,yes,'
)
WES = "River Clinic,Main,Counseling,supervisor,Wes,Halvorsen,Dr.,,wes@river.example,,,,,,yes,,1234567893"
WES_TOO = "River Clinic,Main,Housing help,,Wes,,,,WES@river.example,,,housing,,,,,"


def listed(
    folder: Path, *lines: str, header: str = HEADER, encoding: str = "utf-8", dry: bool = False
) -> Outcome:
    path = folder / "staff.csv"
    path.write_bytes("\r\n".join([header, *lines, ""]).encode(encoding))
    return import_staff_list(path, NOW, dry_run=dry, progress=lambda _, size: None)


def test_people_programs_and_places_arrive(tmp_path: Path) -> None:
    outcome = listed(tmp_path, IMANI, WES, WES_TOO)
    assert complaints(outcome) == []
    assert counts(outcome) == {
        "organizations": (1, 0, 0), "sites": (1, 0, 0), "programs": (2, 0, 0), "roles": (3, 0, 0), "staff": (2, 0, 0),
    }  # fmt: skip
    assert outcome.tally.made[0] == "organization River Clinic"
    assert [hint.split(" has ")[0] for hint in outcome.tally.hints] == ["Program Housing help"]
    imani, wes = Staff.objects.get(given="Imani"), Staff.objects.get(given="Wes")
    assert (imani.phone, imani.languages, imani.room, imani.deputy) == (
        "+12125550123",
        ["en", "es"],
        "2",
        wes,
    )
    assert set(imani.needs.values_list("code", flat=True)) == {"sleep", "worry"}
    program = Program.objects.get(name="Counseling")
    assert (program.duty, program.supervisor) == (imani, wes)
    assert set(program.needs.values_list("code", flat=True)) == {"sleep", "worry"}
    assert Membership.objects.get(staff=wes, program=program).role == Membership.SUPERVISOR


@pytest.mark.parametrize(
    ("delimiter", "encoding"), [(";", "utf-8-sig"), ("\t", "utf-16"), (",", "utf-8-sig")]
)
def test_spreadsheets_of_all_countries_are_read(tmp_path: Path, delimiter: str, encoding: str) -> None:
    lines = [line.replace(",", delimiter) for line in (WES, WES_TOO)]
    header = HEADER.replace(",", delimiter).replace("deputy_email", "Deputy Email").upper()
    assert listed(tmp_path, *lines, header=header, encoding=encoding).is_kept
    assert Staff.objects.count() == 1


def test_a_list_twice_changes_nothing_and_a_changed_cell_only_itself(tmp_path: Path) -> None:
    listed(tmp_path, IMANI, WES)
    again = listed(tmp_path, IMANI, WES)
    assert counts(again)["staff"] == (0, 0, 2)
    assert not again.tally.made
    moved = listed(tmp_path, IMANI.replace(",2,wes", ",7,wes").replace("212 555 0123", ""), WES)
    assert counts(moved)["staff"] == (0, 1, 1)
    imani = Staff.objects.get(given="Imani")
    assert (imani.room, imani.phone) == ("7", "+12125550123")


def test_a_dry_run_keeps_nothing(tmp_path: Path) -> None:
    outcome = listed(tmp_path, IMANI, WES, dry=True)
    assert counts(outcome)["staff"] == (2, 0, 0)
    assert not Organization.objects.exists()


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (IMANI.replace("Imani", ""), "line 2, given: is empty."),
        (IMANI.replace("imani@river.example", "imani"), "line 2, email: is no email address."),
        (IMANI.replace("212 555 0123", "12"), "line 2, phone: cannot be dialled"),
        (IMANI.replace("sleep", "sleeep"), "line 2, needs: sleeep is none of sleep, worry, low_mood"),
        (IMANI.replace("Spanish", "Klingon!"), "line 2, languages: klingon! is no language code"),
        (
            IMANI.replace("clinician", "boss"),
            "line 2, role: boss is none of clinician, proxy, front_desk, supervisor.",
        ),
        (IMANI.replace("no,yes", "no,maybe"), "line 2, duty: should be yes or no."),
        (IMANI.replace("River Clinic,Main", "River Clinic,"), "line 2, site: is empty; a program needs"),
        (IMANI.replace("wes@", "nobody@"), "line 2, deputy_email: belongs to nobody"),
        (IMANI.replace("wes@", "imani@"), "line 2, deputy_email: is the person's own"),
        (IMANI + "5", "line 2, npi: should have ten digits"),
        (IMANI + ",,more", "line 2: has 19 cells, the header has 17."),
        (IMANI.replace("Imani", "x" * 10_000), "line 2, given: is 10,000 characters long; 200 fit."),
    ],
)
def test_a_bad_line_names_its_field_and_keeps_everything_out(tmp_path: Path, line: str, said: str) -> None:
    outcome = listed(tmp_path, line, WES)
    assert said in complaints(outcome)[0]
    assert not Staff.objects.exists()


def test_lines_that_contradict_each_other_are_refused(tmp_path: Path) -> None:
    two = listed(tmp_path, WES, WES_TOO.replace("Wes,,", "Wes,Other,"))
    assert complaints(two) == ["FILE, line 3, family: differs from an earlier line with the same email."]
    both = listed(tmp_path, WES, IMANI.replace("no,yes", "yes,yes"))
    assert complaints(both) == ["FILE, line 3, supervisor: Counseling has one already, by an earlier line."]


@pytest.mark.parametrize(
    ("header", "said"),
    [
        (HEADER.replace("given", "Vorname"), "FILE, line 1, header: no such column: Vorname."),
        (HEADER.replace("family", "given"), "FILE, line 1, header: stands twice: given."),
        ("given,family", "FILE, line 1, header: is missing: organization, email."),
        (HEADER.replace("given", "gi\rven"), "FILE, line 1, header: is not CSV ("),
    ],
)
def test_a_wrong_header_is_named(tmp_path: Path, header: str, said: str) -> None:
    assert complaints(listed(tmp_path, WES, header=header))[0].startswith(said)


def test_another_kind_of_file_is_sent_to_the_right_command(tmp_path: Path) -> None:
    assert "handclasp import fhir" in listed(tmp_path, header='{"resourceType": "Bundle"}').wrong
    assert listed(tmp_path, header="").wrong == "is empty."
    assert listed(tmp_path).wrong == "holds a header and no people."


def test_the_front_desk_and_offices_come_with_the_list(tmp_path: Path) -> None:
    header = "organization,site,program,role,given,email,office"
    lines = [
        "River Clinic,Main,Counseling,Front Desk,Benny,benny@river.example,",
        'River Clinic,,,,Priya,priya@river.example,"Administrator, quality director"',
    ]
    for _ in range(2):
        assert listed(tmp_path, *lines, header=header).is_kept
    assert Membership.objects.get().role == "front_desk"
    assert set(Office.objects.values_list("staff__given", "role")) == {
        ("Priya", "admin"), ("Priya", "quality_director"),
    }  # fmt: skip
    wrong = listed(tmp_path, lines[1].replace("Administrator", "king"), header=header)
    assert complaints(wrong) == [
        "FILE, line 2, office: king is none of quality director, privacy officer, administrator."
    ]

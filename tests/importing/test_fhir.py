"""FHIR files become organizations, sites, staff, programs and clients."""

from pathlib import Path

import pytest

from handclasp.clients.models import Client
from handclasp.directory.models import Membership, Organization, Program, Site, Staff
from tests.importing.files import (
    bundle,
    complaints,
    counts,
    location,
    ndjson,
    network,
    organization,
    patient,
    practitioner,
    role,
    run,
)  # fmt: skip

pytestmark = pytest.mark.usefixtures("db_clone")


def test_a_network_arrives_with_everything_that_hangs_together(tmp_path: Path) -> None:
    [outcome] = run(ndjson(tmp_path / "all.ndjson", *reversed(network())))
    assert counts(outcome) == {
        "organizations": (1, 0, 0), "sites": (1, 0, 0), "staff": (1, 0, 0), "programs": (1, 0, 0),
        "roles": (1, 0, 0), "clients": (1, 0, 0),
    }  # fmt: skip
    clinic, site, person = Organization.objects.get(), Site.objects.get(), Staff.objects.get()
    assert (clinic.name, clinic.time_zone) == ("Prairie Clinic", "America/Chicago")
    assert site.address == "1 Main St, Wichita, KS 67209-2508"
    assert (person.prefix, person.given, person.phone, person.site) == (
        "Dr.",
        "Randy380",
        "+16208765863",
        site,
    )
    program = Program.objects.get()
    assert (program.name, program.site, program.duty, program.supervisor) == (
        "General Practice Physician", site, person, person,
    )  # fmt: skip
    assert program.receives
    assert set(program.needs.values_list("code", flat=True)) == {"medication", "pain", "sleep"}
    assert Membership.objects.get().role == Membership.CLINICIAN
    client = Client.objects.get()
    assert (client.given, client.family, client.pronoun, client.languages) == (
        "Donya787",
        "Yundt842",
        "she",
        ["es"],
    )
    assert client.phone == "+15559079875"


def test_importing_twice_changes_nothing(tmp_path: Path) -> None:
    path = bundle(tmp_path / "all.json", *network())
    run(path)
    [again] = run(path)
    assert {new + changed for new, changed, _ in counts(again).values()} == {0}
    assert counts(again)["clients"] == (0, 0, 1)


def test_a_changed_record_updates_and_a_missing_one_is_left_alone(tmp_path: Path) -> None:
    run(ndjson(tmp_path / "a.ndjson", organization("o1", "Prairie Clinic"), patient("c1"), patient("c2")))
    later = [organization("o1", "Prairie Health"), patient("c1", given="Dana", birthDate="1981-02-28")]
    [outcome] = run(ndjson(tmp_path / "b.ndjson", *later))
    assert counts(outcome) == {"organizations": (0, 1, 0), "clients": (0, 1, 0)}
    assert Client.objects.get(source_id="c1").given == "Dana"
    assert Client.objects.filter(source_id="c2").exists()


def test_what_people_corrected_here_is_not_overwritten(tmp_path: Path) -> None:
    path = ndjson(tmp_path / "a.ndjson", *network())
    run(path)
    Organization.objects.update(time_zone="America/Denver")
    Staff.objects.update(languages=["en", "es"], email="randy@clinic.example", room="4")
    Program.objects.update(name="Family clinic")
    Client.objects.update(reach_note="after five", voicemail_is_safe=True)
    run(path)
    assert Organization.objects.get().time_zone == "America/Denver"
    assert Staff.objects.get().languages == ["en", "es"]
    assert Client.objects.get().reach_note == "after five"


def test_files_of_one_call_find_each_other_in_any_order(tmp_path: Path) -> None:
    everything = [ndjson(tmp_path / f"{9 - n}.ndjson", one) for n, one in enumerate(network())]
    outcomes = run(*reversed(everything))
    assert all(outcome.is_kept for outcome in outcomes)
    assert Membership.objects.count() == Client.objects.count() == 1


def test_a_file_that_needs_a_later_one_is_tried_again(tmp_path: Path) -> None:
    first = ndjson(tmp_path / "roles.ndjson", role("9999992198", "o1", "l1"))
    rest = bundle(
        tmp_path / "rest.json", *[one for one in network() if one["resourceType"] != "PractitionerRole"]
    )
    assert [outcome.is_kept for outcome in run(first, rest)] == [True, True]


def test_a_dry_run_says_the_same_and_keeps_nothing(tmp_path: Path) -> None:
    everything = [ndjson(tmp_path / f"{n}.ndjson", one) for n, one in enumerate(network())]
    dry = [counts(outcome) for outcome in run(*everything, dry=True)]
    assert not Organization.objects.exists()
    assert not Client.objects.exists()
    assert dry == [counts(outcome) for outcome in run(*everything)]


def test_one_bad_row_keeps_its_whole_file_out_and_no_other(tmp_path: Path) -> None:
    bad = ndjson(
        tmp_path / "bad.ndjson", patient("c1"), patient("c2", birthDate="2190-01-01"), patient("c3", name=[])
    )
    good = ndjson(tmp_path / "good.ndjson", organization("o1", "Prairie Clinic"), patient("c4"))
    outcomes = {outcome.path.name: outcome for outcome in run(bad, good)}
    assert complaints(outcomes["bad.ndjson"]) == [
        "FILE, line 2, birthDate: 2190-01-01 lies in the future.",
        "FILE, line 3, name: is missing; a record needs a given or a family name.",
    ]
    assert outcomes["good.ndjson"].is_kept
    assert list(Client.objects.values_list("source_id", flat=True)) == ["c4"]


def test_a_reference_to_nobody_is_named(tmp_path: Path) -> None:
    lost = patient("c1", managingOrganization={"reference": "Organization/nowhere"})
    [outcome] = run(ndjson(tmp_path / "a.ndjson", lost))
    assert complaints(outcome) == [
        "FILE, line 1, managingOrganization: refers to Organization/nowhere, which is neither in these files nor"
        " here. Import its file in the same call."
    ]


def test_the_same_record_twice_is_passed_over_and_a_contradiction_refused(tmp_path: Path) -> None:
    clinic = organization("o1", "Prairie Clinic")
    [same] = run(ndjson(tmp_path / "a.ndjson", clinic, clinic, patient("c1"), patient("c1")))
    assert same.is_kept
    [other] = run(ndjson(tmp_path / "b.ndjson", clinic, organization("o1", "Other"), patient("c1")))
    assert complaints(other) == ["FILE, line 2, id: stands already at line 1, with different content."]
    [twins] = run(ndjson(tmp_path / "c.ndjson", patient("c1"), patient("c1", given="Dana")))
    assert complaints(twins) == ["FILE, line 2, id: stands already at line 1, with different content."]


def test_without_a_home_the_choice_is_listed_and_a_name_decides(tmp_path: Path) -> None:
    run(ndjson(tmp_path / "o.ndjson", organization("o1", "Prairie Clinic"), organization("o2", "Lake House")))
    path = ndjson(tmp_path / "c.ndjson", patient("c1"))
    [refused] = run(path)
    assert "--organization" in refused.wrong
    assert "Prairie Clinic" in refused.wrong
    [unknown] = run(path, home="Hill Clinic")
    assert unknown.wrong.startswith("No organization is called Hill Clinic.")
    [kept] = run(path, home="lake house")
    assert kept.is_kept
    assert Client.objects.get().organization.name == "Lake House"


def test_insurers_rooms_and_other_resources_are_passed_over_and_counted(tmp_path: Path) -> None:
    insurer = organization("ins", "Payer", type=[{"coding": [{"code": "ins"}]}])
    room = location("room", "o1", physicalType={"coding": [{"code": "ro"}]})
    mistake = location("l9", "o1", status="entered-in-error")
    more = [insurer, room, mistake, {"resourceType": "Observation"}, role("9999992198", "ins")]
    [outcome] = run(ndjson(tmp_path / "a.ndjson", *network(), *more))
    assert outcome.tally.passed_over == {
        "insurers and payers": 1, "rooms, beds and kinds of places": 1, "entered in error": 1, "Observation": 1,
        "roles of people or places that were passed over": 1,
    }  # fmt: skip


def test_parts_of_an_organization_belong_to_the_whole(tmp_path: Path) -> None:
    ward = organization("o2", "Ward", partOf={"reference": "Organization/o1"})
    inside = patient("c2", managingOrganization={"reference": "Organization/o2"})
    run(ndjson(tmp_path / "a.ndjson", *network(), ward, inside))
    assert Organization.objects.count() == 1
    assert Client.objects.filter(organization__source_id="o1").count() == 2


def test_a_role_elsewhere_is_left_out_and_an_ended_one_taken_away(tmp_path: Path) -> None:
    second = practitioner("9999912899", given="Jaime")
    start = [*network(), second, role("9999912899", "o1", "l1"), organization("o2", "Lake House")]
    run(ndjson(tmp_path / "a.ndjson", *start))
    ended = role("9999912899", "o1", "l1", active=False)
    [outcome] = run(ndjson(tmp_path / "b.ndjson", ended, role("9999992198", "o2")))
    assert outcome.tally.passed_over["roles at a second organization (staff belong to one)"] == 1
    assert list(Membership.objects.values_list("staff__given", flat=True)) == ["Randy380"]


def test_clients_of_two_sources_with_one_id_stay_two(tmp_path: Path) -> None:
    run(ndjson(tmp_path / "o.ndjson", organization("o1", "Prairie Clinic")))
    path = ndjson(tmp_path / "c.ndjson", patient("1"))
    run(path, source="north")
    run(path, source="south")
    assert Client.objects.count() == 2


def test_who_was_deactivated_here_is_not_brought_back_by_a_file(tmp_path: Path) -> None:
    path = ndjson(tmp_path / "a.ndjson", *network())
    run(path)
    Staff.objects.update(is_active=False)
    run(path)
    assert not Staff.objects.get().is_active


def test_a_large_directory_is_asked_row_by_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("handclasp.directory.sourced_rows.FEW", 0)
    path = ndjson(tmp_path / "a.ndjson", *network())
    assert all(outcome.is_kept for outcome in (*run(path), *run(path)))
    assert Membership.objects.count() == 1

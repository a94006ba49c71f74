"""One resource in, one row or one complaint out."""

from datetime import date
from typing import Any

import pytest

from handclasp.domain.fhir.people import client_from, staff_from
from handclasp.domain.fhir.places import role_from
from handclasp.domain.fhir.references import Known, reference_in
from handclasp.domain.fhir.values import Unfit
from handclasp.domain.us_time_zones import time_zone_of_state

TODAY = date(2026, 3, 11)


def client(**fields: Any) -> Any:
    whole = {"resourceType": "Patient", "id": "c1", "name": [{"family": "Muster", "given": ["Ada"]}]} | fields
    return client_from(whole, "", "fhir", TODAY)


@pytest.mark.parametrize(
    ("names", "found"),
    [
        ([{"use": "old", "family": "Old"}, {"use": "official", "family": "New", "given": ["A", "B"]}], ("A B", "New")),
        ([{"use": "maiden", "family": "M"}, {"use": "usual", "given": ["U"]}], ("U", "")),
        ([{"text": "محمد علي"}], ("محمد علي", "")),
        ([{"family": "Past", "period": {"end": "2020"}}, {"family": "Gone", "period": {"end": "2020-01-01"}},
          {"use": "nickname", "given": ["Nick"]}], ("", "Past")),
        ([{"given": [None, "Second"]}], ("Second", "")),
        ([{"use": "official"}, {"use": "temp", "family": "T"}], ("", "T")),
    ],
)  # fmt: skip
def test_the_name_in_use_is_taken(names: list[Any], found: tuple[str, str]) -> None:
    row = client(name=names)
    assert (row.given, row.family) == found


@pytest.mark.parametrize(
    ("fields", "pronoun"),
    [
        ({"gender": "female"}, "she"), ({"gender": "male"}, "he"), ({"gender": "other"}, "they"), ({}, "they"),
        ({"gender": "male", "extension": [{
            "url": "http://hl7.org/fhir/StructureDefinition/individual-pronouns",
            "valueCodeableConcept": {"coding": [{"system": "http://loinc.org", "code": "LA29519-8"}]},
        }]}, "she"),
    ],
)  # fmt: skip
def test_the_pronoun_follows_what_is_said(fields: dict[str, Any], pronoun: str) -> None:
    assert client(**fields).pronoun == pronoun


def test_the_first_ranked_number_in_use_is_taken() -> None:
    telecom = [
        {"system": "phone", "value": "1", "use": "work"}, {"system": "phone", "value": "2", "use": "old", "rank": 1},
        {"system": "fax", "value": "3", "rank": 1}, {"system": "sms", "value": "4", "use": "mobile"},
        {"system": "phone", "value": "5", "use": "home"}, {"system": "email", "value": "no address"},
        {"system": "email", "value": "A@B.example", "period": {"end": "2027-01-01"}},
    ]  # fmt: skip
    row = client(telecom=telecom)
    assert (row.phone, row.email) == ("4", "")
    telecom[4]["rank"] = 2
    assert client(telecom=telecom[:5] + telecom[6:]).phone == "5"
    assert client(telecom=telecom[6:]).email == "a@b.example"


def test_languages_come_preferred_first_in_short_codes() -> None:
    def spoken(code: str, **more: Any) -> dict[str, Any]:
        return {"language": {"coding": [{"system": "urn:ietf:bcp:47", "code": code}]}} | more

    row = client(
        communication=[spoken("en-US"), spoken("spa", preferred=True), spoken("???"), spoken("EN-US")]
    )
    assert row.languages == ("es", "en-US")


@pytest.mark.parametrize(
    ("fields", "born", "dead"),
    [
        ({"birthDate": "1980"}, None, None), ({"birthDate": "1980-05"}, None, None),
        ({"birthDate": "1875-01-01", "deceasedDateTime": "1950-06-01T23:00:00-05:00"}, date(1875, 1, 1), True),
        ({"birthDate": "1875-01-01", "deceasedBoolean": True}, date(1875, 1, 1), True),
        ({"birthDate": "1980-02-29", "deceasedBoolean": False}, date(1980, 2, 29), False),
        ({"deceasedDateTime": "2019"}, None, True),
    ],
)  # fmt: skip
def test_dates_that_fhir_allows_are_taken(
    fields: dict[str, Any], born: date | None, dead: bool | None
) -> None:
    row = client(**fields)
    assert (row.birth_date, row.is_deceased) == (born, dead)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"birthDate": "2190-01-01"}, "birthDate"), ({"birthDate": "0000-00-00"}, "birthDate"),
        ({"birthDate": "1875-01-01"}, "birthDate"), ({"birthDate": "01/02/1980"}, "birthDate"),
        ({"birthDate": "1980-13"}, "birthDate"), ({"birthDate": "²019"}, "birthDate"),
        ({"birthDate": "1980-01-01", "deceasedDateTime": "1979-01-01"}, "deceasedDateTime"),
        ({"deceasedDateTime": "2027-01-01"}, "deceasedDateTime"),
        ({"deceasedDateTime": "2020-01-01", "deceasedBoolean": False}, "deceasedDateTime"),
    ],
)  # fmt: skip
def test_absurd_dates_are_refused_by_field(fields: dict[str, Any], field: str) -> None:
    with pytest.raises(Unfit) as unfit:
        client(**fields)
    assert unfit.value.field == field


def test_inactive_and_replaced_records_are_inactive() -> None:
    assert client().is_active
    assert not client(active=False).is_active
    assert not client(link=[{"type": "replaced-by", "other": {"reference": "Patient/2"}}]).is_active


def test_a_practitioner_keeps_title_and_short_credentials() -> None:
    person = {
        "resourceType": "Practitioner", "id": "p1", "name": [{"text": "Wes Halvorsen", "prefix": ["Dr."]}],
        "qualification": [{"code": {"text": "LPC"}}, {"code": {"text": "Bachelor of Science in Nursing"}}],
    }  # fmt: skip
    row = staff_from(person, "", "fhir", ("Organization/o1", "1"), TODAY)
    assert (row.prefix, row.given, row.credential, row.phone) == ("Dr.", "Wes Halvorsen", "LPC", "1")


@pytest.mark.parametrize(
    ("holder", "found"),
    [
        ({"reference": "Organization/1"}, "Organization/1"),
        ({"reference": "https://clinic.example/fhir/Organization/1/_history/3"}, "Organization/1"),
        ({"reference": "urn:uuid:1-2"}, "urn:uuid:1-2"),
        ({"reference": "Organization?identifier=https%3A%2F%2Fa%7C5"}, "Organization?identifier=https://a|5"),
        ({"identifier": {"system": "https://a", "value": "5"}}, "Organization?identifier=https://a|5"),
        ({"reference": "#inside"}, ""),
        ({"display": "Only a name"}, ""),
    ],
)
def test_references_are_spelled_in_one_way(holder: dict[str, Any], found: str) -> None:
    assert reference_in(holder, "organization", "Organization") == found


def test_a_circle_of_parts_ends() -> None:
    known = Known("fhir", TODAY)
    for own, parent in (("1", "2"), ("2", "1")):
        part = {"resourceType": "Organization", "id": own, "partOf": {"reference": f"Organization/{parent}"}}
        known.learn(part, "")
    assert known.find("Organization/1") is not None


def test_a_role_without_specialty_is_in_the_care_team() -> None:
    assert role_from({"resourceType": "PractitionerRole"}, TODAY).specialty == "Care team"


def test_states_are_read_short_and_long() -> None:
    assert time_zone_of_state("KS") == time_zone_of_state(" kansas ") == "America/Chicago"
    assert time_zone_of_state("Bavaria") == ""

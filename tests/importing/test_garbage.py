"""No file, however strange, ends in anything but rows or a sentence."""

import json
from contextlib import suppress
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from handclasp.config.importing.complaints import BadRows, WrongFile
from handclasp.config.importing.fhir_files import records
from handclasp.config.importing.staff_list import rows
from handclasp.domain.fhir.people import client_from, staff_from
from handclasp.domain.fhir.places import organization_from, role_from, site_from, why_left_out
from handclasp.domain.fhir.references import Known
from handclasp.domain.fhir.values import Unfit
from handclasp.domain.staff_lines import COLUMNS, staff_line
from tests.importing.files import network

TODAY = date(2026, 3, 11)
KEYS = sorted({key for one in network() for key in one} | {
    "use", "family", "given", "text", "period", "end", "start", "system", "value", "rank", "coding", "code", "display",
    "deceasedBoolean", "deceasedDateTime", "link", "type", "extension", "url", "valueCodeableConcept", "qualification",
    "partOf", "reference", "language", "preferred", "suffix", "prefix", "physicalType", "mode", "status", "line",
})  # fmt: skip
WORDS = st.sampled_from([
    "", "official", "old", "phone", "email", "2026-03-01", "0000-00-00", "2190", "19", "1999-02-30T25:00", "#x", "a/b",
    "urn:uuid:1", "Organization/1", "Organization?identifier=a|b", "Practitioner?name=x", "\x00", "\ud800",
    "x" * 10_000,
    "1", "true", "replaced-by", "entered-in-error", "http://hl7.org/fhir/StructureDefinition/individual-pronouns",
])  # fmt: skip
LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | WORDS | st.text(max_size=5)
JSON = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4),
    max_leaves=12,
)


@st.composite
def damaged(draw: st.DrawFn) -> dict[str, Any]:
    """Return a real resource with some of its parts replaced by anything."""
    resource = dict(draw(st.sampled_from(network())))
    for key, value in draw(st.dictionaries(st.sampled_from(KEYS), JSON, max_size=4)).items():
        resource[key] = draw(st.sampled_from([value, [value]]))
    return resource | {"resourceType": network()[draw(st.integers(0, 4))]["resourceType"]}


@given(resource=damaged(), full_url=WORDS)
@settings(max_examples=400, deadline=None)
def test_a_damaged_resource_is_read_or_refused_by_field(resource: dict[str, Any], full_url: str) -> None:
    known = Known("fhir", TODAY)
    read = {
        "Organization": lambda: organization_from(resource, full_url, "fhir", TODAY),
        "Location": lambda: site_from(resource, full_url, "fhir", TODAY),
        "Practitioner": lambda: staff_from(resource, full_url, "fhir", ("", ""), TODAY),
        "PractitionerRole": lambda: role_from(resource, TODAY),
        "Patient": lambda: client_from(resource, full_url, "fhir", TODAY),
    }
    try:
        known.learn(resource, full_url, left_out=bool(why_left_out(resource)))
        row = read[resource["resourceType"]]()
    except Unfit as unfit:
        str(unfit).encode()
    else:
        assert "\x00" not in repr(row)
        repr(row).encode()


@given(content=st.binary(max_size=200) | JSON.map(lambda value: json.dumps(value).encode()))
@settings(max_examples=300, deadline=None)
def test_any_bytes_are_a_file_or_a_sentence(content: bytes) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "file"
        path.write_bytes(content)
        for read in (lambda: list(records(path)), lambda: list(rows(path, lambda _, size: None))):
            with suppress(WrongFile, BadRows):
                read()


@given(cells=st.dictionaries(st.sampled_from(COLUMNS), st.text(max_size=20) | WORDS))
@settings(max_examples=200, deadline=None)
def test_any_line_of_a_staff_list_is_read_or_refused_by_field(cells: dict[str, str]) -> None:
    whole = {"organization": "O", "given": "G", "email": "g@o.example"} | cells
    with suppress(Unfit):
        assert staff_line(whole, ["sleep", "worry"]).email

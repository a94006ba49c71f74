"""No directory, however strange, ends in anything but rows or a sentence."""

import json
from contextlib import suppress
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from handclasp.config.importing.complaints import BadRows, WrongFile
from handclasp.config.importing.hsds_files import read_unit
from handclasp.config.importing.hsds_units import units_of
from handclasp.config.importing.hsds_zip import units_inside
from handclasp.domain.fhir.values import Unfit
from handclasp.domain.hsds.book import KEPT, LESSER, Book
from handclasp.domain.hsds.hours import opening_of
from handclasp.domain.hsds.kinds import kind_of
from handclasp.domain.hsds.languages import TAG, tags_of
from handclasp.domain.hsds.needs import Terms
from handclasp.domain.hsds.reading import Reading, Wider
from tests.importing.agencies import service, tables, whole

TODAY = date(2026, 3, 11)
COLUMNS = sorted({column for columns in (*KEPT.values(), *LESSER.values()) for column in columns} | {
    "id", "service_id", "location_id", "organization_id", "link_id", "link_entity", "taxonomy_term",
    "phones", "schedules", "languages", "attributes", "addresses", "contacts", "services", "locations", "organization",
    "service_at_locations", "location", "service", "required_documents", "taxonomy_terms", "contents", "resources",
})  # fmt: skip
WORDS = st.sampled_from([
    "", "s1", "o1", "l1", "WEEKLY", "MONTHLY", "MO,TU", "1MO,-1FR", "99ZZ", "24:00", "25:61", "9 pm", "00:00", "T0930",
    "2026-03-01", "0000-00-00", "9999-12-31", "<p>x</p>" * 500, "\x00", "\ud800", "x" * 10_000, "1e999", "nan", "-5",
    "1", "Spanish and Urdu", "en-US", "BD-1800", "inactive", "fax",
    "javascript:alert(1)", "US", "KS",
])  # fmt: skip
LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | WORDS | st.text(max_size=5)
JSON = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(COLUMNS), inner, max_size=4),
    max_leaves=12,
)
RECORDS = st.dictionaries(st.sampled_from(COLUMNS), JSON, max_size=8)


@st.composite
def damaged(draw: st.DrawFn) -> dict[str, Any]:
    """Return a real record with some of its parts replaced by anything."""
    record = dict(draw(st.sampled_from([service(), whole(), whole()["locations"][0]])))
    return record | draw(st.dictionaries(st.sampled_from(COLUMNS), JSON, max_size=4))


def read_all(book: Book) -> None:
    """Read every row of a book; what is unfit has words."""
    wider = Wider()
    wider.learn(book)
    reading = Reading(book, TODAY, wider)
    found = [*reading.agencies(), *reading.places(), *reading.services()]
    assert "\x00" not in repr(found)
    repr(found).encode()
    terms = Terms({})
    for row in reading.services():
        terms.needs_of(row.terms or (), row.name)
        assert row.listing.get("minimum_age") is None or 0 <= row.listing["minimum_age"] <= 150
    for _, unfit in reading.bad:
        assert unfit.reason
        str(unfit).encode()
    terms.hint().encode()


@given(records=st.lists(damaged() | RECORDS, max_size=3))
@settings(max_examples=400, deadline=None)
def test_a_damaged_record_is_read_or_refused_by_field(records: list[dict[str, Any]]) -> None:
    book = Book()
    for record in records:
        kind = kind_of(record)
        with suppress(Unfit):
            if kind:
                book.take(kind, record, "line 1")
    read_all(book)


@given(content=st.binary(max_size=200) | (JSON | damaged()).map(lambda value: json.dumps(value).encode()))
@settings(max_examples=300, deadline=None)
def test_any_bytes_are_a_directory_or_a_sentence(content: bytes) -> None:
    with TemporaryDirectory() as folder:
        for name in ("file.json", "services.csv", "datapackage.json", "all.zip"):
            path = Path(folder) / name
            path.write_bytes(content)
            for unit in units_of([path])[0]:
                with suppress(WrongFile, BadRows):
                    read_all(read_unit(unit, lambda _, size: None).book)
            with suppress(WrongFile):
                units_inside(path, Path(folder))


@given(
    name=st.sampled_from(sorted(tables())),
    cells=st.lists(
        st.dictionaries(st.sampled_from(COLUMNS), st.text(max_size=20) | WORDS, max_size=6), max_size=4
    ),
)
@settings(max_examples=200, deadline=None)
def test_any_table_is_read_or_refused_by_line(name: str, cells: list[dict[str, str]]) -> None:
    columns = ["id", *sorted({column for line in cells for column in line} - {"id"})]
    text = "\n".join(
        ",".join('"' + line.get(column, "").replace('"', '""') + '"' for column in columns)
        for line in [dict(zip(columns, columns, strict=True)), *cells]
    )
    with TemporaryDirectory() as folder:
        (Path(folder) / f"{name}.csv").write_bytes(text.encode("utf-8", "surrogatepass"))
        for unit in units_of([Path(folder)])[0]:
            with suppress(WrongFile, BadRows):
                read_all(read_unit(unit, lambda _, size: None).book)


@given(schedules=st.lists(RECORDS, max_size=4))
@settings(max_examples=300, deadline=None)
def test_hours_are_a_week_that_can_be_kept_or_words(schedules: list[dict[str, Any]]) -> None:
    with suppress(Unfit):
        opening = opening_of(schedules, TODAY)
        week = opening.week
        assert week is None or (week.opens_at < week.closes_at and set(week.weekdays) <= set(range(1, 8)))
        assert week is None or (week.weekdays and opening.words)


@given(records=st.lists(RECORDS, max_size=4))
@settings(max_examples=200, deadline=None)
def test_languages_are_tags_or_named_as_unknown(records: list[dict[str, Any]]) -> None:
    with suppress(Unfit):
        assert all(TAG.fullmatch(tag) for tag in tags_of(records)[0])

"""Directories packed as archives and packages: read within bounds, and never outside of their folder."""

import gzip
import io
import zipfile
from pathlib import Path

import pytest

from handclasp.config.importing import hsds_files, hsds_zip, json_documents, sniffing
from handclasp.config.importing.complaints import WrongFile
from handclasp.config.importing.hsds_zip import units_inside
from handclasp.directory.models import Organization, Program
from tests.importing.agencies import as_json, as_tables, bring, location, reasons, tables, whole
from tests.importing.files import counts

pytestmark = pytest.mark.usefixtures("db_clone")


def zipped(path: Path, files: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def table_files(folder: Path, within: str = "") -> dict[str, bytes]:
    return {f"{within}{file.name}": file.read_bytes() for file in as_tables(folder).iterdir()}


@pytest.mark.parametrize("within", ["", "export/2026/"])
def test_an_archive_of_tables_is_the_package(tmp_path: Path, within: str) -> None:
    files = table_files(tmp_path / "tables", within)
    package = b'{"name": "x", "resources": [{"name": "organization", "path": "organizations.csv"}]}'
    extra = {f"{within}datapackage.json": package, "__MACOSX/._organizations.csv": b"\0", "photo.png": b"x"}
    [*outcomes] = bring(zipped(tmp_path / "all.zip", files | extra))
    assert reasons(outcomes) == []
    assert all(outcome.path.parts[-1] == "all.zip" or "all.zip" in outcome.path.parts for outcome in outcomes)
    assert Program.objects.get().phone == "+16205550143"


def test_an_archive_of_json_is_read_too(tmp_path: Path) -> None:
    path = zipped(
        tmp_path / "all.zip", {"organization.json": as_json(tmp_path / "o.json", whole()).read_bytes()}
    )
    [outcome] = bring(path)
    assert counts(outcome)["programs"] == (1, 0, 0)


def test_names_that_lead_out_of_the_folder_lead_nowhere(tmp_path: Path) -> None:
    files = table_files(tmp_path / "tables", "../../../escaped/")
    before = set(tmp_path.parent.rglob("organizations.csv"))
    outcomes = bring(zipped(tmp_path / "all.zip", files | {"/etc/handclasp.json": b"{}"}))
    assert set(tmp_path.parent.rglob("organizations.csv")) == before
    assert not Path("/etc/handclasp.json").exists()
    assert not Organization.objects.exists()
    assert (
        len(reasons(outcomes)) == 1
    )  # of the file with the absolute name, which was read under a name of our own


def test_an_archive_that_grows_without_end_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hsds_zip, "LARGEST", 3 * 1024 * 1024)
    path = zipped(tmp_path / "bomb.zip", {"organizations.csv": b"id,name\n" + b"0" * 20_000_000})
    assert path.stat().st_size < 100_000
    assert reasons(bring(path)) == ["unpacks to more than 3 MB. Import the folder instead."]


MANY = b"id,name\n" + b"".join(b"%d,Agency\n" % n for n in range(100_000))


@pytest.mark.parametrize("name", ["organizations.csv.gz", "organizations.csv"])
def test_files_packed_inside_an_archive_count_as_what_comes_out_of_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(hsds_zip, "LARGEST", 1024 * 1024)
    once = zipped(tmp_path / "bomb.zip", {name: gzip.compress(MANY)})
    assert reasons(bring(once)) == ["unpacks to more than 1 MB. Import the folder instead."]
    twice = zipped(tmp_path / "twice.zip", {name: gzip.compress(gzip.compress(MANY))})
    assert reasons(bring(twice)) == ["holds a file that is packed twice. Unpack it, then import the folder."]
    cut = zipped(tmp_path / "cut.zip", {name: gzip.compress(MANY)[:5_000]})
    assert reasons(bring(cut))[0].startswith("is a damaged zip archive")
    assert not Organization.objects.exists()


def test_packed_tables_in_an_archive_are_read(tmp_path: Path) -> None:
    files = table_files(tmp_path / "tables")
    path = zipped(
        tmp_path / "all.zip", {f"{name}.gz": gzip.compress(content) for name, content in files.items()}
    )
    [outcome] = bring(path)
    assert counts(outcome)["programs"] == (1, 0, 0)


def test_packed_files_of_one_directory_unpack_to_so_much_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hsds_files, "LARGEST", 2 * 1024 * 1024)
    for name in ("organizations", "locations", "phones"):
        (tmp_path / f"{name}.csv.gz").write_bytes(gzip.compress(MANY))
    [said] = reasons(bring(tmp_path))
    assert said.endswith("which unpacks to more than 2 MB. Unpack it, then import that.")
    lines = tmp_path / "alone.ndjson.gz"
    lines.write_bytes(gzip.compress(b"{}" + b"\n" * 3_000_000))
    assert reasons(bring(lines)) == ["unpacks to more than 2 MB. Unpack it, then import that."]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le"])
def test_a_line_without_end_is_refused_in_every_encoding(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, encoding: str
) -> None:
    monkeypatch.setattr(sniffing, "LONGEST_LINE", 1024 * 1024)
    path = tmp_path / "a.json"
    path.write_bytes(("{" + " " * 2_000_000).encode(encoding))
    assert reasons(bring(path)) == ["has a line of more than 1 MB (line 1)."]


def test_a_small_archive_that_would_fill_the_memory_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(json_documents, "MOST_VALUES", 1_000)
    path = zipped(tmp_path / "full.zip", {"services.json": b"[" + b"[]," * 2_000 + b"[]]"})
    [said] = reasons(bring(path))
    assert "is one JSON document of more than 1,000 values." in said


@pytest.mark.parametrize(
    ("here", "in_the_list", "value", "said"),
    [
        (6, 8, 1, "is locked with a password. Unpack it, then import the folder."),
        (8, 10, 99, "is a damaged zip archive, or packed in a way that cannot be read."),
    ],
)
def test_an_archive_that_is_locked_or_packed_in_an_unknown_way_says_so(
    tmp_path: Path, here: int, in_the_list: int, value: int, said: str
) -> None:
    path = zipped(tmp_path / "odd.zip", {"services.json": b"[]"})
    written = bytearray(path.read_bytes())
    written[written.index(b"PK\x03\x04") + here] = written[written.index(b"PK\x01\x02") + in_the_list] = value
    path.write_bytes(written)
    assert reasons(bring(path)) == [said]


def test_an_archive_of_too_many_files_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hsds_zip, "MOST_FILES", 3)
    path = zipped(tmp_path / "many.zip", {f"{n}.json": b"{}" for n in range(4)})
    assert reasons(bring(path)) == ["holds 4 files; 3 are read at most. Import the folder instead."]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"PK\x03\x04 and nothing else", "is a damaged zip archive"),
        (None, "is a zip archive without a directory"),
    ],
)
def test_another_archive_is_named_for_what_it_is(tmp_path: Path, content: bytes | None, said: str) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("readme.txt", "hello")
    path = tmp_path / "some.zip"
    path.write_bytes(packed.getvalue() if content is None else content)
    assert reasons(bring(path))[0].startswith(said)


@pytest.mark.parametrize("way", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_an_archive_that_was_damaged_on_its_way_is_said_to_be(tmp_path: Path, way: int) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", way) as archive:
        archive.writestr("organizations.csv", "id,name\n" + "".join(f"{n},Agency\n" for n in range(3_000)))
    places = range(50, len(packed.getvalue()) - 150, 7)
    found = []
    for place in places:
        damaged = bytearray(packed.getvalue())
        damaged[place] ^= 0xFF
        (tmp_path / "some.zip").write_bytes(damaged)
        (tmp_path / f"{place}").mkdir()
        try:
            units_inside(tmp_path / "some.zip", tmp_path / f"{place}")
        except WrongFile as wrong:
            found.append(str(wrong))
    assert len(found) > len(places) * 0.8  # the last bits of some ways to pack say nothing
    assert all("damaged zip archive" in said or "cannot be unpacked" in said for said in found)


def test_a_package_names_its_tables_and_only_those_beneath_it(tmp_path: Path) -> None:
    (tmp_path / "secret").mkdir()
    as_tables(tmp_path / "secret")
    folder = as_tables(tmp_path / "data", {"organizations": tables()["organizations"]})
    (folder / "organizations.csv").rename(folder / "our agencies.csv")
    resources = [
        {"name": "organization", "path": "our agencies.csv"}, {"name": "service", "path": "../secret/services.csv"},
        {"name": "phone", "path": "/etc/passwd"}, {"name": "location", "path": "https://x.example/locations.csv"},
    ]  # fmt: skip
    package = as_json(folder / "datapackage.json", {"name": "x", "resources": resources})
    for named in (package, folder):
        [outcome] = bring(named)
        assert reasons([outcome]) == []
    assert Organization.objects.count() == 1
    assert not Program.objects.exists()
    lonely = as_json(tmp_path / "datapackage.json", {"resources": [{"path": "nowhere.csv"}]})
    assert reasons(bring(lonely)) == ["describes tables, and none of them lies beside it."]


def test_other_tables_of_the_standard_are_counted(tmp_path: Path) -> None:
    folder = as_tables(tmp_path / "tables", tables() | {"funding": [{"id": "f", "source": "county"}]})
    [outcome] = bring(folder)
    assert outcome.tally.passed_over["tables that say nothing kept here"] == 1


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_tables_of_all_spreadsheets_are_read(tmp_path: Path, delimiter: str) -> None:
    [outcome] = bring(as_tables(tmp_path / "tables", delimiter=delimiter, lineterminator="\n"))
    assert counts(outcome)["programs"] == (1, 0, 0)


def test_a_package_without_its_lesser_tables_is_read(tmp_path: Path) -> None:
    few = {name: rows for name, rows in tables().items() if name in {"organizations", "services"}}
    [outcome] = bring(as_tables(tmp_path / "tables", few))
    assert counts(outcome)["programs"] == (1, 0, 0)
    assert Program.objects.get().site.name == "Harvest Table"


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.json", b"", "is empty."),
        ("a.json", b'{"resourceType": "Patient", "id": "1"}', "is FHIR. For FHIR, use: handclasp import fhir"),
        ("a.json", b"<html></html>", "is a web page."),
        ("a.json", b"id,name\n1,x\n", "is no HSDS"),
        ("a.json", b"[]", ""),
        ("a.json", b'{"total_items": 0, "contents": []}', ""),
        ("a.json", b"{}", "FILE, line 1: is no organization"),
        ("a.json", b"[7]", "FILE, line 1, item 1: should be a record"),
        ("a.json", b'{"id": {"x": 1}, "name": "y"}', "FILE, line 1, id: should be text"),
        ("organizations.csv", b"name;x\n\xff;1\n", "is not in UTF-8"),
        ("organizations.csv", b"a,b\n1,2\n", "FILE, line 1, header: names no column of HSDS"),
        ("organizations.csv", b"id,na\rme\n1,2\n", "FILE, line 1, header: is not CSV ("),
        ("organizations.csv", b"id,name\n1,2,3\n", "FILE, line 2: has 3 cells, the header has 2."),
        ("contacts2.csv", b"id,name\n1,2\n", "holds no table of HSDS"),
    ],
)  # fmt: skip
def test_another_kind_of_file_is_named_for_what_it_is(
    tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    found = reasons(bring(path))
    assert found[0].startswith(said) if said else found == [], found


def test_a_path_that_is_not_there_is_said(tmp_path: Path) -> None:
    assert reasons(bring(tmp_path / "nowhere.json")) == ["is not there. Check the path."]


def test_a_place_without_an_organization_is_passed_over_until_one_is_named(tmp_path: Path) -> None:
    path = as_json(tmp_path / "l.json", location())
    [outcome] = bring(path)
    assert outcome.tally.passed_over["places that no organization is named for"] == 1
    home = Organization.objects.create(name="Cedar Row Health")
    assert counts(bring(path, home="Cedar Row Health")[0]) == {"sites": (1, 0, 0)}
    assert home.sites.get().name == "Harvest Hall"

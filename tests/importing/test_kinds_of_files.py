"""Whatever somebody hands over is answered in a sentence."""

import gzip
import json
from pathlib import Path

import pytest

from handclasp.config.importing.complaints import BadRows, WrongFile
from handclasp.config.importing.fhir_files import records
from handclasp.config.importing.finding import files_of
from tests.importing.files import bundle, network, patient

ONE = json.dumps(patient("c1")).encode()
SPREAD = json.dumps(patient("c1"), indent=2).encode()


@pytest.mark.parametrize(
    "content",
    [
        ONE, SPREAD, b"\xef\xbb\xbf" + ONE, b"\xef\xbb\xbf" + SPREAD, SPREAD.decode().encode("utf-16"),
        ONE.decode().encode("utf-16-le"), ONE.decode().encode("utf-16-be"),
        gzip.compress(SPREAD, mtime=0), b"\n\n" + ONE,
        b"[" + ONE + b"]", b'{"resourceType":"Bundle","entry":[{"resource":' + ONE + b"}]}",
        ONE.replace(b"Donya787", "محمد 明 Łucja 👩‍⚕️".encode()),
    ],
)  # fmt: skip
def test_a_resource_is_read_however_it_is_packed(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "file"
    path.write_bytes(content)
    assert [(record.kind, record.resource["id"]) for record in records(path)] == [("Patient", "c1")]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty."), (b" \n\n", "is empty."), (b"\xef\xbb\xbf", "is empty."), (b"%PDF-1.7", "is a PDF."),
        (b"PK\x03\x04", "zip archive"), (bytes(range(256)), "not a text file"), (b"<!DOCTYPE html>", "web page"),
        (b"<Patient/>", "XML"), (b"given,family\nA,B", "handclasp import staff"), (b"5", "not FHIR"),
        (SPREAD[:200], "cut off"), (gzip.compress(ONE * 50, mtime=0)[:90], "cut off"),
        (b'{"resourceType":"Patient","id":"\xe9"}', "not in UTF-8 (line 1, byte 33)"),
        (b"[" * 100_000, "absurd"), (b'{"resourceType":"Patient","id":NaN}', "absurd"),
        ('{"resourceType": "é'.encode("utf-16-le")[:-1], "damaged"),
    ],
)  # fmt: skip
def test_another_kind_of_file_is_named_for_what_it_is(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "file"
    path.write_bytes(content)
    with pytest.raises(WrongFile) as wrong:
        list(records(path))
    assert said in str(wrong.value)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (ONE + b"\n" + ONE[:50], "line 2: the record ends in its middle"),
        (ONE + b'\n{"a" 1}\n' + ONE, "line 2: this is not JSON"),
        (b'{"a" 1}\n' + ONE, "line 1: this line is not JSON"),
        (ONE + b"\n7\n", "line 2: should be a resource"),
        (b'{"name": "x"}', "line 1, resourceType: is missing"),
        (b'{"resourceType": ["Patient"]}', "line 1, resourceType: is missing"),
        (b'{"resourceType": "\\ud800"}', "line 1, resourceType: names no type"),
        (b'{"resourceType":"Bundle","entry":{}}', "line 1, entry: should be a list"),
        (b'{"resourceType":"Bundle","entry":[3]}', "line 1, entry 1: should be an object"),
    ],
)
def test_a_bad_row_is_named_by_its_place(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "file"
    path.write_bytes(content)
    with pytest.raises(BadRows) as bad:
        list(records(path))
    assert said in bad.value.complaints[0].sentence("FILE")


def test_a_file_that_is_not_there_or_a_folder_is_said() -> None:
    for path in (Path("nowhere.json"), Path(__file__).parent):
        with pytest.raises(WrongFile):
            list(records(path))


def test_a_folder_is_walked_and_what_is_no_fhir_is_counted(tmp_path: Path) -> None:
    inside = tmp_path / "deep" / "deeper"
    inside.mkdir(parents=True)
    one = bundle(inside / "a.json", *network())
    for name in ("notes.txt", "b.ndjson.gz", ".hidden.json"):
        (tmp_path / name).write_text("x")
    assert files_of((tmp_path, one)) == ([tmp_path / "b.ndjson.gz", one], 1)

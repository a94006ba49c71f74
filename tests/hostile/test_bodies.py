"""What a request carries: forms of a modest size and no files, and every answer says so in words."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from handclasp.web.shell.bodies import LARGEST, stop_reading
from tests.web.staffing import furnish, signed_in

pytestmark = pytest.mark.usefixtures("db_clone")
LOGIN = "/accounts/login/"


@pytest.mark.parametrize("address", ["/introduce/", LOGIN, "/presence/change/", "/nowhere/"])
def test_a_file_is_not_taken_and_not_kept(address: str) -> None:
    browser = signed_in(furnish().wes)
    sent = {"q": "x", "picture": SimpleUploadedFile("secret.txt", b"Marisol")}
    answer = browser.post(address, sent)
    assert answer.status_code == (404 if address == "/nowhere/" else 415)
    assert "Marisol" not in answer.content.decode()
    assert "Nothing was changed" in answer.content.decode() or answer.status_code == 404


@pytest.mark.parametrize(
    "kind", ["application/json", "text/plain", "application/xml", "image/png", "text/x-www-form"]
)
def test_a_body_that_is_no_form_is_refused(kind: str) -> None:
    answer = signed_in(furnish().wes).post("/introduce/", b'{"q": "Marisol"}', content_type=kind)
    assert answer.status_code == 415
    assert "Marisol" not in answer.content.decode()


def test_a_form_of_many_megabytes_is_refused_in_words() -> None:
    answer = signed_in(furnish().wes).post("/introduce/", {"q": "x" * (LARGEST + 1)})
    assert answer.status_code == 413
    assert "shorten what you typed" in answer.content.decode()


@pytest.mark.parametrize("length", ["-1", "1e9", "9" * 40, "²"])
def test_an_absurd_length_is_refused(length: str) -> None:
    answer = Client().generic("POST", LOGIN, b"", CONTENT_LENGTH=length)
    assert answer.status_code == 413


def test_a_form_with_a_thousand_and_one_fields_is_unreadable() -> None:
    answer = signed_in(furnish().wes).post("/introduce/", {f"f{n}": "1" for n in range(1001)})
    assert answer.status_code == 400


def _read_all(headers: list[tuple[bytes, bytes]], chunks: list[bytes]) -> tuple[int, dict[str, Any], int]:
    waiting: Iterator[bytes] = iter(chunks)
    asked = 0

    async def receive() -> dict[str, Any]:
        nonlocal asked
        asked += 1
        return {"type": "http.request", "body": next(waiting), "more_body": True}

    async def read() -> int:
        limited, size = stop_reading(scope, receive), 0
        while True:
            message = await limited()
            size += len(message["body"])
            if not message["more_body"]:
                return size

    scope: dict[str, Any] = {"type": "http", "headers": headers}
    with ThreadPoolExecutor(1) as thread:  # this one may have a browser's loop in it
        size = thread.submit(lambda: asyncio.run(read())).result()
    return size, scope, asked


def test_a_body_that_announces_too_much_is_not_read_at_all() -> None:
    read, _, asked = _read_all([(b"content-length", b"99999999999")], [b"x"])
    assert (read, asked) == (0, 0)


def test_a_body_that_turns_out_too_long_is_read_no_further_and_noted() -> None:
    half = b"x" * (LARGEST // 2)
    read, scope, asked = _read_all([(b"transfer-encoding", b"chunked")], [half, half, b"x", b"x", b"x"])
    assert read <= LARGEST
    assert asked == 3
    assert int(dict(scope["headers"])[b"content-length"]) > LARGEST

"""What a request may carry: forms of a modest size, and no files."""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, Final, NoReturn

from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest
from django.http.multipartparser import MultiPartParserError

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
LARGEST: Final = 1_000_000  # bytes; the longest form of ours holds a tenth
FORMS: Final = frozenset({"", "application/x-www-form-urlencoded", "multipart/form-data"})
DONE: Final = {"type": "http.request", "body": b"", "more_body": False}


class FileRefused(MultiPartParserError):
    """Somebody sent a file."""


class NoFiles(FileUploadHandler):
    """Refuse a form at its first file, before any of it is kept."""

    def new_file(self, *args: object, **more: object) -> NoReturn:
        """Refuse."""
        raise FileRefused("files are not taken")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Keep nothing."""

    def file_complete(self, file_size: int) -> None:
        """Keep nothing."""


def is_too_large(request: HttpRequest) -> bool:
    """Say whether the request says, or turned out, to carry more than we read."""
    text = request.META.get("CONTENT_LENGTH") or "0"
    return not text.isascii() or not text.isdigit() or len(text) > 12 or int(text) > LARGEST


def is_a_form(request: HttpRequest) -> bool:
    """Say whether the body is of a kind that our forms send."""
    return (request.content_type or "") in FORMS


def stop_reading(scope: MutableMapping[str, Any], receive: Receive) -> Receive:
    """Return a `receive` that reads no more than we take; a longer body is noted in the scope's headers.

    Django copies a whole body to disk before it looks at anything, however long a stranger lets it become.
    """
    read, is_over = 0, _announced(scope) > LARGEST

    async def limited() -> Message:
        nonlocal read, is_over
        if is_over:
            return dict(DONE)
        message = await receive()
        read += len(message.get("body", b""))
        if read > LARGEST:
            is_over = True
            scope["headers"] = [*scope["headers"], (b"content-length", str(read).encode())]
            return dict(DONE)
        return message

    return limited


def _announced(scope: MutableMapping[str, Any]) -> int:
    for name, value in scope["headers"]:
        if name == b"content-length" and value.isdigit() and len(value) < 19:
            return int(value)
    return 0

"""What a request may carry: forms of a modest size, and no files but a photo of somebody of the staff."""

import re
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, Final

from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest
from django.http.multipartparser import MultiPartParserError

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
LARGEST: Final = 1_000_000  # bytes; the longest form of ours holds a tenth
LARGEST_PHOTO: Final = 8_500_000  # bytes of the form in which a photo of at most 8 MB comes
PHOTOS: Final = re.compile(r"/people/[0-9]{1,18}/photo/")
FORMS: Final = frozenset({"", "application/x-www-form-urlencoded", "multipart/form-data"})
DONE: Final = {"type": "http.request", "body": b"", "more_body": False}


class FileRefused(MultiPartParserError):
    """Somebody sent a file."""


class OnlyPhotos(FileUploadHandler):
    """Refuse a form at its first file, before any of it is kept; a photo is read into memory, and only there."""

    def new_file(self, *args: Any, **more: Any) -> None:
        """Refuse, but where a photo is sent."""
        super().new_file(*args, **more)
        if not takes_a_photo(self.request.path if self.request else ""):
            raise FileRefused("files are not taken")
        self.read = bytearray()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Keep what was read; the whole body is limited already."""
        self.read += raw_data

    def file_complete(self, file_size: int) -> SimpleUploadedFile:
        """Give out the photo under a name of ours."""
        return SimpleUploadedFile("photo", bytes(self.read))


def takes_a_photo(path: str) -> bool:
    """Say whether a photo is sent to this address."""
    return PHOTOS.fullmatch(path) is not None


def limit_of(path: str) -> int:
    """Return how many bytes are taken at this address."""
    return LARGEST_PHOTO if takes_a_photo(path) else LARGEST


def is_too_large(request: HttpRequest) -> bool:
    """Say whether the request says, or turned out, to carry more than we read."""
    text = request.META.get("CONTENT_LENGTH") or "0"
    return not text.isascii() or not text.isdigit() or len(text) > 12 or int(text) > limit_of(request.path)


def is_a_form(request: HttpRequest) -> bool:
    """Say whether the body is of a kind that our forms send."""
    return (request.content_type or "") in FORMS


def stop_reading(scope: MutableMapping[str, Any], receive: Receive) -> Receive:
    """Return a `receive` that reads no more than we take; a longer body is noted in the scope's headers.

    Django copies a whole body to disk before it looks at anything, however long a stranger lets it become.
    """
    limit = limit_of(scope.get("path", ""))
    read, is_over = 0, _announced(scope) > limit

    async def limited() -> Message:
        nonlocal read, is_over
        if is_over:
            return dict(DONE)
        message = await receive()
        read += len(message.get("body", b""))
        if read > limit:
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

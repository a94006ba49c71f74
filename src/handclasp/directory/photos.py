"""Pictures of people: read with suspicion, cut to a square, and written anew without whatever else was in the file."""

import struct
from hashlib import sha256
from io import BytesIO
from threading import Lock
from typing import Final

from PIL import Image, ImageOps, UnidentifiedImageError
from PIL.JpegImagePlugin import JpegImageFile

from handclasp.platform.refusals import Refusal

SIDE: Final = 320  # pixels
LARGEST: Final = 61_440  # bytes of what is kept
LARGEST_SENT: Final = 8_000_000  # bytes of what is sent
FORMATS: Final = ("JPEG", "PNG", "WEBP")
MOST_PIXELS: Final = 16_000_000
MOST_PIXELS_OF_A_PLAIN_JPEG: Final = 50_000_000
SCAN: Final = b"\xff\xda"
MOST_SCANS: Final = 60  # a progressive JPEG has ten; every one goes over the whole picture
QUALITIES: Final = (82, 70, 55, 40, 20)
ONE_AT_A_TIME: Final = Lock()  # an unpacked picture takes a hundred megabytes
PATIENCE: Final = 2.0  # seconds: whoever waits keeps a connection to the database
# What Pillow raises for files that are cut off or lie about themselves.
DAMAGED: Final = (
    UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, struct.error, LookupError, TypeError,
    ArithmeticError, AttributeError,
)  # fmt: skip


def small_square(picture: bytes) -> bytes:
    """Return a picture's middle as a square WebP of at most 60 KB, upright and without metadata; one at a time.

    Refuses `photo_too_large` (bytes or pixels), `photo_unreadable`, and `photo_busy` while others are being read.
    """
    if len(picture) > LARGEST_SENT:
        raise Refusal("photo_too_large")
    if picture.count(SCAN) > MOST_SCANS:
        raise Refusal("photo_unreadable")
    if not ONE_AT_A_TIME.acquire(timeout=PATIENCE):
        raise Refusal("photo_busy")
    try:
        return _small(_opened(picture))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Refusal("photo_too_large") from error
    except DAMAGED as error:
        raise Refusal("photo_unreadable") from error
    finally:
        ONE_AT_A_TIME.release()


def digest_of(image: bytes) -> str:
    """Return the name of a picture in addresses: its SHA-256, so that the address changes with the picture."""
    return sha256(image).hexdigest()


def _opened(picture: bytes) -> Image.Image:
    """Open a picture whose size is looked at before any of it is unpacked."""
    image = Image.open(BytesIO(picture), formats=FORMATS)
    if image.width * image.height > _most_pixels(image):
        raise Refusal("photo_too_large")
    image.draft("RGB", (SIDE * 2, SIDE * 2))
    return ImageOps.exif_transpose(image)


def _most_pixels(image: Image.Image) -> int:
    """Return what is unpacked at most: a JPEG that is not progressive unpacks to a fraction of its size."""
    is_light = isinstance(image, JpegImageFile) and not image.info.get("progressive")
    return MOST_PIXELS_OF_A_PLAIN_JPEG if is_light else MOST_PIXELS


def _small(image: Image.Image) -> bytes:
    square = ImageOps.fit(image.convert("RGB"), (SIDE, SIDE), Image.Resampling.LANCZOS)
    for quality in QUALITIES:
        written = BytesIO()
        square.save(written, "WEBP", quality=quality, exif=b"", icc_profile=b"")
        if written.tell() <= LARGEST:
            return written.getvalue()
    raise Refusal("photo_too_large")

"""Pictures of people: read with suspicion, cut to a square, and written anew without whatever else was in the file."""

from hashlib import sha256
from io import BytesIO
from threading import Lock
from typing import Final

from PIL import Image, ImageOps, UnidentifiedImageError

from handclasp.platform.refusals import Refusal

SIDE: Final = 320  # pixels
LARGEST: Final = 61_440  # bytes of what is kept
LARGEST_SENT: Final = 8_000_000  # bytes of what is sent
MOST_PIXELS: Final = {
    "JPEG": 50_000_000,
    "PNG": 16_000_000,
    "WEBP": 16_000_000,
}  # only JPEG unpacks to a fraction
QUALITIES: Final = (82, 70, 55, 40, 20)
ONE_AT_A_TIME: Final = Lock()  # an unpacked picture takes a hundred megabytes


def small_square(picture: bytes) -> bytes:
    """Return a picture's middle as a square WebP of at most 60 KB, upright and without metadata; one at a time.

    Refuses `photo_too_large` (bytes or pixels) and `photo_unreadable`.
    """
    if len(picture) > LARGEST_SENT:
        raise Refusal("photo_too_large")
    try:
        with ONE_AT_A_TIME:
            return _small(_opened(picture))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Refusal("photo_too_large") from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError) as error:
        raise Refusal("photo_unreadable") from error


def digest_of(image: bytes) -> str:
    """Return the name of a picture in addresses: its SHA-256, so that the address changes with the picture."""
    return sha256(image).hexdigest()


def _opened(picture: bytes) -> Image.Image:
    """Open a picture whose size is looked at before any of it is unpacked."""
    image = Image.open(BytesIO(picture), formats=tuple(MOST_PIXELS))
    if image.width * image.height > MOST_PIXELS[image.format or "PNG"]:
        raise Refusal("photo_too_large")
    image.draft("RGB", (SIDE * 2, SIDE * 2))  # a JPEG unpacks to a fraction of its size
    return ImageOps.exif_transpose(image)


def _small(image: Image.Image) -> bytes:
    square = ImageOps.fit(image.convert("RGB"), (SIDE, SIDE), Image.Resampling.LANCZOS)
    for quality in QUALITIES:
        written = BytesIO()
        square.save(written, "WEBP", quality=quality, exif=b"", icc_profile=b"")
        if written.tell() <= LARGEST:
            return written.getvalue()
    raise Refusal("photo_too_large")

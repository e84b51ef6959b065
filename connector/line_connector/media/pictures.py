"""Pictures as messages show them: upright, without metadata, JPEG or PNG, and small enough."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from typing import Any, NamedTuple

from line_connector.errors import InputError
from line_connector.installing import how_to_install
from line_connector.media.formats import HEAD, JPEG, PNG, Format, format_of, name_of_other
from line_connector.media.limits import MEGABYTE
from line_connector.media.png_chunks import is_animated, without_metadata

try:
    from PIL import Image, ImageOps, UnidentifiedImageError
except ImportError:
    raise InputError(
        f"pictures need Pillow, which is not installed: {how_to_install('media')}"
    ) from None

LARGEST_SOURCE = 50 * MEGABYTE
"""Bytes of a picture that is looked at; it may become smaller."""

MOST_PIXELS = 64_000_000
"""Of a picture that is opened: a small file can hold one that fills the memory."""

_LONGEST_PREVIEW_SIDE = 1024
"""Pixels: what a phone shows in a chat is smaller."""

_READ = ("JPEG", "PNG", "GIF", "WEBP", "BMP", "TIFF", "AVIF")
_QUALITY = 90
_LEAST_SIDE = 16
_STEP = 0.8
"""How much smaller each next try is, where one has too many bytes."""


class Picture(NamedTuple):
    """A picture that LINE takes."""

    content: bytes

    form: Format


def opened_picture(content: bytes, what: str) -> Image.Image:
    """Return a picture, upright, in colors that JPEG and PNG have.

    Raises:
        InputError: it is no picture that can be read, it is damaged, or it has too many pixels.
    """
    try:
        with warnings.catch_warnings():  # of many pixels, which are refused below
            warnings.simplefilter("ignore")
            image: Image.Image = Image.open(io.BytesIO(content), formats=_readable())
            if image.width * image.height > MOST_PIXELS:
                raise _too_many_pixels(what, f"{image.width} x {image.height}")
            image.load()
            return _in_plain_colors(ImageOps.exif_transpose(image))
    except Image.DecompressionBombError:
        raise _too_many_pixels(what, "far more") from None
    except UnidentifiedImageError:
        raise _unreadable(content, what) from None
    except (OSError, ValueError, SyntaxError, EOFError) as error:
        raise InputError(f"{what}: is damaged: {error}") from None


def original(content: bytes, largest: int, what: str) -> Picture:
    """Return a picture as it is, but upright and without metadata; smaller only if it has to be.

    An animated PNG stays animated; of other animations there is the first picture.

    Args:
        content: the file.
        largest: bytes that it may have.
        what: what errors call it.

    Raises:
        InputError: as `opened_picture`; or an animated PNG is too large.
    """
    image = opened_picture(content, what)
    if format_of(content[:HEAD]) == PNG and is_animated(content):
        kept = without_metadata(content)
        if len(kept) > largest:
            limit = f"at most {largest // MEGABYTE} MB"
            raise InputError(f"{what}: an animated PNG must have {limit}; it is not made smaller")
        return Picture(kept, PNG)
    return _fitted(image, largest)


def preview(content: bytes, largest: int, what: str) -> Picture:
    """Return a small picture of at most so many bytes.

    Raises:
        InputError: as `opened_picture`.
    """
    image = opened_picture(content, what)
    image.thumbnail((_LONGEST_PREVIEW_SIDE, _LONGEST_PREVIEW_SIDE))
    return _fitted(image, largest)


def widths(content: bytes, each: tuple[int, ...], largest: int, what: str) -> list[Picture]:
    """Return a picture in several widths, each as high as it becomes.

    Raises:
        InputError: as `opened_picture`.
    """
    image = opened_picture(content, what)
    return [_fitted(_resized(image, width), largest) for width in each]


def _readable() -> tuple[str, ...]:
    Image.init()
    return tuple(name for name in _READ if name in Image.OPEN)


def _in_plain_colors(image: Image.Image) -> Image.Image:
    """Return a picture in gray, RGB or RGBA, whose information is what its colors need."""
    has_alpha = "A" in image.getbands() or "transparency" in image.info
    profile = image.info.get("icc_profile") if image.mode in {"RGB", "RGBA", "L"} else None
    mode = "RGBA" if has_alpha else "L" if image.mode in {"1", "L"} else "RGB"
    if image.mode.startswith("I") and not has_alpha:  # 16 bits of gray
        image = image.point(lambda value: value / 256)  # pyright: ignore[reportUnknownMemberType]
        mode = "L"
    plain = image.convert(mode) if image.mode != mode else image.copy()
    plain.info = {"icc_profile": profile} if profile else {}
    return plain


def _resized(image: Image.Image, width: int) -> Image.Image:
    height = max(1, round(image.height * width / image.width))
    resized = image.resize(  # pyright: ignore[reportUnknownMemberType]
        (width, height), Image.Resampling.LANCZOS
    )
    resized.info = image.info
    return resized


def _fitted(image: Image.Image, largest: int) -> Picture:
    """Return a picture in as many pixels as fit in so many bytes."""
    while True:
        for picture in _encodings(image):
            if len(picture.content) <= largest:
                return picture
        image = _resized(image, max(_LEAST_SIDE, round(image.width * _STEP)))


def _encodings(image: Image.Image) -> Iterator[Picture]:
    """Yield a picture as PNG where it is a drawing or is transparent; else as JPEG."""
    if image.mode == "RGBA" or image.getcolors(maxcolors=4096) is not None:
        yield Picture(_encoded(image, "PNG", optimize=True), PNG)
    if image.mode != "RGBA":
        for quality in (_QUALITY, 75):
            yield Picture(_encoded(image, "JPEG", quality=quality, optimize=True), JPEG)


def _encoded(image: Image.Image, form: str, **options: Any) -> bytes:
    file = io.BytesIO()
    image.save(file, form, icc_profile=image.info.get("icc_profile"), **options)
    return file.getvalue()


def _too_many_pixels(what: str, size: str) -> InputError:
    most = MOST_PIXELS // 1_000_000
    return InputError(f"{what}: must have at most {most} million pixels, has {size}")


def _unreadable(content: bytes, what: str) -> InputError:
    name = name_of_other(content[:HEAD])
    if not name:
        return InputError(f"{what}: is not a picture; give a JPEG or PNG")
    return InputError(f"{what}: is {name}, which cannot be read here; convert it to JPEG or PNG")

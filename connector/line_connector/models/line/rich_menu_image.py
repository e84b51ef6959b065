"""The image of a rich menu, looked at before it is sent.

A menu's image cannot be replaced, and a wrong one is refused without a reason, so its format and
size are read from the bytes themselves, whatever the file is called.

Source: https://developers.line.biz/en/reference/messaging-api/#upload-rich-menu-image-requirements
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, NamedTuple

from pydantic_core import core_schema

from line_connector.errors import InputError
from line_connector.models.line.rich_menu_size import (
    LEAST_HEIGHT,
    LEAST_WIDTH,
    MOST_WIDTH,
    too_high,
)
from line_connector.schema.files import FileInput, LocalFileError
from line_connector.schema.model import rule
from line_connector.schema.problems import Problem, warning

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler

_MEGABYTE = 1_000_000
_LARGEST = 1024 * 1024
"""Bytes. Which of the two is meant by 1 MB is not documented."""

_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_HEADER = b"IHDR"
_JPEG = b"\xff\xd8"

# Start-of-frame markers are 0xC0 to 0xCF, less the three that begin tables.
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_ALONE = frozenset({0x01, *range(0xD0, 0xD9)})
"""Markers without a segment behind them."""
_SCAN, _END = 0xDA, 0xD9


class ImageHeader(NamedTuple):
    """What an image says of itself."""

    content_type: str

    width: int
    """Pixels."""

    height: int
    """Pixels."""


def read_image_header(content: bytes) -> ImageHeader | None:
    """Return what a PNG or JPEG image says of itself; None where it is no such image."""
    size, content_type = None, "image/png"
    if content.startswith(_PNG):
        size = _png_size(content)
    elif content.startswith(_JPEG):
        size, content_type = _jpeg_size(content), "image/jpeg"
    return ImageHeader(content_type, *size) if size else None


def _png_size(content: bytes) -> tuple[int, int] | None:
    if content[12:16] != _PNG_HEADER or len(content) < 24:
        return None
    return int.from_bytes(content[16:20], "big"), int.from_bytes(content[20:24], "big")


def _jpeg_size(content: bytes) -> tuple[int, int] | None:
    """Walk from marker to marker to the frame, which stands before the first scan."""
    at = len(_JPEG)
    while at + 9 <= len(content) and content[at] == 0xFF:
        marker = content[at + 1]
        if marker == 0xFF:  # a fill byte
            at += 1
        elif marker in _ALONE:
            at += 2
        elif marker in _FRAMES:
            height, width = content[at + 5 : at + 7], content[at + 7 : at + 9]
            return int.from_bytes(width, "big"), int.from_bytes(height, "big")
        elif marker in {_SCAN, _END}:
            return None
        else:
            at += 2 + int.from_bytes(content[at + 2 : at + 4], "big")
    return None


class _RichMenuImageRules:
    """Annotation for a file that must be an image for a rich menu."""

    def check(self, file: FileInput) -> FileInput:
        """Refuse another file; return one with the type that its bytes say, and read already."""
        content = _content(file)
        header = read_image_header(content)
        if header is None:
            raise rule("must be a PNG or JPEG image")
        _, width, height = header
        if not LEAST_WIDTH <= width <= MOST_WIDTH:
            raise rule(f"must be {LEAST_WIDTH} to {MOST_WIDTH} pixels wide, is {width} x {height}")
        if height < LEAST_HEIGHT:
            raise rule(f"must be at least {LEAST_HEIGHT} pixels high, is {width} x {height}")
        if text := too_high(width, height):
            raise rule(f"is {width} x {height} pixels; the height {text}")
        return FileInput(content, file_name=file.file_name, content_type=header.content_type)

    def warnings(self, file: FileInput) -> Iterator[Problem]:
        """Yield a size between the two meanings of 1 MB."""
        size = file.size() or 0
        if size > _MEGABYTE:
            yield warning((), f"may be refused: has {size} bytes, more than {_MEGABYTE}")

    def __get_pydantic_core_schema__(
        self, source: object, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        return core_schema.no_info_after_validator_function(self.check, handler(source))


def _content(file: FileInput) -> bytes:
    """Return a file's bytes, so that those are sent that were looked at."""
    try:
        opened = file.open()
        try:
            if opened.size > _LARGEST:
                raise rule(f"must be at most 1 MB, has {opened.size} bytes")
            return b"".join(opened.chunks())
        finally:
            opened.close()
    except (InputError, LocalFileError) as error:
        raise rule(str(error)) from None


RichMenuImage = Annotated[FileInput, _RichMenuImageRules()]
"""JPEG or PNG, at most 1 MB, 800 to 2500 pixels wide, at least 250 high, and at least 1.45 times
as wide as high."""

"""The size of a PNG or JPEG image, and whether a rich menu may have it."""

import io

LARGEST = 1024 * 1024
"""Bytes. Whether LINE counts a megabyte as this or as a million is not known."""

WIDTHS = range(800, 2501)
LEAST_HEIGHT = 250


def is_allowed(image: bytes, content_type: str) -> bool:
    """Tell whether an image is of the type it is said to be, and of a size for a rich menu."""
    size = png_size(image) if content_type == "image/png" else jpeg_size(image)
    if size is None or len(image) > LARGEST:
        return False
    width, height = size
    return width in WIDTHS and height >= LEAST_HEIGHT and is_wide_enough(width, height)


def is_wide_enough(width: int, height: int) -> bool:
    """Tell whether a rich menu or its image is at least 1.45 times as wide as high."""
    return 100 * width >= 145 * height


def png_size(image: bytes) -> tuple[int, int] | None:
    """Return width and height; none if it is no PNG image."""
    reader = io.BytesIO(image)
    if reader.read(8) != b"\x89PNG\r\n\x1a\n" or reader.read(8)[4:] != b"IHDR":
        return None
    return _number(reader, 4), _number(reader, 4)


def jpeg_size(image: bytes) -> tuple[int, int] | None:
    """Return width and height; none if it is no JPEG image."""
    reader = io.BytesIO(image)
    if reader.read(2) != b"\xff\xd8":
        return None
    while reader.read(1) == b"\xff":
        marker = _number(reader, 1)
        while marker == 0xFF:
            marker = _number(reader, 1)
        if marker in {0x01, *range(0xD0, 0xD8)}:
            continue
        length = _number(reader, 2)
        if 0xC0 <= marker <= 0xCF and marker not in {0xC4, 0xC8, 0xCC}:
            reader.read(1)  # bits of a sample
            height = _number(reader, 2)
            return _number(reader, 2), height
        if marker == 0xDA or length < 2:  # the picture itself begins, or it is damaged
            return None
        reader.seek(length - 2, io.SEEK_CUR)
    return None


def _number(reader: io.BytesIO, size: int) -> int:
    return int.from_bytes(reader.read(size), "big")

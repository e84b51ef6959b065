"""The chunks of a PNG, to take metadata out of an animated one without drawing it anew.

Source: https://www.w3.org/TR/png-3/#5Chunk-layout
"""

from __future__ import annotations

from collections.abc import Iterator

_SIGNATURE = 8
_METADATA = frozenset({b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME"})
_AROUND = 12
"""Bytes of a chunk besides its data: length, type and checksum."""


def is_animated(content: bytes) -> bool:
    """Tell whether a PNG is animated: it says so before its first picture."""
    for kind, _ in _chunks(content):
        if kind == b"acTL":
            return True
        if kind == b"IDAT":
            return False
    return False


def without_metadata(content: bytes) -> bytes:
    """Return a PNG without texts, times and Exif, and without what stands behind its end."""
    kept = (chunk for kind, chunk in _chunks(content) if kind not in _METADATA)
    return content[:_SIGNATURE] + b"".join(kept)


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the type of each chunk, and the whole chunk."""
    at = _SIGNATURE
    while at + _AROUND <= len(content):
        end = at + _AROUND + int.from_bytes(content[at : at + 4], "big")
        kind = content[at + 4 : at + 8]
        yield kind, content[at:end]
        if kind == b"IEND":
            return
        at = end

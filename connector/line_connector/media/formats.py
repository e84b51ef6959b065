"""What a file is, by its first bytes, whatever it is called."""

from __future__ import annotations

from typing import Literal, NamedTuple

Kind = Literal["image", "video", "audio"]


class Format(NamedTuple):
    """A format of files."""

    content_type: str

    suffix: str
    """How names of such files end: `.png`."""

    @property
    def kind(self) -> Kind:
        """What messages take it for."""
        kind: Kind = self.content_type.partition("/")[0]  # type: ignore[assignment]
        return kind


JPEG = Format("image/jpeg", ".jpg")
PNG = Format("image/png", ".png")
MP4 = Format("video/mp4", ".mp4")
M4A = Format("audio/mp4", ".m4a")
MP3 = Format("audio/mpeg", ".mp3")

_PICTURES = frozenset({"HEIC", "AVIF", "WebP", "GIF", "BMP", "TIFF"})

HEAD = 32
"""Bytes that `format_of` looks at."""

_AUDIO_BRANDS = frozenset({b"M4A ", b"M4B ", b"F4A "})
_OTHER_BRANDS = {
    b"heic": "HEIC",
    b"heix": "HEIC",
    b"heif": "HEIC",
    b"mif1": "HEIC",
    b"msf1": "HEIC",
    b"avif": "AVIF",
    b"avis": "AVIF",
    b"qt  ": "QuickTime",
}
"""ISO files that are no MP4, by their major brand."""


def format_of(head: bytes) -> Format | None:
    """Return the format of a file that LINE takes; None for any other.

    Args:
        head: its first bytes, at least `HEAD` of them where it has as many.

    Source: https://developers.line.biz/en/reference/messaging-api/#message-objects
    """
    if head.startswith(b"\xff\xd8\xff"):
        return JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if head[4:8] == b"ftyp" and head[8:12] not in _OTHER_BRANDS:
        return M4A if head[8:12] in _AUDIO_BRANDS else MP4
    return MP3 if _is_mp3(head) else None


def name_of_other(head: bytes) -> str:
    """Return what people call a file that LINE does not take; empty where that is not known."""
    if head[4:8] == b"ftyp":
        return _OTHER_BRANDS.get(head[8:12], "")
    if head[:4] == b"RIFF":
        return {b"WEBP": "WebP", b"WAVE": "WAV", b"AVI ": "AVI"}.get(head[8:12], "")
    starts = {
        b"GIF8": "GIF",
        b"BM": "BMP",
        b"II*\0": "TIFF",
        b"MM\0*": "TIFF",
        b"%PDF": "PDF",
        b"OggS": "Ogg",
        b"\x1aE\xdf\xa3": "WebM or Matroska",
        b"<": "SVG or HTML",
    }
    return next((name for start, name in starts.items() if head.startswith(start)), "")


def is_picture(head: bytes) -> bool:
    """Tell whether a file is a picture, also one that LINE does not take."""
    form = format_of(head)
    return form.kind == "image" if form else name_of_other(head) in _PICTURES


def _is_mp3(head: bytes) -> bool:
    """Tell an MP3 by its ID3 tag or its first frame: MPEG layer III, with a bit rate."""
    if head.startswith(b"ID3"):
        return True
    if len(head) < 3 or head[0] != 0xFF or head[1] & 0xE6 != 0xE2:
        return False
    return head[2] >> 4 not in {0, 15} and head[2] >> 2 & 3 != 3

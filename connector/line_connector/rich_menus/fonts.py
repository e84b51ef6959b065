"""A font that has the characters of a text: a given one, Pillow's own, or one on this machine."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from PIL import ImageFont

from line_connector.errors import InputError
from line_connector.shortening import shortened

Font = ImageFont.FreeTypeFont

_MOST_FONTS = 2000
"""Fonts of this machine that are looked at."""

_TESTED_SIZE = 20
_NO_CHARACTER = "\U0010fffe"
"""No font has a glyph for it, so that it shows what stands for a missing one."""

_UNSUITED = (
    *("mono", "serif", "italic", "oblique", "condensed", "light", "thin", "bold", "black"),
    *("symbol", "emoji"),
)
"""Parts of the names of fonts that are taken only where no plainer one will do."""

_INVISIBLE = {"Cc", "Cf", "Zs", "Zl", "Zp"}
_VARIATION_SELECTORS = range(0xFE00, 0xFE10)


def font_for(text: str, given: Path | None) -> Font:
    """Return a font, of no particular size, for all characters of a text.

    Args:
        text: what is to be drawn.
        given: a font's file, to be used and no other.

    Raises:
        InputError: the given one cannot be read, or none has all the characters.
    """
    if given is not None:
        font = _opened(given)
        if font is None:
            raise InputError(f"{given}: is not a font that can be read")
        if missing := _missing(font, text):
            raise InputError(f"{given}: has no {missing!r} (U+{ord(missing):04X})")
        return font
    for font in _candidates():
        if not _missing(font, text):
            return font
    raise InputError(
        f"no font on this machine has all characters of {shortened(text)!r}: install one, or name "
        "one with draw: {font: FILE}"
    )


def _missing(font: Font, text: str) -> str:
    """Return the first character that a font does not have; empty if it has all."""
    nothing = _glyph(font, _NO_CHARACTER)
    for character in text:
        if unicodedata.category(character) in _INVISIBLE or ord(character) in _VARIATION_SELECTORS:
            continue
        if _glyph(font, character) == nothing:
            return character
    return ""


def _glyph(font: Font, character: str) -> tuple[tuple[int, int], bytes]:
    mask: Any = font.getmask(character)
    return mask.size, bytes(mask)


def _candidates() -> Iterator[Font]:
    """Yield Pillow's own font, which looks the same everywhere, then those of this machine."""
    own = ImageFont.load_default(_TESTED_SIZE)
    if isinstance(own, Font):
        yield own
    for path in _font_files():
        if font := _opened(path):
            yield font


@lru_cache(maxsize=256)
def _opened(path: Path) -> Font | None:
    """Open a font; None if it cannot be read, or has pictures of one size only."""
    basic = ImageFont.Layout.BASIC  # enough to look for glyphs
    try:
        return ImageFont.truetype(str(path), _TESTED_SIZE, layout_engine=basic)
    except (OSError, ValueError):
        return None


@lru_cache(maxsize=1)
def _font_files() -> tuple[Path, ...]:
    """Return the fonts of this machine, the plainest first."""
    found = [
        path
        for folder in _folders()
        for ending in ("ttf", "otf", "ttc")
        for path in folder.rglob(f"*.{ending}")
    ]
    return tuple(sorted(found[:_MOST_FONTS], key=_plainness))


def _plainness(path: Path) -> tuple[int, bool, str]:
    name = path.stem.lower().replace("sansserif", "")
    return sum(word in name for word in _UNSUITED), "sans" not in name, path.name


def _folders() -> list[Path]:
    home = Path.home()
    if sys.platform == "win32":
        return [Path("C:/Windows/Fonts"), home / "AppData/Local/Microsoft/Windows/Fonts"]
    if sys.platform == "darwin":
        return [Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library/Fonts"]
    return [
        Path("/usr/share/fonts"),
        Path("/usr/local/share/fonts"),
        home / ".local/share/fonts",
        home / ".fonts",
    ]

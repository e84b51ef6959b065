"""Draw the pictures in docs/cards.md: each of the card that follows it, as a phone shows it.

Needs Chromium, Chrome or Edge, and Pillow.

python docs/card_pictures.py
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PIL import Image

from line_connector.documents.reading import read_document
from line_connector.preview.chromium import draw_png
from line_connector.preview.message_list import check_messages
from line_connector.preview.page import Look, preview_page

DOCS = Path(__file__).parent
PAGE = DOCS / "cards.md"

_SHOWN = re.compile(
    r"((?:^!\[[^\]]*\]\([^)]+\)\n)+)\n```yaml\n(.*?)^```$", re.MULTILINE | re.DOTALL
)
_PICTURE = re.compile(r"\(([^)]+)\)")
_COLORS = 64
"""Of a picture's palette: enough for flat colours and the edges of letters."""


def pictures() -> Iterator[tuple[Path, dict[str, Any]]]:
    """Yield each picture's file with the message object that it shows."""
    for files, text in _SHOWN.findall(PAGE.read_text(encoding="utf-8")):
        for file in _PICTURE.findall(files):
            yield DOCS / file, read_document(text, file)


def draw(message: dict[str, Any], *, dark: bool) -> bytes:
    """Return the PNG of a message object, with a palette."""
    look = Look(width=375, dark=dark)
    checked = check_messages([message])
    if checked.errors:
        sys.exit(f"{PAGE}: {checked.errors[0]}")
    image = Image.open(io.BytesIO(draw_png(preview_page(checked.messages, look), look.width)))
    drawn = io.BytesIO()
    image.convert("RGB").quantize(_COLORS).save(drawn, "PNG", optimize=True)
    return drawn.getvalue()


if __name__ == "__main__":
    for path, card in pictures():
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(draw(card, dark=path.stem.endswith("-dark")))
        print(path.relative_to(DOCS), path.stat().st_size)

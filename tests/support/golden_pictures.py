"""Pictures of messages in a browser, and how much two of them differ.

Fonts differ between machines, and so do the widths of letters and the shapes of their edges. So
two pictures are compared as if seen from afar: scaled down until a line of text is one or two grey
cells. What is looked for survives that: boxes, colours, pictures, their order and their sizes.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from PIL import Image, ImageChops, ImageFilter, ImageStat

from support.golden_messages import MESSAGES
from support.phone import Phone

FOLDER = Path(__file__).parents[1] / "preview" / "golden"

COLOURS = 24

CELL = 12
"""Pixels that become one."""

GROWTH = 0.12
"""By which share heights may differ: a line may wrap elsewhere."""

MEAN, CELLS = 6.0, 0.06
"""Mean difference of colours (of 255), and the share of cells that may be quite different."""

QUITE_DIFFERENT = 48


class Difference(NamedTuple):
    """How much two pictures differ."""

    height: float
    """As a share of the first one's."""
    mean: float
    cells: float

    @property
    def is_small(self) -> bool:
        return self.height <= GROWTH and self.mean <= MEAN and self.cells <= CELLS


def picture(phone: Phone, name: str) -> Image.Image:
    """Take a picture of a message."""
    phone.show(MESSAGES[name])
    shot = phone.page.locator("#phone").screenshot(animations="disabled")
    return Image.open(BytesIO(shot)).convert("RGB")


def save(image: Image.Image, path: Path) -> None:
    """Keep a picture in as few bytes as it needs."""
    image.quantize(COLOURS).save(path, optimize=True)


def golden(name: str) -> Image.Image:
    """Return the picture that is kept of a message."""
    return Image.open(FOLDER / f"{name}.png").convert("RGB")


def difference(kept: Image.Image, seen: Image.Image) -> Difference:
    """Return how much two pictures of a message differ."""
    height = abs(kept.height - seen.height) / kept.height
    size = max(1, kept.width // CELL), max(1, kept.height // CELL)
    first, second = (_from_afar(image, size) for image in (kept, seen))
    apart = ImageChops.difference(first, second)
    mean = sum(ImageStat.Stat(apart).mean) / 3
    strongest = apart.convert("L").histogram()
    cells = sum(strongest[QUITE_DIFFERENT:]) / (size[0] * size[1])
    return Difference(height, mean, cells)


def _from_afar(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    small = image.resize(size, Image.Resampling.BOX)
    return small.filter(ImageFilter.BoxBlur(0.5))

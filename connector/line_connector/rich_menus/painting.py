"""Paint a drawing with Pillow."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator

import regex
from PIL import Image, ImageDraw, ImageFont, features

from line_connector.errors import InputError
from line_connector.rich_menus.drawing import Drawing, Part
from line_connector.rich_menus.fonts import Font, font_for
from line_connector.shortening import shortened

_MOST_BYTES = 1_000_000
"""Whether LINE's 1 MB is this or 1024 * 1024 is not documented."""

_ICON, _TITLE, _GAP, _MARGIN = 0.34, 0.15, 0.06, 0.08
"""Sizes as parts of the lesser side."""

_SMALLEST = 20
"""Least size of letters in pixels."""

_LINE_HEIGHT = 1.25
_BEST_LAYOUT = ImageFont.Layout.RAQM if features.check("raqm") else ImageFont.Layout.BASIC
"""libraqm, which Pillow's wheels have, stacks Thai's marks and joins Arabic's letters."""
_SEPARATOR = 4
"""Width in pixels of the lines between parts."""

_JPEG_QUALITIES = (92, 85, 75, 60, 40)

_EASTERN = r"\p{Han}\p{Hiragana}\p{Katakana}ー"
_WORDS = regex.compile(rf"\s+|[{_EASTERN}][\p{{Po}}\p{{Pe}}ー]*|[^\s{_EASTERN}]+")
"""What a line may end after: spaces, and any character of Chinese and Japanese."""


def painted(drawing: Drawing) -> bytes:
    """Return a drawing as an image, at most 1 MB.

    Raises:
        InputError: a text does not fit, or no font has its characters.
    """
    image = Image.new("RGB", (drawing.width, drawing.height), drawing.background)
    pen = ImageDraw.Draw(image)
    font_of_title = _fonts_of_titles(drawing)
    for part in drawing.parts:
        _paint(pen, part, drawing, font_of_title)
    return _encoded(image)


def _fonts_of_titles(drawing: Drawing) -> Callable[[str], Font]:
    """Return what finds a title's font: the same for all, if one has all of their characters."""
    titles = " ".join(part.title for part in drawing.parts)
    try:
        same = font_for(titles, drawing.font)
    except InputError:
        return lambda title: font_for(title, drawing.font)
    return lambda _: same


def _font_of_icon(icon: str, drawing: Drawing) -> Font:
    """Return an icon's font: another one where the drawing's has no such character."""
    try:
        return font_for(icon, drawing.font)
    except InputError:
        return font_for(icon, None)


def _paint(
    pen: ImageDraw.ImageDraw, part: Part, drawing: Drawing, font_of_title: Callable[[str], Font]
) -> None:
    right, bottom = part.x + part.width - 1, part.y + part.height - 1
    edge = _between(part.background, part.color)
    pen.rectangle(
        (part.x, part.y, right, bottom), fill=part.background, outline=edge, width=_SEPARATOR // 2
    )
    side = min(part.width, part.height)
    room = part.width - 2 * side * _MARGIN, part.height - 2 * side * _MARGIN
    blocks: list[_Block] = []
    if part.icon:
        size = side * (_ICON if part.title else 1.5 * _ICON)
        blocks.append(
            _fitted(
                pen,
                part.icon,
                _font_of_icon(part.icon, drawing),
                size,
                (room[0], size * _LINE_HEIGHT),
            )
        )
    if part.title:
        left = room[1] - sum(block.height for block in blocks) - len(blocks) * side * _GAP
        blocks.append(
            _fitted(pen, part.title, font_of_title(part.title), side * _TITLE, (room[0], left))
        )
    height = sum(block.height for block in blocks) + max(0, len(blocks) - 1) * side * _GAP
    top = part.y + (part.height - height) / 2
    for block in blocks:
        for line in block.lines:
            middle = part.x + part.width / 2, top + block.line_height / 2
            pen.text(middle, line, fill=part.color, font=block.font, anchor="mm")
            top += block.line_height
        top += side * _GAP


class _Block:
    """Lines of text of one size."""

    def __init__(self, font: Font, lines: list[str]) -> None:
        self.font = font
        self.lines = lines
        self.line_height = font.size * _LINE_HEIGHT

    @property
    def height(self) -> float:
        return self.line_height * len(self.lines)


def _fitted(
    pen: ImageDraw.ImageDraw, text: str, face: Font, size: float, room: tuple[float, float]
) -> _Block:
    """Return a text in lines, as large as fits.

    Args:
        pen: measures it.
        text: the text.
        face: the font, of any size.
        size: the largest it may be.
        room: width and height there is.

    Raises:
        InputError: it does not fit.
    """
    size = max(size, _SMALLEST)
    while size >= _SMALLEST:
        font = face.font_variant(size=size, layout_engine=_BEST_LAYOUT)
        block = _Block(font, [*_wrapped(pen, text, font, room[0])])
        widest = max(pen.textlength(line, font=font) for line in block.lines)
        if widest <= room[0] and block.height <= room[1]:
            return block
        size *= 0.92
    raise InputError(f"{shortened(text)!r} does not fit its area")


def _wrapped(pen: ImageDraw.ImageDraw, text: str, font: Font, width: float) -> Iterator[str]:
    """Yield the lines of a text."""
    for paragraph in text.splitlines():
        line = ""
        for word in _WORDS.findall(paragraph):
            if line.strip() and pen.textlength((line + word).rstrip(), font=font) > width:
                yield line.strip()
                line = ""
            line += word
        yield line.strip()


def _between(one: str, other: str) -> tuple[int, ...]:
    """Return a color near the first, a little towards the second."""
    pairs = zip(_rgb(one), _rgb(other), strict=True)
    return tuple(round(0.85 * first + 0.15 * second) for first, second in pairs)


def _rgb(color: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(color[1:]))


def _encoded(image: Image.Image) -> bytes:
    content = _saved(image, "PNG", optimize=True)
    for quality in _JPEG_QUALITIES:
        if len(content) <= _MOST_BYTES:
            break
        content = _saved(image, "JPEG", quality=quality)
    return content


def _saved(image: Image.Image, form: str, **options: int) -> bytes:
    file = io.BytesIO()
    image.save(file, form, **options)
    return file.getvalue()

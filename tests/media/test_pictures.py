"""Pictures become what LINE takes: upright, without metadata, in the bytes that there may be."""

from __future__ import annotations

import io
import zlib
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, PngImagePlugin

from line_connector.errors import InputError
from line_connector.media import checking, pictures
from line_connector.media.limits import IMAGEMAP_WIDTHS, LARGEST_IMAGE, LARGEST_PREVIEW
from line_connector.media.upload import Upload, content_of
from media.conftest import encoded, noise

ORIENTATION, GPS = 0x0112, 0x8825
RED, BLUE = (255, 0, 0), (0, 0, 255)


def opened(upload: Upload) -> Image.Image:
    (file,) = (file for _, file in upload.files)
    return Image.open(io.BytesIO(content_of(file)))


def two_halves() -> Image.Image:
    """Red on the left, blue on the right."""
    image = Image.new("RGB", (80, 40), RED)
    image.paste(BLUE, (40, 0, 80, 40))
    return image


def is_near(color: Any, wanted: tuple[int, int, int]) -> bool:
    return all(abs(one - other) < 40 for one, other in zip(color, wanted, strict=True))


def test_photo_is_turned_upright_and_does_not_say_where_it_was_taken() -> None:
    exif = Image.Exif()
    exif[ORIENTATION] = 6  # to be turned by 90 degrees
    exif.get_ifd(GPS)[2] = (35.0, 41.0, 22.0)
    content = encoded(two_halves(), "JPEG", exif=exif, comment=b"secret", quality=95)

    image = opened(checking.picture(content))

    assert image.size == (40, 80)
    assert is_near(image.convert("RGB").getpixel((20, 10)), RED)
    assert is_near(image.convert("RGB").getpixel((20, 70)), BLUE)
    assert not image.getexif()
    assert "comment" not in image.info


def test_png_loses_its_texts_and_keeps_its_transparency() -> None:
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Author", "somebody")
    image = Image.new("RGBA", (10, 10), (255, 0, 0, 0))
    kept = opened(checking.picture(encoded(image, pnginfo=texts)))

    assert (kept.format, kept.mode) == ("PNG", "RGBA")
    assert kept.getpixel((5, 5)) == (255, 0, 0, 0)
    assert "Author" not in kept.info


def test_palette_with_a_transparent_color_stays_transparent() -> None:
    image = Image.new("P", (10, 10), 1)
    image.putpalette([0, 0, 0, 255, 0, 0])
    kept = opened(checking.picture(encoded(image, "GIF", transparency=1)))
    assert kept.convert("RGBA").getpixel((5, 5))[3] == 0  # type: ignore[index]


def test_animated_png_stays_animated_without_its_texts() -> None:
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Author", "somebody")
    frames = [Image.new("RGB", (10, 10), color) for color in (RED, BLUE)]
    content = encoded(frames[0], save_all=True, append_images=frames[1:], pnginfo=texts)

    kept = opened(checking.picture(content))

    assert kept.n_frames == 2  # type: ignore[attr-defined]
    kept.seek(1)
    assert kept.convert("RGB").getpixel((5, 5)) == BLUE
    assert "Author" not in kept.info


@pytest.mark.parametrize("mode", ["CMYK", "L", "1", "I;16", "LA", "YCbCr"])
def test_colors_of_all_kinds_become_those_of_messages(mode: str) -> None:
    form = {"CMYK": "JPEG", "YCbCr": "JPEG"}.get(mode, "PNG")
    kept = opened(checking.picture(encoded(Image.new(mode, (20, 20)), form)))
    assert kept.format in {"JPEG", "PNG"}
    assert kept.mode in {"L", "RGB", "RGBA", "P"}


@pytest.mark.parametrize("form", ["WEBP", "GIF", "BMP", "TIFF"])
def test_other_formats_are_converted(form: str) -> None:
    kept = opened(checking.picture(encoded(two_halves(), form)))
    assert kept.format in {"JPEG", "PNG"}
    assert is_near(kept.convert("RGB").getpixel((10, 20)), RED)


def test_photo_that_is_its_own_preview_is_one_file() -> None:
    original, preview = checking.picture_and_preview(encoded(two_halves(), "JPEG"))
    assert original == preview


def test_large_photo_gets_a_preview_within_the_limit() -> None:
    original, preview = checking.picture_and_preview(encoded(noise(1500, 1500), "JPEG", quality=90))

    assert opened(original).size == (1500, 1500)
    assert LARGEST_PREVIEW < len(content_of(original.files[0][1])) <= LARGEST_IMAGE
    assert len(content_of(preview.files[0][1])) <= LARGEST_PREVIEW
    assert opened(preview).width <= 1024


def test_transparent_preview_shrinks_until_it_fits() -> None:
    preview = checking.preview(encoded(noise(1024, 1024, "RGBA")))

    kept = opened(preview)
    assert (kept.format, kept.mode) == ("PNG", "RGBA")
    assert len(content_of(preview.files[0][1])) <= LARGEST_PREVIEW
    assert 100 < kept.width < 1024


def test_imagemap_has_its_five_widths() -> None:
    upload = checking.imagemap(encoded(two_halves()))

    assert upload.key.name == "file"
    assert [key.width for key, _ in upload.files] == list(IMAGEMAP_WIDTHS)
    sizes = [Image.open(io.BytesIO(content_of(file))).size for _, file in upload.files]
    assert sizes == [(width, width // 2) for width in IMAGEMAP_WIDTHS]


def test_picture_of_far_too_many_pixels_is_refused() -> None:
    content = bytearray(encoded(Image.new("1", (1, 1))))
    content[16:24] = (60_000).to_bytes(4, "big") * 2  # what the header says
    content[29:33] = zlib.crc32(content[12:29]).to_bytes(4, "big")
    with pytest.raises(InputError, match="at most 64 million pixels"):
        checking.picture(bytes(content))


def test_picture_of_too_many_pixels_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MOST_PIXELS", 99)
    with pytest.raises(InputError, match=r"has 10 x 10"):
        checking.picture(encoded(Image.new("L", (10, 10))))


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"\0\0\0\x18ftypheic" + bytes(40), "is HEIC, which cannot be read here; convert it"),
        (b"%PDF-1.7 ...", "is PDF"),
        (b"nothing", "is not a picture; give a JPEG or PNG"),
        (b"", "is empty"),
        (encoded(two_halves())[:60], "is damaged"),
    ],
)
def test_what_is_no_picture_is_refused_with_the_reason(
    tmp_path: Path, content: bytes, told: str
) -> None:
    file = tmp_path / "holiday.jpg"
    file.write_bytes(content)
    with pytest.raises(InputError) as error:
        checking.picture(file)
    assert told in str(error.value)
    assert str(error.value).startswith("holiday.jpg: ")

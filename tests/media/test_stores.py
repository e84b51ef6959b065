"""Files in stores that fsspec knows, on its file systems in memory and on disk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import fsspec  # type: ignore[import-untyped]
import pytest
from fsspec.implementations.memory import MemoryFileSystem  # type: ignore[import-untyped]
from PIL import Image

from line_connector.configuration.media import MediaSettings
from line_connector.errors import InputError
from line_connector.media import FilesystemStore, audio_message, host, image_message, imagemap_url
from line_connector.media import video_message as video
from line_connector.media.configured import store_of
from line_connector.media.filesystem import LONGEST_SIGNED, opened_store
from media.conftest import encoded
from support.media import AUDIO, MP4

PUBLIC = "https://cdn.example.com/line"
RED = encoded(Image.new("RGB", (40, 30), "red"))


class SigningStore(MemoryFileSystem):  # type: ignore[misc]
    """A store that signs URLs, as S3 and Google's do."""

    protocol = "signed"

    def sign(self, path: str, expiration: int = 100, **_: Any) -> str:
        name = path.rpartition("/")[2]
        return f"https://store.example.com/{name}?expires={expiration}"


@pytest.fixture
def signed() -> Iterator[FilesystemStore]:
    fsspec.register_implementation("signed", SigningStore, clobber=True)
    yield opened_store("signed://bucket/line", {})
    SigningStore.store.clear()


def test_store_is_published_at_a_url(tmp_path: Path) -> None:
    store = opened_store(f"file://{tmp_path}/new", {}, f"{PUBLIC}/")

    message = image_message(RED, store=store)

    (file,) = (tmp_path / "new").iterdir()
    url = f"{PUBLIC}/{file.name}"
    assert message == {"type": "image", "originalContentUrl": url, "previewImageUrl": url}
    assert file.suffix == ".png"
    assert image_message(RED, store=store) == message


def test_store_signs_urls_for_at_most_a_week(signed: FilesystemStore) -> None:
    url = host(RED, signed)
    assert url.startswith("https://store.example.com/")
    assert url.endswith(f".png?expires={LONGEST_SIGNED}")
    assert len(SigningStore.store) == 1


def test_imagemap_needs_a_public_url(tmp_path: Path, signed: FilesystemStore) -> None:
    base = imagemap_url(RED, opened_store(f"file://{tmp_path}", {}, PUBLIC))
    folder = tmp_path / base.rpartition("/")[2]
    assert sorted(int(file.name) for file in folder.iterdir()) == [240, 300, 460, 700, 1040]
    with pytest.raises(InputError, match="an imagemap's URL cannot be signed"):
        imagemap_url(RED, signed)
    assert SigningStore.store == {}


def test_video_and_sound_go_as_they_are(signed: FilesystemStore) -> None:
    told = video(MP4, RED, store=signed)
    sound = audio_message(AUDIO, store=signed)

    assert ".mp4?" in told["originalContentUrl"]
    assert ".png?" in told["previewImageUrl"]
    assert ".m4a?" in sound["originalContentUrl"]
    assert sound["duration"] > 0
    assert {bytes(file.getbuffer()) for file in SigningStore.store.values()} >= {MP4, AUDIO}


@pytest.mark.parametrize(
    ("address", "url", "told"),
    [
        ("nowhere://bucket", PUBLIC, "media store: Protocol not known: nowhere"),
        ("memory://line", None, "media store: memory cannot sign URLs: give the public URL"),
        ("memory://line", "http://cdn.example.com", "the public URL: must be HTTPS"),
        ("memory://line", f"https://a/{'b' * 2000}", "must be at most 2000 characters"),
    ],
)
def test_store_without_urls_for_line_stores_nothing(
    address: str, url: str | None, told: str
) -> None:
    with pytest.raises(InputError) as error:
        host(RED, store_of(MediaSettings(url=url, store=address)))
    assert told in str(error.value)
    assert MemoryFileSystem.store == {}


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"GIF89a" + bytes(20), "is GIF, which cannot be read here"),
        (b"%PDF-1.7", "must be JPEG or PNG, MP4, M4A or MP3, and is PDF"),
        (b"<svg/>", "and is SVG or HTML"),
        (b"\0\0\0\x14ftypqt  " + bytes(20), "and is QuickTime"),
        (b"hello", "M4A or MP3, by its content"),
    ],
)
def test_what_messages_do_not_show_is_refused(
    signed: FilesystemStore, content: bytes, told: str
) -> None:
    with pytest.raises(InputError) as error:
        host(content, signed)
    assert told in str(error.value)
    assert SigningStore.store == {}


def test_url_stays_as_it_is(signed: FilesystemStore) -> None:
    assert host("https://example.com/a.png", signed) == "https://example.com/a.png"
    with pytest.raises(InputError, match="must be an HTTPS URL"):
        host("http://example.com/a.png", signed)
    with pytest.raises(InputError, match="its duration must be given"):
        audio_message("https://example.com/a.mp3", store=signed)

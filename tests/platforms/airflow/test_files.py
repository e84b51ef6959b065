"""Pictures and files get an address that LINE takes, or a clear line says why not."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import fsspec  # type: ignore[import-untyped]
import pytest
from airflow.sdk import ObjectStoragePath
from airflow.sdk.exceptions import AirflowFailException
from airflow.sdk.io import attach
from fsspec.implementations.memory import MemoryFileSystem  # type: ignore[import-untyped]

from line_connector.platforms.airflow.files import hosted_file, image_message

SAMPLES = files("line_connector.sandbox") / "line" / "content" / "samples"

PUBLIC = "https://files.example.com/line"
PICTURE = (
    b"\x89PNG\r\n\x1a\n" + (13).to_bytes(4, "big") + b"IHDR" + bytes([0, 0, 0, 1] * 2) + bytes(9)
)
JPEG = (SAMPLES / "image.jpg").read_bytes()


class SigningStore(MemoryFileSystem):  # type: ignore[misc]
    """A store that signs addresses, as S3 and Google's do."""

    protocol = "signing"

    def sign(self, path: str, expiration: int = 100, **_: Any) -> str:
        return f"https://store.example.com/{path.rpartition('/')[2]}?expires={expiration}"


@pytest.fixture
def signing() -> Iterator[ObjectStoragePath]:
    fsspec.register_implementation("signing", SigningStore, clobber=True)
    attach(protocol="signing", fs=SigningStore())
    yield ObjectStoragePath("signing://bucket/line")
    SigningStore.store.clear()


@pytest.fixture
def store(tmp_path: Path) -> str:
    return f"file://{tmp_path / 'store'}"


def stored(store: str) -> list[Path]:
    return sorted(Path(store.removeprefix("file://")).rglob("*.*"))


@pytest.mark.parametrize("form", ["bytes", "text", "path", "address in a store"])
def test_picture_is_published_under_a_name_of_its_content(
    tmp_path: Path, store: str, form: str
) -> None:
    file = tmp_path / "chart.dat"
    file.write_bytes(PICTURE)
    source: Any = {
        "bytes": PICTURE,
        "text": str(file),
        "path": file,
        "address in a store": f"file://{file}",
    }[form]

    message = image_message(source, store=store, public_url=f"{PUBLIC}/")
    again = image_message(source, store=store, public_url=PUBLIC)

    (published,) = stored(store)
    assert published.read_bytes() == PICTURE
    assert published.suffix == ".png"
    address = f"{PUBLIC}/{published.name}"
    assert message == again
    assert message == {"type": "image", "originalContentUrl": address, "previewImageUrl": address}


def test_store_signs_the_address(signing: ObjectStoragePath) -> None:
    message = image_message(JPEG, store=signing, expires_in=60)

    address = message["originalContentUrl"]
    assert address.startswith("https://store.example.com/")
    assert address.endswith(".jpg?expires=60")
    assert len(SigningStore.store) == 1


def test_large_picture_has_a_small_preview(store: str) -> None:
    large = PICTURE + bytes(1024 * 1024)
    message = image_message(large, preview=PICTURE, store=store, public_url=PUBLIC)
    assert message["originalContentUrl"] != message["previewImageUrl"]


def test_address_is_taken_as_it_is() -> None:
    address = "https://example.com/a.png"
    message = image_message(address)
    assert message == {"type": "image", "originalContentUrl": address, "previewImageUrl": address}


def test_file_of_any_kind_gets_a_link(tmp_path: Path, store: str) -> None:
    report = tmp_path / "report.pdf"
    report.write_bytes(b"%PDF-1.7")
    assert hosted_file(report, store=store, public_url=PUBLIC).endswith(".pdf")
    assert hosted_file(b"a,b", store=store, public_url=PUBLIC, suffix=".csv").endswith(".csv")


@pytest.mark.parametrize(
    ("source", "more", "told"),
    [
        (b"GIF89a", {}, "must be JPEG or PNG, by its content"),
        (PICTURE + bytes(1024 * 1024), {}, "without a preview the picture: must have at most 1 MB"),
        (PICTURE + bytes(10 * 1024 * 1024), {"preview": PICTURE}, "the picture: must have at most"),
        (PICTURE, {"preview": b"GIF89a"}, "the preview: must be JPEG or PNG"),
        (PICTURE, {"public_url": "http://example.com"}, "must be HTTPS"),
        (PICTURE, {"public_url": f"https://a/{'b' * 2000}"}, "must be at most 2000 characters"),
        (PICTURE, {"public_url": None}, "file cannot sign URLs: give the public URL"),
        (PICTURE, {"store": None}, "store: is required: LINE takes HTTPS addresses"),
        (PICTURE, {"store": "nowhere://bucket"}, "store: Unsupported filesystem"),
        ("http://example.com/a.png", {}, "must be an HTTPS URL"),
        ("/nowhere/a.png", {}, "/nowhere/a.png: No such file"),
    ],
)
def test_what_line_cannot_take_fails_with_one_line(
    store: str, source: Any, more: dict[str, Any], told: str
) -> None:
    with pytest.raises(AirflowFailException) as error:
        image_message(source, **{"store": store, "public_url": PUBLIC, **more})

    assert told in str(error.value)
    assert "\n" not in str(error.value)

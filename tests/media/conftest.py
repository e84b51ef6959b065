"""Pictures, a folder, and a server of it on loopback."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from starlette.applications import Starlette

from line_connector.media.folder import MediaFolder
from line_connector.media.own_store import OwnStore
from line_connector.media.server import MediaEndpoints
from line_connector.media.signing import Signer
from support.running_app import running

PUBLIC = "https://line.example.com"
KEY = b"k" * 32


def encoded(image: Image.Image, form: str = "PNG", **options: Any) -> bytes:
    file = io.BytesIO()
    image.save(file, form, **options)
    return file.getvalue()


def noise(width: int, height: int, mode: str = "RGB") -> Image.Image:
    """A picture that no format makes small."""
    bands = [Image.effect_noise((width, height), 100) for _ in range(len(mode))]
    return Image.merge(mode, bands)


@pytest.fixture
def folder(tmp_path: Path) -> MediaFolder:
    return MediaFolder(tmp_path / "media")


@pytest.fixture
def store(folder: MediaFolder) -> OwnStore:
    return OwnStore(folder, Signer(KEY), PUBLIC)


@pytest.fixture
def served(folder: MediaFolder) -> Iterator[str]:
    """Address of a server of the folder."""
    endpoints = MediaEndpoints(folder, Signer(KEY))
    with running(Starlette(routes=endpoints.routes())) as address:
        yield address

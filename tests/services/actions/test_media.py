"""Files over HTTP: whoever may send may store one, and whoever has its URL can read it."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests
from PIL import Image

from line_connector import Connector
from line_connector.media import MediaFolder, OwnStore
from line_connector.media.server import MediaEndpoints
from line_connector.media.signing import Signer
from line_connector.services.actions.app import Media, build_app
from line_connector.services.actions.clients import Client, Clients, add_client, read_clients
from line_connector.services.actions.idempotency_store import IdempotencyStore
from line_connector.web.authentication import ApiKeyAuthenticator
from support.media import MP4
from support.running_app import running

PUBLIC = "https://line.example.com"


def picture(size: tuple[int, int] = (40, 30)) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", size, "red").save(file, "PNG")
    return file.getvalue()


@pytest.fixture
def keys(tmp_path: Path) -> dict[str, str]:
    file = tmp_path / "clients.yaml"
    return {
        "sender": add_client(file, "sender", ["*"]),
        "reader": add_client(file, "reader", ["get_*"]),
    }


@pytest.fixture
def service(connector: Connector, keys: dict[str, str], tmp_path: Path) -> Iterator[str]:
    with serving(connector, tmp_path) as url:
        yield url


@contextmanager
def serving(connector: Connector, tmp_path: Path) -> Iterator[str]:
    folder, signer = MediaFolder(tmp_path / "media"), Signer(b"k" * 32)
    media = Media(OwnStore(folder, signer, PUBLIC), MediaEndpoints(folder, signer))
    clients = Clients(read_clients(tmp_path / "clients.yaml"))
    authenticator = ApiKeyAuthenticator[Client](clients.of_key)
    with (
        closing(IdempotencyStore()) as store,
        running(build_app(connector, authenticator, store, media=media)) as url,
    ):
        yield url


def test_picture_gets_urls_that_need_no_key(service: str, keys: dict[str, str]) -> None:
    answer = requests.post(
        f"{service}/v1/media?name=chart.png",
        data=picture(),
        headers={"X-API-Key": keys["sender"]},
        timeout=10,
    )

    assert answer.status_code == 201, answer.text
    told = answer.json()
    assert re.fullmatch(rf"{PUBLIC}/media/[\w-]{{92}}/chart\.png", told["url"])
    assert told["preview_url"] == told["url"]
    assert (told["content_type"], told["size"] > 0) == ("image/png", True)
    shown = requests.get(service + urlsplit(told["url"]).path, timeout=10)
    assert shown.status_code == 200
    assert shown.headers["cache-control"].startswith("private, max-age=")
    changed = shown.url.replace("chart.png", "other.png")
    assert requests.get(changed, timeout=10).status_code == 404


def test_form_has_the_file_in_a_field(service: str, keys: dict[str, str]) -> None:
    headers = {"X-API-Key": keys["sender"]}
    for name, status in (("file", 201), ("image", 422)):
        files = {name: ("clip.mp4", MP4, "text/html")}
        answer = requests.post(f"{service}/v1/media", files=files, headers=headers, timeout=10)
        assert answer.status_code == status, answer.text
        if status == 201:
            assert answer.json()["content_type"] == "video/mp4"
            assert answer.json()["url"].endswith("/clip.mp4")


def test_imagemap_has_a_base_url(service: str, keys: dict[str, str]) -> None:
    answer = requests.post(
        f"{service}/v1/media?as=imagemap",
        data=picture((1040, 520)),
        headers={"X-API-Key": keys["sender"]},
        timeout=10,
    )
    base = urlsplit(answer.json()["base_url"]).path
    shown = requests.get(f"{service}{base}/460", timeout=10)
    assert Image.open(io.BytesIO(shown.content)).size == (460, 230)


@pytest.mark.parametrize(("client", "status"), [("", 401), ("reader", 403)])
def test_only_who_may_send_stores_files(
    service: str, keys: dict[str, str], client: str, status: int, tmp_path: Path
) -> None:
    headers = {"X-API-Key": keys.get(client, "")}
    answer = requests.post(f"{service}/v1/media", data=picture(), headers=headers, timeout=10)
    assert answer.status_code == status
    assert not (tmp_path / "media").exists()


@pytest.mark.parametrize(
    ("path", "content", "told"),
    [
        ("", b"<script>", "must be JPEG or PNG, MP4, M4A or MP3, and is SVG or HTML"),
        ("", b"", "is empty"),
        ("?name=..%2Fa.png", picture(), "file_name: must be"),
        ("?as=sticker", picture(), "as: must be message or imagemap"),
    ],
)
def test_what_messages_do_not_show_is_refused(
    service: str, keys: dict[str, str], path: str, content: bytes, told: str
) -> None:
    headers = {"X-API-Key": keys["sender"]}
    answer = requests.post(f"{service}/v1/media{path}", data=content, headers=headers, timeout=10)
    assert answer.status_code == 422
    assert told in answer.json()["detail"]

"""What is served: signed URLs, until they expire, and nothing else of the folder."""

from __future__ import annotations

import os
import socket
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests
from PIL import Image

from line_connector.errors import InputError
from line_connector.media import MediaFolder, OwnStore, host, imagemap_url
from line_connector.media.folder import MediaFolder as Folder
from line_connector.media.keys import key_in
from line_connector.media.signing import Grant, Signer
from line_connector.media.upload import Key
from line_connector.schema.files import FileInput
from media.conftest import KEY, PUBLIC, encoded

MP4 = b"\0\0\0\x18ftypisom\0\0\0\0isommp42" + bytes(range(256)) * 8
RED = encoded(Image.new("RGB", (40, 30), "red"))


def get(served: str, url: str, method: str = "GET", **headers: str) -> requests.Response:
    assert url.startswith(f"{PUBLIC}/media/")
    return requests.request(method, served + urlsplit(url).path, headers=headers, timeout=10)


def test_picture_is_served_as_what_it_is(
    served: str, store: OwnStore, folder: MediaFolder, tmp_path: Path
) -> None:
    file = tmp_path / "Fig. 1 (März).jpeg"
    file.write_bytes(RED)

    url = host(file, store)
    answer = get(served, url)

    assert url.endswith("/Fig-1-M-rz.png")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "image/png"
    assert answer.headers["content-disposition"].startswith("inline")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert [path.read_bytes() for path in folder.path.iterdir()] == [answer.content]


def test_head_and_ranges_are_answered(served: str, store: OwnStore) -> None:
    url = host(MP4, store)

    head = get(served, url, "HEAD")
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-length"] == str(len(MP4))
    part = get(served, url, Range="bytes=100-199")
    assert (part.status_code, part.content) == (206, MP4[100:200])
    assert part.headers["content-range"] == f"bytes 100-199/{len(MP4)}"
    assert part.headers["content-type"] == "video/mp4"
    assert get(served, url, Range="bytes=-10").content == MP4[-10:]
    assert get(served, url, Range="bytes=99999-").status_code == 416


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_nothing_but_reading_is_allowed(served: str, store: OwnStore, method: str) -> None:
    assert get(served, host(RED, store), method).status_code == 405


def test_imagemap_is_served_in_five_widths_and_no_others(served: str, store: OwnStore) -> None:
    base = imagemap_url(RED, store)

    assert "." not in urlsplit(base).path
    statuses = {width: get(served, f"{base}/{width}").status_code for width in (240, 1040, 241)}
    assert statuses == {240: 200, 1040: 200, 241: 404}
    assert get(served, base).status_code == 404
    assert get(served, f"{host(RED, store)}/240").status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "",
        "key",
        "..",
        "../key",
        "%2e%2e/key",
        "x/key",
        "x/../key",
        "..%2fkey",
        "\\..\\key",
        "x/y/z",
    ],
)
def test_no_other_path_leads_to_a_file(
    served: str, store: OwnStore, folder: MediaFolder, path: str
) -> None:
    host(RED, store)
    (folder.path / "key").write_text("secret")
    parts = urlsplit(served)
    # By hand: a client would shorten the path.
    with socket.create_connection((parts.hostname or "", parts.port or 0)) as connection:
        connection.sendall(f"GET /media/{path} HTTP/1.0\r\n\r\n".encode())
        answer = b"".join(iter(lambda: connection.recv(65536), b""))
    assert b" 404 " in answer.splitlines()[0]
    assert b"secret" not in answer


def test_what_is_no_media_is_not_served_though_it_is_signed(
    served: str, folder: MediaFolder
) -> None:
    digest = "a" * 64
    later = int(time.time()) + 1000
    folder.write(Key(digest, "a.html"), FileInput(b"<script>"), later)
    token = Signer(KEY).token(Grant(digest, later), "a.html")
    assert get(served, f"{PUBLIC}/media/{token}/a.html").status_code == 404


def test_same_content_is_stored_once_and_kept_for_longer(
    store: OwnStore, folder: MediaFolder
) -> None:
    urls = {host(RED, store), host(RED, store)}
    (file,) = folder.path.iterdir()
    expires_at = file.stat().st_mtime
    folder.write(Key(file.name, "a.png"), FileInput(RED), int(expires_at) + 1000)

    assert len(urls) == 1
    assert expires_at == store.expires_at()
    assert file.stat().st_mtime == expires_at + 1000
    folder.write(Key(file.name, "a.png"), FileInput(RED), int(expires_at))
    assert file.stat().st_mtime == expires_at + 1000


def test_expired_file_is_not_served_and_is_removed(
    served: str, store: OwnStore, folder: MediaFolder
) -> None:
    url = host(RED, store)
    (file,) = folder.path.iterdir()
    os.utime(file, (0, time.time() - 10))
    assert get(served, url).status_code == 404
    assert file.exists()  # a moment longer: somebody may be about to use it
    os.utime(file, (0, 1))
    host(MP4, store)
    assert not file.exists()


def test_folder_is_bounded(tmp_path: Path) -> None:
    full = OwnStore(Folder(tmp_path / "media", most_bytes=len(MP4) + 10), Signer(KEY), PUBLIC)
    host(MP4, full)
    with pytest.raises(InputError, match="is full"):
        host(MP4 + b"more", full)
    assert len(list((tmp_path / "media").iterdir())) == 1


def test_only_the_owner_can_read_the_files_and_the_key(
    store: OwnStore, folder: MediaFolder
) -> None:
    host(RED, store)
    key = key_in(folder.path / "key")

    assert key == key_in(folder.path / "key")
    assert {path.stat().st_mode & 0o077 for path in folder.path.iterdir()} == {0}
    (folder.path / "key").chmod(0o644)
    with pytest.raises(InputError, match="chmod 600"):
        key_in(folder.path / "key")


def test_a_folder_that_cannot_be_made_is_said_with_what_names_another(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    key = file / "media" / "key"
    with pytest.raises(InputError) as error:
        key_in(key)
    assert str(error.value) == f"{key}: Not a directory; LINE_CONNECTOR_STATE names another folder"
    store = OwnStore(MediaFolder(key.parent), Signer(KEY), PUBLIC)
    with pytest.raises(InputError, match="LINE_CONNECTOR_STATE names another folder"):
        host(RED, store)


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("http://line.example.com", "must be HTTPS"),
        ("line.example.com", "must be HTTPS"),
        ("https://127.0.0.1:8080", "of this machine only"),
        ("https://localhost", "of this machine only"),
        ("https://[::1]/", "of this machine only"),
        ("https://me:secret@line.example.com", "must be HTTPS"),
        ("https://line.example.com/?a=b", "must be HTTPS"),
    ],
)
def test_urls_that_phones_cannot_reach_are_not_made(
    folder: MediaFolder, url: str, told: str
) -> None:
    with pytest.raises(InputError) as error:
        OwnStore(folder, Signer(KEY), url)
    assert told in str(error.value)
    assert "secret" not in str(error.value)

"""Files that the sandbox keeps, so that its page shows them."""

from __future__ import annotations

import pytest
import requests

from line_connector.sandbox import Sandbox, media

PNG = b"\x89PNG and more"
TYPE = {"Content-Type": "image/png"}


@pytest.fixture
def url(running_sandbox: Sandbox) -> str:
    running_sandbox.reset()
    return f"{running_sandbox.url}/_sandbox/media"


def put(url: str, content: bytes, **headers: str) -> int:
    given = {name.replace("_", "-"): value for name, value in headers.items()} or TYPE
    return requests.put(url, data=content, headers=given, timeout=10).status_code


def test_file_is_kept_until_a_reset(url: str, running_sandbox: Sandbox) -> None:
    assert put(f"{url}/a1/chart.png", PNG) == 201
    assert put(f"{url}/b2/map/240", PNG) == 201

    shown = requests.get(f"{url}/a1/chart.png", timeout=10)
    assert (shown.content, shown.headers["content-type"]) == (PNG, "image/png")
    assert shown.headers["x-content-type-options"] == "nosniff"
    assert requests.get(f"{url}/b2/map/240", timeout=10).content == PNG
    running_sandbox.reset()
    assert requests.get(f"{url}/a1/chart.png", timeout=10).status_code == 404


def test_pages_are_not_kept(url: str) -> None:
    assert put(f"{url}/a1/page.html", b"<script>", Content_Type="text/html") == 400
    assert put(f"{url}/a1/page.svg", b"<svg>", Content_Type="image/svg+xml") == 400
    assert requests.delete(f"{url}/a1/chart.png", timeout=10).status_code == 405
    assert requests.get(f"{url}/", timeout=10).status_code == 404


def test_oldest_files_are_removed(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(media, "MOST_BYTES", 2 * len(PNG))
    for name in ("a", "b", "c"):
        assert put(f"{url}/{name}", PNG) == 201
    statuses = [requests.get(f"{url}/{name}", timeout=10).status_code for name in "abc"]
    assert statuses == [404, 200, 200]
    assert put(f"{url}/d", PNG * 3) == 413


@pytest.mark.parametrize(
    ("asked", "status", "part", "where"),
    [
        ("bytes=0-", 206, "0123456789", "0-9/10"),
        ("bytes=2-4", 206, "234", "2-4/10"),
        ("Bytes=8-99", 206, "89", "8-9/10"),
        ("bytes=-3", 206, "789", "7-9/10"),
        ("bytes=-99", 206, "0123456789", "0-9/10"),
        ("bytes=10-", 416, None, "*/10"),
        ("bytes=-0", 416, None, "*/10"),
        ("bytes=" + "9" * 5000 + "-", 416, None, "*/10"),
        ("bytes=0-1,4-5", 200, "0123456789", None),
        ("bytes=4-2", 200, "0123456789", None),
        ("bytes=-", 200, "0123456789", None),
        ("lines=1-2", 200, "0123456789", None),
    ],
)
def test_a_part_is_answered(
    url: str, asked: str, status: int, part: str | None, where: str | None
) -> None:
    assert put(f"{url}/film", b"0123456789", Content_Type="video/mp4") == 201
    answer = requests.get(f"{url}/film", headers={"Range": asked}, timeout=10)
    assert answer.status_code == status
    assert answer.headers.get("content-range") == (where and f"bytes {where}")
    if part is not None:
        assert answer.text == part
        assert answer.headers["accept-ranges"] == "bytes"


def test_what_a_user_sent_is_answered_in_parts(url: str) -> None:
    root = url.removesuffix("/media")
    video = requests.post(f"{root}/contents", json={"type": "video"}, timeout=10).json()
    whole = requests.get(f"{root}/content/{video['messageId']}", timeout=10)
    headers = {"Range": "bytes=1-2"}
    part = requests.get(f"{root}/content/{video['messageId']}", headers=headers, timeout=10)
    assert (part.status_code, part.content) == (206, whole.content[1:3])
    guarded = {**headers, "If-Range": '"a"'}
    again = requests.get(f"{root}/content/{video['messageId']}", headers=guarded, timeout=10)
    assert (again.status_code, again.content) == (200, whole.content)

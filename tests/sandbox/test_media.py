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

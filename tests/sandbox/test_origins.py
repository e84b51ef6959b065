"""Programs may ask the sandbox; web pages of others may not, by whatever name they come."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
import requests

if TYPE_CHECKING:
    from sandbox.conftest import Client

EVIL = "http://evil.example"
PATHS = ["/", "/_sandbox/received", "/_sandbox/env", "/v2/bot/message/quota"]
TOKEN = "Bearer sandbox-token"

Headers = dict[str, str]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"host": "evil.example"}, 421),
        ({"host": "127.0.0.1.evil.example:8077"}, 421),
        ({"host": "localhost.evil.example"}, 421),
        ({"host": "[::1"}, 421),
        ({"host": ""}, 421),
        ({"host": "169.254.169.254"}, 421),
        ({"origin": EVIL}, 403),
        ({"origin": "null"}, 403),
        ({"origin": ""}, 403),
        ({"origin": "http://localhost:9"}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"}, 403),
        (
            {
                "sec-fetch-site": "cross-site",
                "sec-fetch-mode": "navigate",
                "sec-fetch-dest": "iframe",
            },
            403,
        ),
    ],
)
def test_page_of_somebody_else_reads_nothing(
    client: Client, path: str, headers: Headers, status: int
) -> None:
    reply = client.send("GET", path, authorization=TOKEN, **headers)

    assert reply.status == status
    assert list(reply.json) == ["message"]
    assert "access-control-allow-origin" not in reply.headers


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": EVIL},
        {"host": "evil.example:8077", "origin": "http://evil.example:8077"},
        {"sec-fetch-site": "cross-site"},
        {
            "sec-fetch-site": "cross-site",
            "sec-fetch-mode": "navigate",
            "sec-fetch-dest": "document",
        },
    ],
)
def test_page_of_somebody_else_changes_nothing(
    client: Client, friend: str, headers: Headers
) -> None:
    client.push(friend)

    reset = client.send("POST", "/_sandbox/reset", content_type="text/plain", **headers)
    sent = client.post(
        "/v2/bot/message/push",
        {"to": friend, "messages": [{"type": "text", "text": "Evil"}]},
        **headers,
    )

    assert reset.status in {403, 421}
    assert sent.status in {403, 421}
    texts = [each["messages"][0]["text"] for each in client.seen("received")["received"]]
    assert texts == ["Hi"]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "LOCALHOST:8077",
        "127.0.0.1:8077",
        "127.1.2.3",
        "[::1]:8077",
        "host.docker.internal:8077",
    ],
)
def test_this_machine_has_several_names(client: Client, path: str, host: str) -> None:
    assert client.send("GET", path, authorization=TOKEN, host=host).status == 200


@pytest.mark.parametrize("path", PATHS)
def test_its_own_page_may_ask(client: Client, path: str) -> None:
    own = {"origin": client.url, "sec-fetch-site": "same-origin", "sec-fetch-mode": "cors"}
    assert client.send("GET", path, authorization=TOKEN, **own).status == 200


def test_link_to_the_page_can_be_followed(client: Client) -> None:
    followed = {
        "sec-fetch-site": "cross-site",
        "sec-fetch-mode": "navigate",
        "sec-fetch-dest": "document",
    }
    assert client.send("GET", "/", **followed).status == 200


def test_no_other_page_can_show_it(client: Client) -> None:
    page = client.send("GET", "/")
    assert "frame-ancestors 'none'" in page.headers["content-security-policy"]
    assert page.headers["cross-origin-resource-policy"] == "same-origin"


@contextmanager
def listening_on(host: str) -> Iterator[str]:
    """Run a sandbox in a process of its own; give its port."""
    code = (
        "import sys; from line_connector.sandbox import serve\n"
        "serve(sys.argv[1], 0, ready=lambda url: print(url, flush=True))"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, host], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        try:
            yield process.stdout.readline().strip().rpartition(":")[2]
        finally:
            process.terminate()


def test_reached_by_other_machines_it_may_have_any_name() -> None:
    with listening_on("0.0.0.0") as port:
        for host in ("sandbox:8077", "127.0.0.1"):
            answer = ask(port, {"host": host})
            assert answer.status_code == 200
        for headers in ({"origin": EVIL}, {"sec-fetch-site": "cross-site"}):
            assert ask(port, headers).status_code == 403


def test_told_to_listen_on_a_name_it_goes_by_that() -> None:
    with listening_on("127.0.0.2") as port:
        url = f"http://127.0.0.2:{port}/_sandbox/received"
        assert requests.get(url, timeout=10).json() == {"received": []}
        rebound = requests.get(url, headers={"host": "evil.example"}, timeout=10)
        assert rebound.status_code == 421


def ask(port: str, headers: Headers) -> requests.Response:
    url = f"http://127.0.0.1:{port}/_sandbox/received"
    return requests.get(url, headers=headers, timeout=10)

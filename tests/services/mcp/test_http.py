from __future__ import annotations

import signal
import socket
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import httpx2
import pytest

from support.calling_tools import PUSH, succeed
from support.mcp_processes import TOKEN, Served, run, serving
from support.sandboxed import Line

pytestmark = pytest.mark.anyio

VARIABLE = "LINE_CONNECTOR_MCP_TOKEN"
RIGHT = f"Bearer {TOKEN}"
PING = {"jsonrpc": "2.0", "id": 1, "method": "ping"}


def post(url: str, authorization: str | None, **headers: str) -> httpx2.Response:
    sent = {"Accept": "application/json, text/event-stream", **headers}
    if authorization is not None:
        sent["Authorization"] = authorization
    latin = [(name.encode(), value.encode("latin-1")) for name, value in sent.items()]
    return httpx2.post(url, json=PING, headers=latin)


async def test_a_client_with_the_token_sends(served: Served, line: Line) -> None:
    async with served.client() as client:
        assert (await succeed(client, "line_push_message", PUSH))["status_code"] == 200

    assert len(line.received()) == 1


@pytest.mark.parametrize(
    "authorization",
    [
        None,
        "Bearer",
        "Bearer ä",
        "Bearer a-token-for-test",
        "Bearer a-token-for-testS",
        "Bearer a-token-for-tests-",
        "Basic a-token-for-tests",
    ],
)
def test_nobody_comes_in_without_the_token(served: Served, authorization: str | None) -> None:
    answer = post(served.url, authorization)

    assert answer.status_code == 401
    assert answer.json()["title"] == "Unauthorized"
    assert answer.json()["request_id"] == answer.headers["x-request-id"]
    challenge = answer.headers["www-authenticate"]
    assert challenge.startswith("Bearer ")
    assert ('error="invalid_token"' in challenge) is (
        authorization is not None and authorization.startswith("Bearer ")
    )
    assert TOKEN not in answer.text


def test_a_page_that_took_a_name_for_this_machine_does_not_come_in(served: Served) -> None:
    assert post(served.url, RIGHT, Host="evil.example").status_code == 421
    assert post(served.url, RIGHT, Origin="https://evil.example").status_code == 403


@pytest.mark.parametrize("host", ["127.0.0.2", "0.0.0.0"])
def test_a_page_does_not_come_in_at_any_address(line: Line, host: str) -> None:
    with serving(line.env, "--host", host) as served:
        assert post(served.url, RIGHT).status_code == 400  # let in: it is no session
        assert post(served.url, RIGHT, Origin="https://evil.example").status_code == 403
        assert post(served.url, RIGHT, Origin="null").status_code == 403
        rebound = post(served.url, RIGHT, Host="evil.example", Origin="http://evil.example")
        assert rebound.status_code == (400 if host == "0.0.0.0" else 421)


def test_a_request_that_a_proxy_may_read_otherwise_is_refused(served: Served) -> None:
    host, _, port = urlsplit(served.url).netloc.rpartition(":")
    with socket.create_connection((host, int(port)), timeout=20) as connection:
        connection.sendall(
            b"POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n"
            b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
        )
        assert connection.recv(4096).startswith(b"HTTP/1.1 400 ")


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_it_stops_when_it_is_told_and_wrote_no_more_than_its_address(
    line: Line, stop: signal.Signals
) -> None:
    with serving(line.env) as served:
        post(served.url, None)
        served.process.send_signal(stop)

        assert served.process.wait(timeout=30) == 0
        assert served.process.stderr is not None
        assert served.process.stderr.read() == ""


@pytest.mark.parametrize("token", ["", "   ", "tooshort"])
def test_it_does_not_start_without_a_token(token: str) -> None:
    status, errors = run("--http", "--sandbox", **{VARIABLE: token})

    assert status == 2
    assert len(errors) == 1
    assert errors[0].startswith(
        f"error: --http needs a token of at least 16 characters, in {VARIABLE}"
    )


def test_it_does_not_start_without_the_file_of_the_token(tmp_path: Path) -> None:
    file = tmp_path / "token"

    assert run("--http", "--sandbox", "--token-file", str(file)) == (
        2,
        [f"error: --token-file {file}: No such file or directory"],
    )


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def test_a_port_that_is_taken_is_told(tmp_path: Path, taken_port: int) -> None:
    file = tmp_path / "token"
    file.write_text("a-token-from-a-file\n")

    status, errors = run(
        "--http", "--sandbox", "--token-file", str(file), "--port", str(taken_port)
    )

    assert status == 2
    assert errors[-1] == (
        f"error: --host 127.0.0.1 --port {taken_port}: Address already in use; is one running "
        "already? --port 0 takes a free one"
    )

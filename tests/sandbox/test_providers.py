"""A provider more: nothing but its own files and its place in the list of providers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest
import requests

from line_connector.sandbox import Sandbox, server
from line_connector.sandbox.providers import PROVIDERS
from sandbox.conftest import Client
from sandbox.notify.provider import Notify

if TYPE_CHECKING:
    from sandbox.conftest import Reply

SEND = "/api/notify"


@pytest.fixture
def running() -> Iterator[Sandbox]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(server, "PROVIDERS", (*PROVIDERS, Notify()))
        with Sandbox(notify_length=20) as sandbox:
            yield sandbox


@pytest.fixture
def sandbox(running: Sandbox) -> Sandbox:
    return running


@pytest.fixture
def client(sandbox: Sandbox) -> Iterator[Client]:
    with requests.Session() as session:
        session.trust_env = False
        yield Client(sandbox.url, session)


def send(client: Client, message: str, token: str = "notify-token") -> Reply:
    form = "application/x-www-form-urlencoded"
    return client.send(
        "POST", SEND, f"message={message}", authorization=f"Bearer {token}", content_type=form
    )


def test_its_operations_answer_with_its_headers(client: Client, sandbox: Sandbox) -> None:
    reply = send(client, "Hi")
    assert (reply.status, reply.json["message"]) == (200, "ok")
    assert reply.headers["x-notify-request"]
    assert "x-line-request-id" not in reply.headers
    client.control("clock", advance=1)  # waits for the workers
    (entry,) = sandbox.received("Team")
    assert (entry["message"], entry["via"]) == ("Hi", "notify")


def test_a_form_may_have_files(client: Client) -> None:
    content = bytes(range(256)) + b"\r\n--\r"
    sent = client.session.put(
        f"{client.url}/api/picture/1",
        data={"title": "ภาพ"},
        files={"picture": ("a.bin", content, "image/png")},
    )
    assert sent.json() == {"title": "ภาพ", "name": "a.bin", "type": "image/png", "target": "1"}
    shown = client.session.get(f"{client.url}/api/picture/1")
    assert (shown.content, shown.headers["content-type"]) == (content, "image/png")
    (logged,) = client.seen("requests?method=PUT")["requests"]
    assert logged["body"].endswith(" bytes)")


@pytest.mark.parametrize(
    ("path", "target"), [("/api/all/picture/1", "1"), ("/api/x/picture/1", "x 1")]
)
def test_of_two_paths_the_one_with_fewer_parameters_is_meant(
    client: Client, path: str, target: str
) -> None:
    assert client.send("GET", path).json["target"] == target


def test_the_others_answer_as_before(client: Client, friend: str) -> None:
    assert client.push(friend).headers["x-line-request-id"]
    assert client.send("GET", "/omni/1/logs").headers["x-request-id"]
    assert client.send("GET", "/apis").json == {"message": "Not found"}


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/api/nothing/at/all", 404),
        ("GET", "/api/status", 405),
        ("PUT", SEND, 405),
        # The path without a parameter goes first, whatever the method.
        ("DELETE", SEND, 405),
    ],
)
def test_it_refuses_unknown_paths_and_methods_itself(
    client: Client, method: str, path: str, status: int
) -> None:
    reply = client.send(method, path)
    assert (reply.status, reply.json) == (status, {"status": status, "message": path})


@pytest.mark.parametrize("target", ["Team", "a.b", "%E3%81%82"])
def test_a_path_parameter_is_one_segment(client: Client, target: str) -> None:
    reply = client.send("GET", f"/api/status/{target}")
    assert reply.json == {"target": unquote(target), "method": "GET"}
    assert client.send("GET", f"/api/status/{target}/more").status == 404
    assert client.send("GET", "/api/status/").status == 404


def test_head_is_answered_as_get_without_the_body(client: Client) -> None:
    reply = client.send("HEAD", "/api/status/Team")
    assert (reply.status, reply.text) == (200, "")
    assert reply.headers["x-notify-request"]


def test_it_is_controlled_set_and_reset_with_the_others(client: Client) -> None:
    client.control("notify-tokens", token="mine", target="Me")
    assert send(client, "Hi", token="mine").status == 200
    assert send(client, "x" * 21).status == 400
    client.control("settings", notifyLength=21)
    assert send(client, "x" * 21).status == 200
    assert client.seen("settings")["notifyLength"] == 21
    client.control("reset")
    assert client.seen("settings")["notifyLength"] == 20
    assert send(client, "Hi", token="mine").status == 401
    assert send(client, "Hi").status == 200


@pytest.mark.parametrize(
    ("name", "body", "problem"),
    [
        ("notify-tokens", '{"token": "mine"}', "target: target is missing"),
        ("settings", '{"notifyLength": 0}', "notifyLength: 0 is less than the minimum of 1"),
        ("settings", "{}", "{} should be non-empty"),
        (
            "settings",
            '{"notifyLengths": 1}',
            "notifyLengths: notifyLengths is unknown; did you mean notifyLength?",
        ),
    ],
)
def test_its_control_input_is_checked(client: Client, name: str, body: str, problem: str) -> None:
    reply = client.send("POST", f"/_sandbox/{name}", body)
    assert (reply.status, reply.json) == (400, {"message": problem})


def test_faults_and_the_log_concern_it(client: Client) -> None:
    client.control("faults", path="/api/*", answer={"status": 500})
    assert [send(client, "Hi").status for _ in range(2)] == [500, 200]
    logged = client.seen("requests?path=/api/notify")["requests"]
    assert [entry["status"] for entry in logged] == [500, 200]


def test_the_environment_names_it(client: Client, sandbox: Sandbox) -> None:
    assert sandbox.env["NOTIFY_URL"] == client.url
    assert f"export NOTIFY_URL={client.url}" in client.send("GET", "/_sandbox/env").text

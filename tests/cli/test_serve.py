"""`serve` and `keys` as processes: who may start what, and how a service ends."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
import requests

from support.sandboxed import PUSH, USER, Line, text

if TYPE_CHECKING:
    from cli.conftest import Run

INPUT: dict[str, Any] = {"to": USER, "messages": text("a secret word")}


class Started(NamedTuple):
    url: str
    process: subprocess.Popen[str]
    warnings: list[str]
    """What it said before it was ready."""

    def post(self, action: str, body: Any = None, **headers: str) -> requests.Response:
        return requests.post(f"{self.url}/actions/{action}", json=body, headers=headers, timeout=30)

    def ended(self, how: signal.Signals = signal.SIGTERM) -> tuple[int, list[str]]:
        """Tell it to stop; return its status and what it said after it was ready."""
        self.process.send_signal(how)
        _, said = self.process.communicate(timeout=30)
        return self.process.returncode, said.splitlines()


@contextmanager
def serving(*arguments: str, env: Mapping[str, str]) -> Iterator[Started]:
    process = subprocess.Popen(
        [sys.executable, "-m", "line_connector", "serve", "--port", "0", *arguments],
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "LINE_CONNECTOR_STATE": "none", **env},
    )
    assert process.stderr is not None
    try:
        said = [""]
        while not (found := re.search(r"(http://\S+)/actions/NAME", said[-1])):
            said.append(process.stderr.readline())
            assert said[-1], "it ended before it was ready"
        yield Started(found[1], process, said[1:-1])
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


def test_service_runs_actions_until_it_is_told_to_stop(line: Line) -> None:
    with serving("--no-auth", env=line.env) as service:
        answer = service.post("push_message", INPUT)
        status, said = service.ended()

    assert answer.status_code == 200
    assert line.received()[0]["messages"] == INPUT["messages"]
    assert status == 0
    assert [json.loads(each)["outcome"] for each in said] == ["done"]


def test_a_file_of_one_provider_serves_that_one_alone(line: Line, tmp_path: Path) -> None:
    file = tmp_path / "line.yaml"
    file.write_text(
        f"provider: line\nurl: {line.url}\nclient_id: '1000000001'\nclient_secret: sandbox-secret\n"
    )
    with serving("--no-auth", "--connection", str(file), env={}) as service:
        answer = service.post("push_message", INPUT)
        other = service.post("infobip_get_omni_logs", {})

    assert answer.status_code == 200
    assert other.status_code >= 400
    assert "connection infobip has no credentials" in other.text
    assert {entry["path"] for entry in line.requests()} == {"/oauth2/v3/token", PUSH}


def test_ctrl_c_stops_it_too(line: Line) -> None:
    with serving("--no-auth", env=line.env) as service:
        assert service.ended(signal.SIGINT) == (0, [])


def test_what_is_being_sent_is_sent_to_its_end(line: Line) -> None:
    line.fault(PUSH, delayAfter=2)
    answers: list[requests.Response] = []
    with serving("--no-auth", env=line.env) as service:
        sending = threading.Thread(
            target=lambda: answers.append(service.post("push_message", INPUT))
        )
        sending.start()
        while not line.received():
            assert sending.is_alive()
        service.process.send_signal(signal.SIGTERM)
        while is_answered(service.url):
            assert sending.is_alive()
        status = service.process.wait(30)
        sending.join()

    assert answers[0].status_code == 200
    assert status == 0
    assert len(line.received()) == 1


def is_answered(url: str) -> bool:
    try:
        return requests.get(f"{url}/health", timeout=10).ok
    except requests.ConnectionError:
        return False


def test_service_on_a_sandbox_needs_nothing() -> None:
    with serving("--sandbox", "--no-auth", env={}) as service:
        assert service.post("push_message", INPUT).status_code == 200


def test_keys_are_made_once_shown_once_and_can_be_taken_back(
    command: Run, line: Line, tmp_path: Path
) -> None:
    file = str(tmp_path / "clients.yaml")
    made = command("keys", "add", "n8n", "--keys", file, "--action", "push_*")
    command("keys", "add", "reader", "--keys", file, "--action", "get_*", "--connection", "line")
    key = made.out.strip()

    assert re.fullmatch(r"lck_[A-Za-z0-9_-]{43}", key)
    assert key not in Path(file).read_text()
    assert Path(file).stat().st_mode & 0o077 == 0
    assert command("keys", "list", "--keys", file).out == (
        "n8n  push_*  on *\nreader  get_*  on line\n"
    )
    with serving("--keys", file, env=line.env) as service:
        known = service.post("push_message", INPUT, Authorization=f"Bearer {key}")
        unknown = service.post("push_message", INPUT)
        other = service.post("get_message_quota", Authorization=f"Bearer {key}")
        said = service.ended()[1]
    assert [known.status_code, unknown.status_code, other.status_code] == [200, 401, 403]
    assert not [each for each in said if key in each or "secret" in each or USER in each]
    assert command("keys", "remove", "n8n", "--keys", file).status == 0
    assert command("keys", "list", "--keys", file).out == "reader  get_*  on line\n"


@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        ([], 2, "authentication is required: --keys FILE"),
        (["--no-auth", "--keys", "clients.yaml"], 2, "authentication is required"),
        (["--no-auth", "--host", "0.0.0.0"], 2, "--no-auth: not with --host 0.0.0.0"),
        (["--no-auth", "--host", "nowhere.invalid"], 2, "--host nowhere.invalid"),
        (["--no-auth", "--port", "70000"], 2, "'--port': 70000"),
        (["--keys", "nothing.yaml"], 2, "nothing.yaml: No such file or directory"),
        (["--no-auth", "--connection", "nothing.yaml"], 2, "nothing.yaml"),
    ],
)
def test_service_that_must_not_start_says_why_in_a_line(
    command: Run, line: Line, arguments: list[str], status: int, told: str
) -> None:
    ended = command("serve", "--port", "0", *arguments, env=line.env)

    assert ended.status == status
    assert told in ended.err
    assert len(ended.err.splitlines()) == 1


def test_service_without_any_credentials_does_not_start(command: Run) -> None:
    ended = command("serve", "--no-auth", "--port", "0", env={"INFOBIP_URL": ""})

    assert ended.status == 3
    assert "LINE_TOKEN" in ended.err


def test_connection_without_credentials_is_told(line: Line) -> None:
    only_line = {name: value for name, value in line.env.items() if name.startswith("LINE_")}
    with serving("--no-auth", env=only_line) as service:
        answer = service.post("infobip_list_omni_scenarios")
    assert answer.status_code == 500
    assert answer.json()["error"] == "CredentialsError"


def test_idempotency_keys_outlive_a_crash(line: Line, tmp_path: Path) -> None:
    state = str(tmp_path / "state")
    statuses: list[int] = []
    for words in ("One", "Two", "One"):
        with serving("--no-auth", "--state", state, env=line.env) as service:
            body = {"to": USER, "messages": text(words)}
            answer = service.post("push_message", body, **{"Idempotency-Key": "order 7"})
            statuses.append(answer.status_code)
            service.process.kill()

    assert statuses == [200, 422, 200]
    assert len(line.received()) == 1


def test_state_folder_that_cannot_be_used_is_told_and_stops_nothing(
    line: Line, tmp_path: Path
) -> None:
    file = tmp_path / "file"
    file.write_text("")
    with serving("--no-auth", "--state", f"{file}/state", env=line.env) as service:
        answer = service.post("push_message", INPUT, **{"Idempotency-Key": "order 7"})
        another = {**INPUT, "messages": text()}
        refused = service.post("push_message", another, **{"Idempotency-Key": "order 7"})

    assert [answer.status_code, refused.status_code] == [200, 422]
    (warning,) = service.warnings
    assert f"--state: state folder {file}/state: Not a directory" in warning


@pytest.mark.parametrize(
    "arguments", [["--max-calls", "0"], ["--max-connections", "0"], ["--max-calls", "many"]]
)
def test_limit_that_is_none_is_refused(command: Run, line: Line, arguments: list[str]) -> None:
    ended = command("serve", "--no-auth", *arguments, env=line.env)
    assert (ended.status, len(ended.err.splitlines())) == (2, 1)


def test_port_that_is_taken_is_told_in_a_line(command: Run, line: Line) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        ended = command("serve", "--no-auth", "--port", port, env=line.env)

    assert ended.status == 2
    assert ended.err == (
        f"error: --host 127.0.0.1 --port {port}: Address already in use; is one running already? "
        "--port 0 takes a free one\n"
    )


def test_missing_library_is_told_with_the_way_to_get_it() -> None:
    code = (
        "import sys; sys.modules['prometheus_client'] = None;"
        "sys.argv[1:] = ['serve', '--no-auth']; from line_connector.__main__ import main; main()"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60
    )

    assert ended.returncode == 2
    assert ended.stderr == (
        "error: serve needs prometheus_client, which is not installed: "
        "pip install '.[server]' in a checkout\n"
    )


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["add", "n8n", "--action", "push_mesage"], "--action push_mesage: matches nothing"),
        (["add", "n8n", "--action", "*", "--connection", "lime"], "--connection lime"),
        (["add", "n 8 n", "--action", "*"], "clients.n 8 n"),
        (["add", "here", "--action", "*"], "client here exists already"),
        (["add", "n8n"], "Missing option '--action'"),
        (["remove", "n8n"], "unknown client n8n"),
    ],
)
def test_keys_that_cannot_be_told_in_a_line(
    command: Run, tmp_path: Path, arguments: list[str], told: str
) -> None:
    file = str(tmp_path / "clients.yaml")
    command("keys", "add", "here", "--keys", file, "--action", "*")

    ended = command("keys", *arguments, "--keys", file)

    assert ended.status == 2
    assert told in ended.err
    assert len(ended.err.splitlines()) == 1


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("clients: {n8n: {sha256: oops, actions: ['*']}}", "clients.n8n.sha256: "),
        ("clients: {n8n: {actions: ['*']}}", "clients.n8n.sha256: is required"),
        ("- n8n", "must be an object"),
        ("", "lists no client"),
    ],
)
def test_file_of_keys_that_is_wrong_is_told_in_a_line(
    command: Run, line: Line, tmp_path: Path, content: str, told: str
) -> None:
    file = tmp_path / "clients.yaml"
    file.write_text(content)

    ended = command("serve", "--keys", str(file), env=line.env)

    assert ended.status == 2
    assert told in ended.err
    assert str(file) in ended.err
    assert len(ended.err.splitlines()) == 1

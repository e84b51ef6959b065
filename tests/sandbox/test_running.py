"""Starting and stopping the sandbox, and what it costs before that."""

from __future__ import annotations

import contextlib
import re
import signal
import socket
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import requests

from line_connector.sandbox import Sandbox

TOKEN = {"authorization": "Bearer sandbox-token"}
FRIEND = f"U{1:032x}"


def push(sandbox: Sandbox, text: str) -> requests.Response:
    body = {"to": FRIEND, "messages": [{"type": "text", "text": text}]}
    return requests.post(f"{sandbox.url}/v2/bot/message/push", json=body, headers=TOKEN, timeout=10)


def texts(sandbox: Sandbox) -> list[str]:
    return [entry["messages"][0]["text"] for entry in sandbox.received(FRIEND)]


def begun_push(url: str, content: bytes) -> socket.socket:
    """Connect, and send a push with the beginning of its body, which has 500 bytes."""
    host, _, port = url.removeprefix("http://").partition(":")
    client = socket.create_connection((host, int(port)), timeout=10)
    head = (
        f"POST /v2/bot/message/push HTTP/1.1\r\nHost: {host}\r\n"
        f"Authorization: {TOKEN['authorization']}\r\nContent-Length: 500\r\n\r\n"
    )
    client.sendall(head.encode() + content)
    return client


def python(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60
    )


def test_it_answers_as_soon_as_it_is_entered_and_no_longer_than_that() -> None:
    with Sandbox() as sandbox:
        url = sandbox.url
        assert push(sandbox, "Hi").status_code == 200
    with pytest.raises(requests.ConnectionError):
        requests.get(url, timeout=10)


def test_it_can_be_started_again() -> None:
    sandbox = Sandbox()
    for _ in range(2):
        sandbox.start()
        assert push(sandbox, "Hi").status_code == 200
        sandbox.stop()


def test_two_sandboxes_know_nothing_of_each_other() -> None:
    with Sandbox() as one, Sandbox() as other:
        push(one, "Hi")
        assert texts(one) == ["Hi"]
        assert texts(other) == []


@pytest.mark.parametrize(
    "content", [pytest.param(b"{", id="half sent"), pytest.param(b" " * 500, id="whole")]
)
def test_who_has_no_answer_when_it_stops_gets_none(
    content: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    with Sandbox() as sandbox:
        sandbox.control.post("faults", delayBefore=60)
        client = begun_push(sandbox.url, content)
        sandbox.received()  # by now the push has arrived
    with client:
        assert client.recv(100) == b""
    assert not caplog.records


def test_it_does_not_wait_for_a_bot_that_hangs() -> None:
    with socket.create_server(("127.0.0.1", 0)) as bot:
        bot.settimeout(10)
        with Sandbox(webhook=f"http://127.0.0.1:{bot.getsockname()[1]}/") as sandbox:
            sandbox.control.post("act", type="text", userId=FRIEND, text="Hi", wait=False)
            called, _ = bot.accept()
        with called:
            called.settimeout(0.01)
            with pytest.raises(TimeoutError), called.makefile("rb") as webhook:
                webhook.read()  # no end: the webhook still waits for an answer


def test_several_threads_may_stop_it() -> None:
    with Sandbox() as sandbox, ThreadPoolExecutor(8) as pool:
        url = sandbox.url
        for stopped in [pool.submit(sandbox.stop) for _ in range(8)]:
            stopped.result()
            with pytest.raises(requests.ConnectionError):
                requests.get(url, timeout=10)


def test_a_port_that_is_taken_is_an_error_at_once() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(OSError, match="in use"):
        Sandbox(port=taken.getsockname()[1]).start()


def test_a_wrong_database_is_an_error_at_once(tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("This is not a database, and it is long enough to be mistaken for none." * 9)
    for database, problem in (
        (file, "not a database"),
        (tmp_path, "unable to open"),
        (tmp_path / "none" / "x", "unable to open"),
    ):
        with pytest.raises(ValueError, match=f"{re.escape(str(database))}: .*{problem}"):
            Sandbox(database=str(database)).start()


def test_a_database_of_somebody_else_is_left_alone(tmp_path: Path) -> None:
    database = str(tmp_path / "accounts.db")
    with contextlib.closing(sqlite3.connect(database)) as other:
        other.execute("CREATE TABLE accounts (name TEXT)")
    with pytest.raises(ValueError, match="not made by this version"):
        Sandbox(database=database).start()
    with contextlib.closing(sqlite3.connect(database)) as other:
        assert other.execute("SELECT name FROM sqlite_master").fetchall() == [("accounts",)]


def test_it_is_only_there_while_it_runs() -> None:
    with pytest.raises(RuntimeError, match="not running"):
        Sandbox().received()


def test_the_environment_points_a_command_line_at_it() -> None:
    with Sandbox() as sandbox:
        assert sandbox.env == {
            "LINE_URL": sandbox.url,
            "LINE_DATA_URL": sandbox.url,
            "LINE_MANAGER_URL": sandbox.url,
            "LINE_TOKEN_URL": f"{sandbox.url}/oauth2/v3/token",
            "LINE_CLIENT_ID": "1000000001",
            "LINE_CLIENT_SECRET": "sandbox-secret",
            "INFOBIP_URL": sandbox.url,
            "INFOBIP_API_KEY": "sandbox-key",
        }


@pytest.mark.parametrize(
    ("settings", "problem"),
    [
        ({"quota": -1}, "quota: -1 is less than"),
        ({"token_lifetime": "soon"}, "tokenLifetime: 'soon' is not of type"),
        ({"colour": "red"}, "colour: colour is unknown"),
        (
            {"rate_limits": {"push_message": {"calls": 1, "seconds": 1}}},
            "rateLimits.push_message: there is no operation push_message; did you mean pushMessage",
        ),
    ],
)
def test_wrong_settings_are_an_error(settings: dict[str, Any], problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        Sandbox(**settings)


def test_reset_brings_back_the_settings_of_the_start() -> None:
    with Sandbox(quota=7) as sandbox:
        requests.post(f"{sandbox.url}/_sandbox/settings", json={"quota": 1}, timeout=10)
        sandbox.reset()
        quota = requests.get(f"{sandbox.url}/v2/bot/message/quota", headers=TOKEN, timeout=10)
        assert quota.json() == {"type": "limited", "value": 7}


def test_a_file_keeps_everything_over_a_restart(tmp_path: Path) -> None:
    database = str(tmp_path / "sandbox.db")
    key = {**TOKEN, "x-line-retry-key": "123e4567-e89b-12d3-a456-426614174000"}
    body = {"to": FRIEND, "messages": [{"type": "text", "text": "Once"}]}
    with Sandbox(database=database) as sandbox:
        url = sandbox.url
        first = requests.post(f"{url}/v2/bot/message/push", json=body, headers=key, timeout=10)
        requests.post(f"{url}/_sandbox/clock", json={"advance": 3600}, timeout=10)
        requests.post(f"{url}/_sandbox/settings", json={"quota": 9}, timeout=10)
    with Sandbox(database=database, token_lifetime=5) as sandbox:
        url = sandbox.url
        again = requests.post(f"{url}/v2/bot/message/push", json=body, headers=key, timeout=10)
        assert again.status_code == 409
        assert again.headers["x-line-accepted-request-id"] == first.headers["x-line-request-id"]
        assert texts(sandbox) == ["Once"]
        assert requests.get(f"{url}/_sandbox/clock", timeout=10).json()["offset"] == 3600
        settings = requests.get(f"{url}/_sandbox/settings", timeout=10).json()
        assert (settings["quota"], settings["tokenLifetime"]) == (9, 5)


def test_importing_it_loads_no_web_server() -> None:
    code = "import sys, line_connector.sandbox\nprint(*sys.modules)"
    loaded = python(code).stdout.split()
    assert "line_connector.sandbox" in loaded
    assert not {"uvicorn", "starlette", "jsonschema", "line_connector.sandbox.server"} & set(loaded)


def test_without_its_libraries_it_says_what_to_install() -> None:
    code = "import sys\nsys.modules['uvicorn'] = None\nfrom line_connector.sandbox import Sandbox"
    failed = python(code)
    assert failed.returncode == 1
    assert "uvicorn" in failed.stderr
    assert "pip install '.[sandbox]' in a checkout" in failed.stderr


@pytest.mark.parametrize("access_log", [False, True])
def test_it_serves_in_the_foreground_until_it_is_interrupted(access_log: bool) -> None:
    code = (
        "from line_connector.sandbox import serve\n"
        f"serve(port=0, ready=lambda url: print(url, flush=True), access_log={access_log})"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout
        assert process.stderr
        url = process.stdout.readline().strip()
        profile = requests.get(f"{url}/v2/bot/profile/{FRIEND}", headers=TOKEN, timeout=10)
        with begun_push(url, b"{"):
            process.send_signal(signal.SIGINT)
            assert process.wait(timeout=10) == 0
        log = process.stdout.read() + process.stderr.read()
    assert profile.json()["userId"] == FRIEND
    assert (f"GET /v2/bot/profile/{FRIEND}" in log) is access_log
    assert bool(log) is access_log

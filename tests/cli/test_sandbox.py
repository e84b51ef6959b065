"""`line-connector sandbox` and its commands, which control the sandbox that is running."""

from __future__ import annotations

import contextlib
import json
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import requests

from line_connector.sandbox import Sandbox
from line_connector.sandbox.fault_kinds import KINDS
from line_connector.sandbox.line.webhook import delivery_faults

if TYPE_CHECKING:
    from cli.conftest import Ended, Run

FRIEND = f"U{1:032x}"


@pytest.fixture(scope="module")
def running() -> Iterator[Sandbox]:
    with Sandbox() as sandbox:
        yield sandbox


@pytest.fixture
def control(running: Sandbox, command: Run) -> Run:
    """Run a command of `line-connector sandbox` on a new sandbox."""
    running.reset()

    def run(*arguments: str) -> Ended:
        return command("sandbox", *arguments, "--url", running.url)

    return run


def push(sandbox: Sandbox) -> int:
    body = {"to": FRIEND, "messages": [{"type": "text", "text": "Hi"}]}
    headers = {"authorization": "Bearer sandbox-token"}
    url = f"{sandbox.url}/v2/bot/message/push"
    return requests.post(url, json=body, headers=headers, timeout=10).status_code


def test_faults_are_added_listed_and_cleared(control: Run, running: Sandbox) -> None:
    added = control("faults", "add", "rate-limit", "--operation", "pushMessage", "--times", "2")
    assert (added.status, added.out) == (0, "")
    assert "line-connector sandbox faults clear 1" in added.err
    control("faults", "add", "server-error", "503", "--skip", "1")
    assert [push(running) for _ in range(4)] == [429, 429, 200, 503]
    control("faults", "add", "latency", "0.1", "--probability", "0.5", "--seconds", "60")
    control("faults", "add", "slow")
    (latency, slow) = json.loads(control("faults", "list").out)["faults"]
    assert (latency["delayBefore"], latency["times"], slow["kind"]) == (0.1, None, "slow")
    assert control("faults", "clear", str(slow["id"])).status == 0
    assert control("faults", "clear").status == 0
    assert json.loads(control("faults", "list").out) == {"faults": [], "webhookFaults": []}


def test_faults_of_webhooks_are_added_listed_and_cleared(control: Run, running: Sandbox) -> None:
    running.control.post("seed", channels=[{"id": "2", "secret": "s", "token": "t"}])
    added = control("faults", "add", "delay", "30", "--times", "2")
    assert (added.status, added.out) == (0, "")
    assert control("faults", "add", "duplicate", "--channel", "2").status == 0
    control("faults", "add", "slow")
    listed = json.loads(control("faults", "list").out)
    assert [fault["kind"] for fault in listed["faults"]] == ["slow"]
    assert listed["webhookFaults"] == [
        {"fault": "delay", "times": 2, "seconds": 30, "channel": "1000000001"},
        {"fault": "duplicate", "times": 1, "channel": "2"},
    ]
    control("faults", "clear", str(listed["faults"][0]["id"]))
    assert len(json.loads(control("faults", "list").out)["webhookFaults"]) == 2
    assert control("faults", "clear").status == 0
    assert json.loads(control("faults", "list").out)["webhookFaults"] == []


def test_the_help_names_every_kind(command: Run) -> None:
    text = command("sandbox", "faults", "add", "--help").out
    for kind in (*KINDS, *delivery_faults.KINDS):
        assert f"\n    {kind} " in text


def test_time_is_moved_stopped_and_goes_on(control: Run) -> None:
    assert json.loads(control("clock", "+1d12h").out)["offset"] == 36 * 3600
    assert json.loads(control("clock", "2026-04-01T09:00:00Z").out)["running"] is False
    control("clock", "+90s")
    assert json.loads(control("clock").out)["now"] == "2026-04-01T09:01:30.000Z"
    assert json.loads(control("clock", "run").out)["running"] is True


def test_what_was_received_is_printed_until_a_reset(control: Run, running: Sandbox) -> None:
    push(running)
    push(running)
    entries = json.loads(control("received", FRIEND, "--limit", "1").out)["received"]
    assert [entry["messages"][0]["text"] for entry in entries] == ["Hi"]
    assert control("reset").status == 0
    assert json.loads(control("received").out) == {"received": []}


def test_a_seed_is_added(control: Run, running: Sandbox, tmp_path: Path) -> None:
    file = tmp_path / "seed.yaml"
    file.write_text(f"users: [{{userId: U{'a' * 32}, displayName: Nina}}]\n")
    assert json.loads(control("seed", str(file)).out) == {"channels": 0, "users": 1}
    names = [each["displayName"] for each in running.control.get("users")["users"]]
    assert "Nina" in names


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["faults", "add", "latncy"], "error: there is no fault latncy; did you mean latency?"),
        (["faults", "add", "slow", "--chapter", "mesage"], "did you mean message?"),
        (["faults", "add", "server-error", "x"], "error: value: server-error takes a status"),
        (["faults", "add", "duplicat"], "there is no fault duplicat; did you mean duplicate?"),
        (["faults", "add", "delay"], "error: delay takes a number of seconds: delay 30"),
        (["faults", "add", "delay", "long"], "error: delay takes a number of seconds"),
        (["faults", "add", "delay", "nan"], "error: delay takes a number of seconds"),
        (["faults", "add", "delay", "1e10"], "error: seconds: 10000000000 is greater than"),
        (["faults", "add", "swap", "1"], "error: swap takes no value"),
        (
            ["faults", "add", "swap", "--path", "/v2/*"],
            "error: --path: swap takes --times and --channel only",
        ),
        (["faults", "add", "swap", "--channel", "7"], "error: channel: the sandbox does not know"),
        (["faults", "clear", "99"], "error: id: the sandbox does not know 99"),
        (["clock", "+1y"], "error: +1y: write a step like +90s, +2h30m or +1d"),
        (["clock", "tomorrow"], "error: at: must be a time like 2026-04-01T09:00:00Z"),
        (["seed", "none.yaml"], "error: none.yaml: No such file or directory"),
        (["received", "--limit", "0"], "error: limit: must be a whole number from 1"),
        (["received", "--channel", "7"], "error: channel: the sandbox does not know 7"),
    ],
)
def test_bad_input_is_told_in_one_line(control: Run, arguments: list[str], problem: str) -> None:
    ended = control(*arguments)
    assert (ended.status, ended.out) == (2, "")
    assert problem in ended.err
    assert len(ended.err.splitlines()) == 1


def test_the_place_of_a_seeds_mistake_is_named(control: Run, tmp_path: Path) -> None:
    file = tmp_path / "seed.yaml"
    file.write_text("users: [{displayNam: Nina}]\n")
    ended = control("seed", str(file))
    assert ended.status == 2
    assert ended.err == (
        f"error: {file}: users[0].displayNam: displayNam is unknown; did you mean displayName?\n"
    )


def test_where_no_sandbox_runs_it_says_how_to_start_one(command: Run) -> None:
    ended = command("sandbox", "reset", "--url", "http://127.0.0.1:9")
    assert ended.status == 3
    assert ended.err == (
        "error: no sandbox answers at http://127.0.0.1:9; start one: line-connector sandbox\n"
    )


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["--seed", "none.yaml"], "error: none.yaml: No such file or directory"),
        (["--clock", "soon"], "error: --clock soon: must be a time like 2026-04-01T09:00:00Z"),
        (["--database", "/none/x"], "error: --database /none/x: unable to open database file"),
    ],
)
def test_it_does_not_start_with_bad_input(command: Run, arguments: list[str], problem: str) -> None:
    ended = command("sandbox", "--port", "0", *arguments)
    assert (ended.status, ended.err) == (2, f"{problem}\n")


def test_a_wrong_database_is_blamed_not_the_seed_or_the_clock(command: Run, tmp_path: Path) -> None:
    seed, database = tmp_path / "seed.yaml", tmp_path / "other.db"
    seed.write_text("users: []\n")
    with contextlib.closing(sqlite3.connect(database)) as other:
        other.execute("CREATE TABLE accounts (name TEXT)")
    options = ["--port", "0", "--seed", str(seed), "--clock", "2026-04-01T09:00:00Z"]
    ended = command("sandbox", *options, "--database", str(database))
    assert ended.status == 2
    assert ended.err == (f"error: --database {database}: not made by this version of the sandbox\n")


def test_alone_it_starts_a_sandbox_with_its_seed(tmp_path: Path) -> None:
    file = tmp_path / "seed.yaml"
    file.write_text(f"users: [{{userId: U{'a' * 32}, displayName: Nina}}]\n")
    arguments = ["--port", "0", "--seed", str(file), "--random-seed", "1"]
    started = subprocess.Popen(
        [sys.executable, "-m", "line_connector", "sandbox", *arguments],
        stderr=subprocess.PIPE,
        text=True,
    )
    assert started.stderr is not None
    with started:
        try:
            url = next(each for each in started.stderr.readline().split() if "://" in each)
            users = requests.get(f"{url}/_sandbox/users", timeout=10).json()["users"]
        finally:
            started.terminate()
            started.communicate(timeout=10)
    assert "Nina" in [each["displayName"] for each in users]

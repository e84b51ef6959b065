"""`ask` and `questions`: the sandbox, a listener and an asker, each a process of its own."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from line_connector.questions import Questions
from support.listening import Listening, until
from support.sandboxed import Line

if TYPE_CHECKING:
    from cli.conftest import Run

AOI, REN = (f"U{number:032x}" for number in (1, 2))
OPS = f"C{1:032x}"


@pytest.fixture
def env(tmp_path: Path, line: Line) -> dict[str, str]:
    (tmp_path / "config.yaml").write_text(f"recipients: {{ops: {OPS}, boss: {REN}}}\n")
    return {
        **line.env,
        "LINE_CONNECTOR_STORE": f"sqlite:///{tmp_path}/events.sqlite",
        "LINE_CONNECTOR_CONFIG": str(tmp_path / "config.yaml"),
    }


@pytest.fixture
def listening(tmp_path: Path, line: Line, env: dict[str, str]) -> Iterator[Listening]:
    process = Listening(
        tmp_path, "--quiet", env={**env, "LINE_CHANNEL_SECRET": env["LINE_CLIENT_SECRET"]}
    )
    line.control("webhook", {"endpoint": f"{process.url}/webhook/line"})
    with Questions(env["LINE_CONNECTOR_STORE"]) as questions:
        until(questions.is_heard)
    try:
        yield process
    finally:
        process.kill()


PLAYBOOK = f"""
steps:
  - id: approval
    ask: {{text: Deploy 1.4?, to: ops}}
  - id: announce
    if: "${{{{ steps.approval.answer.value == 'approve' }}}}"
    action: push_message
    with: {{to: {OPS}, messages: [{{type: text, text: Deployed}}]}}
outputs:
  answer: "${{{{ steps.approval.answer.value }}}}"
  pushed: "${{{{ steps.announce.status_code }}}}"
"""

Start = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def start(env: dict[str, str]) -> Iterator[Start]:
    """Start a command that waits."""
    started: list[subprocess.Popen[str]] = []

    def run(*arguments: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-m", "line_connector", *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, **env},
        )
        started.append(process)
        return process

    yield run
    for process in started:
        process.kill()
        process.communicate()


@pytest.mark.parametrize(("label", "status"), [("Yes", 0), ("No", 10), ("Later", 11)])
@pytest.mark.usefixtures("listening")
def test_a_tap_is_printed_and_makes_the_exit_status(
    line: Line,
    command: Run,
    start: Start,
    env: dict[str, str],
    label: str,
    status: int,
) -> None:
    choices = [part for each in ("Yes", "No", "Later") for part in ("--choice", each)]
    process = start("ask", "ops", "Deploy 1.4?", *choices)
    until(lambda: line.received(OPS))
    tapped = command("trigger", "tap", "--label", label, "--group", OPS, "--url", line.url)
    assert tapped.status == 0, tapped.err
    out, err = process.communicate(timeout=30)
    assert (out, process.returncode) == (f"{label}\n", status), err
    assert err.splitlines()[-1].endswith(f" answered: {label}")


def test_killed_processes_lose_no_answer(
    line: Line, listening: Listening, command: Run, start: Start, env: dict[str, str]
) -> None:
    process = start("ask", "ops", "Deploy 1.4?", "--key", "release/1.4")
    until(lambda: line.received(OPS))
    process.kill()
    listening.kill()
    listening.start_again()
    command("trigger", "tap", "--label", "Deny", "--group", OPS, "--url", line.url)
    again = command("ask", "ops", "Deploy 1.4?", "--key", "release/1.4", "--json", env=env)
    assert again.status == 10, again.err
    shown = json.loads(again.out)
    assert (shown["answer"]["value"], shown["answer"]["user_id"]) == ("deny", AOI)
    cards = [each for each in line.received(OPS) if each["messages"][0]["type"] == "flex"]
    assert len(cards) == 1
    waited = command("questions", "wait", shown["id"], env=env)
    assert (waited.status, waited.out) == (10, "deny\n")


@pytest.mark.usefixtures("listening")
def test_questions_are_listed_shown_waited_for_and_withdrawn(
    command: Run, env: dict[str, str]
) -> None:
    asked = command("ask", "boss", "Deploy 1.5?", "--no-wait", env=env)
    question = asked.out.strip()
    assert question in command("questions", "list", "--state", "open", env=env).out
    assert json.loads(command("questions", "show", question, env=env).out)["state"] == "open"
    early = command("questions", "wait", question, "--timeout", "0", env=env)
    assert (early.status, early.out, early.err) == (5, "", "not answered yet\n")
    assert command("questions", "cancel", question, env=env).err.endswith("withdrawn\n")
    assert command("questions", "wait", question, env=env).status == 6
    expired = command("ask", "boss", "Now?", "--timeout", "1s", env=env)
    assert (expired.status, expired.out) == (5, "")
    assert expired.err.endswith("nobody answered in time\n")


@pytest.mark.usefixtures("listening")
def test_interrupted_it_says_how_to_wait_on(line: Line, start: Start) -> None:
    process = start("ask", "ops", "Deploy 1.4?")
    assert process.stderr is not None
    said = process.stderr.readline()
    found = re.search(r"question (\w+)", said)
    assert found is not None, said
    process.send_signal(signal.SIGTERM)
    _, err = process.communicate(timeout=30)
    assert process.returncode == 128 + signal.SIGTERM
    assert f"line-connector questions wait {found[1]}" in err
    assert line.received(OPS)


@pytest.mark.usefixtures("listening")
def test_a_playbook_that_is_killed_while_it_waits_goes_on_waiting(
    line: Line, command: Run, start: Start, env: dict[str, str], tmp_path: Path
) -> None:
    file = tmp_path / "release.yaml"
    file.write_text(PLAYBOOK)
    state = str(tmp_path / "state")
    process = start("playbook", "run", str(file), "--state", state)
    until(lambda: line.received(OPS) or process.poll() is not None, 90)
    process.kill()
    assert line.received(OPS), process.communicate()
    listed = command("playbook", "runs", "--state", state, env=env)
    found = re.search(r"\d{8}-\d{6}-\w+", listed.out)
    assert found is not None, listed
    again = start("playbook", "run", "--resume", found[0], "--state", state)
    line.control("act", {"type": "tap", "userId": AOI, "groupId": OPS, "label": "Deny"})
    out, err = again.communicate(timeout=60)
    assert again.returncode == 0, err
    assert json.loads(out) == {"answer": "deny", "pushed": None}
    cards = [each for each in line.received(OPS) if each["messages"][0]["type"] == "flex"]
    assert len(cards) == 1


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (["ops", "Deploy?"], 3, "start `line-connector listen`"),
        (["nobody", "Deploy?"], 2, "nobody"),
        (["ops", " "], 2, "text: must not be empty"),
        (["ops", "Deploy?", "--timeout", "soon"], 2, "such as 90s, 15m"),
        (["ops", "Deploy?", "--choice", "a", "--date"], 2, "exclude each other"),
        (
            ["ops", "When?", "--date", "--time"],
            2,
            "--date and --time exclude each other; --datetime asks for both",
        ),
        (["ops", "?", "--free-text", "--date"], 2, "--date and --free-text exclude each other"),
        (["ops", "Deploy?", "--field", "x"], 2, "must be NAME=VALUE"),
        (
            ["ops", "Deploy?", "--earliest", "2026-01-01"],
            2,
            "earliest: is for a date, and this asks for an approval",
        ),
        (["ops", "Deploy?", "--language", "xx"], 2, "language: "),
        (["ops", "Deploy?", "--timeout", "31d"], 2, "--timeout: must be at most 2592000\n"),
        (["ops", "Deploy?", "--remind", "20m"], 2, "--remind: must be less than the timeout"),
        (["ops", "Deploy?", "--choice", ""], 2, "--choice: must not be empty"),
    ],
)
def test_what_cannot_be_asked_says_why_and_asks_nothing(
    command: Run, line: Line, env: dict[str, str], arguments: list[str], status: int, words: str
) -> None:
    ended = command("ask", *arguments, env=env)
    assert (ended.status, ended.err.count("\n")) == (status, 1), ended.err
    assert words in ended.err
    assert line.received(OPS) == []


def test_a_dry_run_prints_the_card_and_writes_nothing(
    command: Run, line: Line, env: dict[str, str], tmp_path: Path
) -> None:
    ended = command("ask", "ops,boss", "Deploy?", "--escalate", AOI, "--dry-run", env=env)
    assert ended.status == 0, ended.err
    bodies = [each["body"] for each in json.loads(ended.out)]
    assert [each["to"] for each in bodies] == [OPS, REN]
    assert "Deploy?" in bodies[0]["messages"][0]["altText"]
    assert line.received(OPS) == []
    assert not (tmp_path / "events.sqlite").exists()


def test_an_unknown_question_is_said(command: Run, env: dict[str, str]) -> None:
    for verb in ("show", "wait", "cancel"):
        ended = command("questions", verb, "4711", env=env)
        assert (ended.status, ended.err) == (
            2,
            "error: there is no question 4711; see: line-connector questions list\n",
        )


@pytest.mark.parametrize("words", [("questions", "list"), ("forget", "U1")])
def test_a_mistyped_database_is_not_made(
    command: Run, env: dict[str, str], tmp_path: Path, words: tuple[str, ...]
) -> None:
    typo = tmp_path / "evnets.sqlite"
    ended = command(*words, "--store", f"sqlite:///{typo}", env=env)
    assert (ended.status, ended.err) == (2, f"error: --store: there is no database {typo}\n")
    assert not typo.exists()

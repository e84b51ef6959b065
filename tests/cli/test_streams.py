"""What becomes of the output does not change what became of the message."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from cli.conftest import Ended, Run
from support.sandboxed import KEY, USER, Line, text

INPUT = json.dumps({"to": USER, "messages": text(), "retryKey": KEY})
SEND = ("run", "push_message", INPUT)
READ = ("run", "get_message_quota")
STEPS = f"""
steps:
  - id: push
    action: push_message
    with: {{to: {USER}, messages: [{{type: text, text: Hi}}]}}
outputs: {{status: "${{{{ steps.push.status_code }}}}"}}
"""


def shell(line: Line, redirection: str, *arguments: str, **more: str) -> Ended:
    """Run the command with its streams redirected as a shell does it."""
    words = ["sh", "-c", f'exec "$@" {redirection}', "sh"]
    return ended(line, subprocess.PIPE, words, arguments, more)


def without_reader(line: Line, *arguments: str, **more: str) -> Ended:
    """Run the command while nobody is at the other end of its output."""
    reading, writing = os.pipe()
    os.close(reading)
    try:
        return ended(line, writing, [], arguments, more)
    finally:
        os.close(writing)


def ended(
    line: Line, stdout: int, words: list[str], arguments: tuple[str, ...], more: dict[str, str]
) -> Ended:
    process = subprocess.run(
        [*words, sys.executable, "-m", "line_connector", *arguments],
        stdout=stdout,
        stderr=subprocess.PIPE,
        encoding=more.get("PYTHONIOENCODING", "utf-8").partition(":")[0],
        env={**os.environ, **line.env, **more},
        timeout=60,
        check=False,
    )
    assert "Traceback" not in process.stderr, process.stderr
    assert "Exception ignored" not in process.stderr, process.stderr
    return Ended(process.returncode, process.stdout or "", process.stderr)


@pytest.fixture
def steps(tmp_path: Path) -> str:
    file = tmp_path / "steps.yaml"
    file.write_text(STEPS)
    return str(file)


@pytest.mark.parametrize(
    ("redirection", "why"),
    [(">/dev/full", "No space left on device"), (">&-", "Bad file descriptor")],
)
def test_a_send_whose_output_is_lost_is_a_send(line: Line, redirection: str, why: str) -> None:
    ended = shell(line, redirection, *SEND)

    assert ended.status == 0
    warning, output = ended.err.splitlines()
    request = json.loads(output)["response_headers"]["x-line-request-id"]
    assert warning == (
        f"warning: the output could not be written ({why}): "
        f"200 OK, request {request}, retryKey {KEY}"
    )
    assert len(line.received()) == 1


def test_a_send_whose_reader_has_gone_is_a_send(line: Line) -> None:
    ended = without_reader(line, *SEND)

    assert ended.status == 0
    assert ended.err.startswith("warning: the output could not be written (Broken pipe): 200 OK")
    assert KEY in ended.err
    assert len(line.received()) == 1


@pytest.mark.parametrize(
    "redirection",
    [">/dev/full 2>/dev/full", ">&- 2>&-", "<&- >&- 2>&-", "2>/dev/full", "2>&-"],
)
def test_nobody_need_be_told_for_a_send_to_end_well(line: Line, redirection: str) -> None:
    assert shell(line, redirection, *SEND).status == 0
    assert len(line.received()) == 1


def test_a_refusal_stays_one_without_output(line: Line) -> None:
    ended = shell(line, ">/dev/full", *SEND, "--set", f"to=U{'e' * 32}")

    assert ended.status == 1
    assert "output could not be written (No space left on device): 400 Bad Request" in ended.err
    assert "Failed to send messages" in ended.err.splitlines()[-1]


def test_an_unknown_outcome_stays_one_without_output(line: Line) -> None:
    line.fault(answer={"status": 500, "json": {"message": "oops"}}, times=9)
    for redirection in (">/dev/full", ">&- 2>&-"):
        assert shell(line, redirection, *SEND).status == 4


@pytest.mark.parametrize(
    "arguments", [READ, ("actions",), ("actions", "--json"), ("describe", "multicast"), ("--help",)]
)
def test_a_read_without_a_reader_ends_quietly_and_without_space_with_a_line(
    line: Line, arguments: tuple[str, ...]
) -> None:
    full = shell(line, ">/dev/full", *arguments)
    gone = without_reader(line, *arguments)

    assert (full.status, full.err) == (2, "error: standard output: No space left on device\n")
    assert gone == (0, "", "")


@pytest.mark.parametrize("encoding", ["cp1252", "ascii", "cp1252:strict"])
def test_what_an_encoding_does_not_have_is_escaped(line: Line, encoding: str) -> None:
    words = "สวัสดี 😀 é"
    line.fault(answer={"status": 200, "json": {"words": words}})

    ended = shell(line, "", *SEND, "--query", "json_body.words", PYTHONIOENCODING=encoding)

    assert (ended.status, ended.err) == (0, "")
    assert ended.out.startswith('"\\u0e2a')
    assert ("é" in ended.out) is (encoding != "ascii")
    assert json.loads(ended.out) == words


def test_lone_surrogates_are_escaped(line: Line) -> None:
    body = {"status": 200, "text": '{"words": "\\ud83d"}', "headers": {"content-type": "application/json"}}  # fmt: skip  # noqa: E501
    line.fault(answer=body)

    ended = shell(line, "", *SEND, "--query", "json_body.words")

    assert (ended.status, ended.out) == (0, '"\\ud83d"\n')


@pytest.mark.parametrize(
    ("query", "why"),
    [
        ("length(status_code)", "In function length(), invalid type"),
        ("reason > `3`", "compares a string with a number"),
        ("sort_by(@, &a)", "In function sort_by()"),
    ],
)
def test_a_query_that_fails_on_the_output_shows_all_of_it(
    command: Run, line: Line, query: str, why: str
) -> None:
    ended = command(*SEND, "--query", query, env=line.env)

    assert ended.status == 0
    assert ended.err.startswith("warning: --query failed; the whole output is printed")
    assert why in ended.err
    assert json.loads(ended.out)["status_code"] == 200
    assert len(line.received()) == 1


@pytest.mark.parametrize(
    "query",
    ["nope(@)", "length()", "length(a, b)", "a[?contains(@)].b", "{a: [join('')]}", "&reason"],
)
def test_a_query_that_cannot_work_sends_nothing(command: Run, line: Line, query: str) -> None:
    ended = command(*SEND, "--query", query, env=line.env)

    assert (ended.status, ended.out) == (2, "")
    assert ended.err.startswith(f"error: --query {query}: ")
    assert line.received() == []


@pytest.mark.parametrize("redirection", [">/dev/full", ">&-"])
def test_a_run_whose_outputs_are_lost_is_done(
    line: Line, tmp_path: Path, steps: str, redirection: str
) -> None:
    state = str(tmp_path / "state")
    ended = shell(line, redirection, "playbook", "run", steps, LINE_CONNECTOR_STATE=state)

    assert ended.status == 0
    warning, outputs = ended.err.splitlines()[-2:]
    run = ended.err.splitlines()[0].split()[-1]
    assert warning.startswith("warning: the output could not be written (")
    assert warning.endswith(f"run {run} is done")
    assert json.loads(outputs) == {"status": 200}


def test_a_run_goes_on_when_its_events_cannot_be_written(
    line: Line, tmp_path: Path, steps: str
) -> None:
    arguments = ("playbook", "run", steps, "--json")
    state = str(tmp_path / "state")
    for ended in (
        shell(line, ">/dev/full", *arguments, LINE_CONNECTOR_STATE=state),
        shell(line, ">&-", *arguments, LINE_CONNECTOR_STATE=state),
        without_reader(line, *arguments, LINE_CONNECTOR_STATE=state),
    ):
        assert ended.status == 0
        assert ended.err.count("no more events can be written") == 1
    assert len(line.received()) == 3


@pytest.mark.parametrize("redirection", ["2>/dev/full", "2>&-", ">&- 2>&- <&-"])
def test_a_run_goes_on_when_nobody_can_be_told(
    line: Line, tmp_path: Path, steps: str, redirection: str
) -> None:
    state = str(tmp_path / "state")
    ended = shell(line, redirection, "playbook", "run", steps, LINE_CONNECTOR_STATE=state)

    assert ended.status == 0
    assert len(line.received()) == 1


def test_text_can_be_said_to_be_text(command: Run, steps: str) -> None:
    ended = command(*SEND, "--set-text", "messages[0].text=[1]", "--dry-run")
    assert json.loads(ended.out)["body"]["messages"][0]["text"] == "[1]"

    lacking = command(*SEND, "--set-text", "messages[0].text")
    assert (lacking.status, lacking.err.splitlines()) == (
        2,
        ["error: --set-text messages[0].text: must be PATH=VALUE, such as messages[0].text=…"],
    )


@pytest.mark.parametrize("value", ["12", "true", "null", "[x]", "91%", '"quoted"', "", "a=b", "é"])
def test_text_for_a_playbook_is_text(command: Run, tmp_path: Path, value: str) -> None:
    file = tmp_path / "echo.yaml"
    file.write_text(
        "inputs: {words: {}}\n" + STEPS.replace("text: Hi", 'text: "${{ inputs.words }}!"')
    )
    ended = command("playbook", "run", str(file), "--set-text", f"words={value}", "--dry-run")

    assert ended.status == 0, ended.err
    (step,) = json.loads(ended.out)
    assert step["request"]["body"]["messages"][0]["text"] == f"{value}!"

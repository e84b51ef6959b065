"""SIGINT, SIGTERM and SIGHUP: what was sent is told, with the way on."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Generator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from cli.conftest import Ended, Run
from support.sandboxed import KEY, PUSH, USER, Line, text

if sys.platform == "win32":
    pytest.skip("there are no such signals", allow_module_level=True)

INPUT = json.dumps({"to": USER, "messages": text(), "retryKey": KEY})
SEND = ("run", "push_message", INPUT)
SIGNALS = [signal.SIGINT, signal.SIGTERM, signal.SIGHUP]

# Whoever starts the tests may have had signals ignored, which is inherited.
LISTENING = """
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)
signal.signal(signal.SIGTERM, signal.SIG_DFL)
signal.signal(signal.SIGHUP, signal.SIG_DFL)
from line_connector.__main__ import main
main()
"""


@contextmanager
def started(
    line: Line, *arguments: str, script: str = LISTENING, **more: str
) -> Generator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-c", script, *arguments],
        env={**os.environ, **line.env, **more},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def ended(process: subprocess.Popen[str]) -> Ended:
    out, err = process.communicate(timeout=60)
    assert "Traceback" not in err, err
    return Ended(process.returncode, out, err)


@contextmanager
def silent() -> Generator[socket.socket]:
    """Listen on loopback, and answer nothing."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(60)
        yield listener


def address(listener: socket.socket) -> str:
    return f"http://127.0.0.1:{listener.getsockname()[1]}"


def answered(line: Line, count: int) -> None:
    """Wait for delayed answers: requests are listed when they are answered, in a later test too."""
    deadline = time.monotonic() + 60
    while len(line.requests(PUSH)) < count:
        assert time.monotonic() < deadline, line.requests(PUSH)
        time.sleep(0.05)


@contextmanager
def waiting(line: Line, *arguments: str, **more: str) -> Generator[subprocess.Popen[str]]:
    """Start a command that waits for an answer to its first request, and gets none."""
    with silent() as listener:
        url = address(listener)
        more = {name: url if value == "silent" else value for name, value in more.items()}
        with started(line, *arguments, **more) as process, closing(listener.accept()[0]) as peer:
            assert peer.recv(1)
            yield process


def until(process: subprocess.Popen[str], happened: Callable[[], object]) -> None:
    while not happened():
        assert process.poll() is None, process.communicate()


@pytest.mark.parametrize("number", SIGNALS)
def test_a_signal_during_a_send_tells_the_key(line: Line, number: signal.Signals) -> None:
    with waiting(line, *SEND, LINE_URL="silent", LINE_TOKEN="x") as process:
        process.send_signal(number)
        status, out, err = ended(process)

    assert (status, out) == (4, "")
    assert err == (
        "error: interrupted: the outcome is unknown; "
        f"run it again with --set retryKey={KEY} to be sure\n"
    )


def test_a_signal_tells_the_key_that_was_made_here(command: Run, line: Line) -> None:
    line.fault(PUSH, delayAfter=3)
    keyless = json.dumps({"to": USER, "messages": text()})
    with started(line, "run", "push_message", keyless) as process:
        until(process, line.received)
        process.send_signal(signal.SIGTERM)
        status, _, err = ended(process)

    key = err.partition("retryKey=")[2].split()[0]
    assert status == 4
    again = command("run", "push_message", keyless, "--set", f"retryKey={key}", env=line.env)
    assert again.status == 0, again.err
    assert len(line.received()) == 1
    answered(line, 2)


def test_without_a_key_it_says_to_look(line: Line) -> None:
    reply = json.dumps({"replyToken": "0" * 32, "messages": text()})
    arguments = ("run", "reply_message", reply)
    with waiting(line, *arguments, LINE_URL="silent", LINE_TOKEN="x") as process:
        process.send_signal(signal.SIGTERM)
        status, _, err = ended(process)

    assert status == 4
    assert "the outcome is unknown; this operation takes no retry key: check before" in err


@pytest.mark.parametrize("number", SIGNALS)
def test_a_signal_while_a_token_is_fetched_says_that_nothing_was_sent(
    line: Line, number: signal.Signals
) -> None:
    with waiting(line, *SEND, LINE_TOKEN_URL="silent") as process:
        process.send_signal(number)
        status, out, err = ended(process)

    nothing = "error: interrupted; nothing was sent or changed\n"
    assert (status, out, err) == (128 + number, "", nothing)
    assert line.received() == []


def test_a_signal_while_it_only_reads_leaves_nothing_unknown(line: Line) -> None:
    arguments = ("run", "get_message_quota")
    with waiting(line, *arguments, LINE_URL="silent", LINE_TOKEN="x") as process:
        process.send_signal(signal.SIGTERM)
        status, _, err = ended(process)

    assert (status, err) == (143, "error: interrupted; nothing was sent or changed\n")


def test_a_signal_while_nothing_gets_through_says_that_nothing_was_sent(line: Line) -> None:
    env = {"LINE_URL": "http://127.0.0.1:9", "LINE_TOKEN": "x"}
    with started(line, *SEND, script=WAITING, **env) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "waits\n"
        process.send_signal(signal.SIGTERM)
        status, _, err = ended(process)

    assert (status, err) == (143, "error: interrupted; nothing was sent or changed\n")


WAITING = (
    """
import time
sleep = time.sleep
def say_and_sleep(seconds):
    print("waits", flush=True)
    sleep(30)
time.sleep = say_and_sleep
"""
    + LISTENING
)


def test_a_signal_while_the_output_waits_for_its_reader_keeps_the_outcome(line: Line) -> None:
    line.fault(PUSH, answer={"status": 200, "json": {"words": "x" * 1_000_000}})
    with started(line, *SEND) as process:
        assert process.stdout is not None
        assert process.stdout.read(1) == "{"
        process.send_signal(signal.SIGTERM)
        # Read to the end at once: what could not be written follows on standard error.
        status, _, err = ended(process)

    assert status == 0
    assert err.startswith("warning: the output could not be written (interrupted): 200 OK")
    assert f"retryKey {KEY}" in err


def test_a_signal_that_is_ignored_stays_so(line: Line) -> None:
    line.fault(PUSH, delayAfter=2)
    with started(
        line, *SEND, script=LISTENING.replace("SIGHUP, signal.SIG_DFL", "SIGHUP, signal.SIG_IGN")
    ) as process:
        until(process, line.received)
        process.send_signal(signal.SIGHUP)
        status, out, _ = ended(process)

    assert (status, json.loads(out)["status_code"]) == (0, 200)


def test_signals_that_come_together_are_told_once(line: Line) -> None:
    with waiting(line, *SEND, LINE_URL="silent", LINE_TOKEN="x") as process:
        for number in (signal.SIGHUP, signal.SIGTERM, signal.SIGINT, signal.SIGTERM):
            process.send_signal(number)
        status, _, err = ended(process)

    assert status == 4
    assert err.count(KEY) == len(err.splitlines()) == 1


LATE = f"""
import builtins, os, signal

class Late:
    def __del__(self, kill=os.kill, process=os.getpid(), number=signal.SIGTERM):
        kill(process, number)

builtins.late = Late()  # collected after Python has given the handlers back their defaults
{LISTENING}
"""


def test_a_signal_while_python_ends_leaves_the_exit_status(line: Line) -> None:
    with started(line, *SEND, script=LATE) as process:
        status, out, _ = ended(process)

    assert (status, json.loads(out)["status_code"]) == (0, 200)


PLAYBOOK = f"""
steps:
  - id: push
    action: push_message
    for_each: [a, b, c]
    with: {{{{to: {USER}, messages: [{{{{type: text, text: "${{{{{{{{ item }}}}}}}}"}}}}]}}}}
outputs: {{{{count: "${{{{{{{{ length(steps.push) }}}}}}}}"}}}}
""".replace("{{", "{").replace("}}", "}")


@pytest.fixture
def pushes(tmp_path: Path) -> str:
    file = tmp_path / "pushes.yaml"
    file.write_text(PLAYBOOK)
    return str(file)


@pytest.mark.parametrize("number", SIGNALS)
def test_a_signal_during_a_run_tells_how_to_resume(
    command: Run, line: Line, tmp_path: Path, pushes: str, number: signal.Signals
) -> None:
    state = {"LINE_CONNECTOR_STATE": str(tmp_path / "state")}
    line.fault(PUSH, delayAfter=3, skip=1)
    with started(line, "playbook", "run", pushes, **state) as process:
        until(process, lambda: len(line.received()) == 2)
        process.send_signal(number)
        status, _, err = ended(process)

    assert status == 4
    told = err.splitlines()[-1]
    assert told.startswith("error: interrupted. Resume with: line-connector playbook run --resu")
    resumed = command("playbook", "run", "--resume", told.split()[-1], env={**line.env, **state})
    assert json.loads(resumed.out) == {"count": 3}
    assert [entry["messages"][0]["text"] for entry in line.received()] == ["a", "b", "c"]
    answered(line, 4)

"""`line-connector playbook` where its state cannot be kept, or its channel is another one."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from cli.conftest import Ended, Run
from support.sandboxed import PUSH, USER, Line

PUSHES = f"""
inputs: {{count: {{type: integer, default: 3}}}}
steps:
  - id: push
    action: push_message
    for_each: [a, b, c, d, e, f, g, h]
    with: {{to: {USER}, messages: [{{type: text, text: "${{{{ item }}}} {"x" * 4000}"}}]}}
outputs: {{count: "${{{{ length(steps.push) }}}}"}}
"""
COUNTING = """
inputs: {n: {}}
steps:
  - {id: first, action: push_message, with: {to: USER, messages: [{type: text, text: Hi}]}}
  - id: second
    action: get_message_quota
    if: ${{ inputs.n > `3` }}
""".replace("USER", USER)


@pytest.fixture
def pushes(tmp_path: Path) -> str:
    file = tmp_path / "pushes.yaml"
    file.write_text(PUSHES)
    return str(file)


def run_id(ended: Ended) -> str:
    return ended.err.splitlines()[0].split()[-1]


@pytest.mark.parametrize("command_line", [("run", "FILE"), ("run", "--resume", "x"), ("runs",)])
def test_a_state_folder_that_cannot_be_used_is_one_line_and_3(
    command: Run, line: Line, tmp_path: Path, pushes: str, command_line: tuple[str, ...]
) -> None:
    (tmp_path / "file").write_text("")
    arguments = [pushes if word == "FILE" else word for word in command_line]
    for folder in (tmp_path / "file" / "state", Path("/proc/state"), tmp_path / ("x" * 300)):
        ended = command("playbook", *arguments, "--state", str(folder), env=line.env)
        assert ended.status == 3
        assert ended.err.startswith(f"error: state folder {folder}: ")
        assert len(ended.err.splitlines()) == 1
    assert line.received() == []


def test_a_run_without_state_says_that_it_cannot_be_resumed(
    command: Run, line: Line, tmp_path: Path, pushes: str
) -> None:
    home = tmp_path / "home"
    env = {**line.env, "HOME": str(home), "LINE_CONNECTOR_STATE": "none"}
    ended = command("playbook", "run", pushes, env=env)

    assert (ended.status, json.loads(ended.out)) == (0, {"count": 8})
    assert ended.err.startswith("warning: --state none: nothing is written down, so this run can")
    assert not home.exists()
    assert not Path("none").exists()


def test_an_unknown_outcome_without_state_tells_the_key(
    command: Run, line: Line, pushes: str
) -> None:
    line.fault(PUSH, drop="after", times=4)
    ended = command("playbook", "run", pushes, "--state", "none", env=line.env)

    key = line.requests(PUSH)[0]["headers"]["x-line-retry-key"]
    assert ended.status == 4
    assert "--resume" not in ended.err
    assert f"send it again with retryKey={key} within 24 hours" in ended.err


@pytest.mark.parametrize("words", [("runs",), ("show", "x"), ("forget", "x")])
def test_without_state_there_are_no_runs(command: Run, words: tuple[str, ...]) -> None:
    ended = command("playbook", *words, "--state", "none")
    assert (ended.status, ended.err) == (2, "error: --state none: no runs are kept\n")


def test_a_run_is_not_resumed_without_state(command: Run) -> None:
    ended = command("playbook", "run", "--resume", "x", "--state", "none")
    assert (ended.status, ended.err) == (2, "error: --state none: no runs are kept\n")


LIMITED = """
import resource, sys
_, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv.pop(1)), hard))
from line_connector.__main__ import main
main()
"""


@pytest.mark.parametrize("size", [1, 20_000, 60_000, 80_000, 100_000, 120_000])
def test_a_disk_that_is_full_loses_and_doubles_nothing(
    command: Run, line: Line, tmp_path: Path, pushes: str, size: int
) -> None:
    state = tmp_path / "state"
    env = {**os.environ, **line.env, "LINE_CONNECTOR_STATE": str(state)}
    ended = subprocess.run(
        [sys.executable, "-c", LIMITED, str(size), "playbook", "run", pushes],
        env=env,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ended.returncode == 3
    assert "Traceback" not in ended.stderr
    check_resumed(command, line, state, ended.stderr)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 200 kB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=200k", "tmpfs", str(folder)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("only root may mount a file system")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


@pytest.mark.parametrize("free", [0, 50, 100, 120])
def test_so_does_a_real_one(
    command: Run, line: Line, small_disk: Path, pushes: str, free: int
) -> None:
    filler = small_disk / "filler"
    filler.write_bytes(b"x" * (200 - free) * 1024)
    env = {**line.env, "LINE_CONNECTOR_STATE": str(small_disk / "state")}

    ended = command("playbook", "run", pushes, env=env)

    assert ended.status == 3
    filler.unlink()
    subprocess.run(["mount", "-o", "remount,size=2m", str(small_disk)], check=True)
    check_resumed(command, line, small_disk / "state", ended.err)


def check_resumed(command: Run, line: Line, state: Path, told: str) -> None:
    """Check that what people received is what was told, and that the run can be resumed."""
    received = len(line.received())
    if "--resume" not in told:
        assert received == 0
        return
    assert told.count("error: ") == 1
    assert "not sent" in told or "was carried out" in told or "every step was taken" in told
    env = {**line.env, "LINE_CONNECTOR_STATE": str(state)}
    resumed = command("playbook", "run", "--resume", told.rsplit(maxsplit=1)[-1], env=env)
    assert (resumed.status, json.loads(resumed.out)) == (0, {"count": 8})
    assert [entry["messages"][0]["text"][0] for entry in line.received()] == list("abcdefgh")


def test_another_channels_credentials_are_refused(
    command: Run, line: Line, tmp_path: Path, pushes: str
) -> None:
    line.fault(PUSH, drop="after", times=4)
    env = {**line.env, "LINE_CONNECTOR_STATE": str(tmp_path / "state")}
    run = run_id(command("playbook", "run", pushes, env=env))
    other = {**env, "LINE_TOKEN": "sandbox-token"}
    count = len(line.requests())

    refused = command("playbook", "run", "--resume", run, env=other)
    shown = json.loads(command("playbook", "show", run, env=env).out)
    assert refused.status == 2
    assert "the run began with client id 1000000001, not with a token" in refused.err
    assert len(refused.err.splitlines()) == 1
    assert len(line.requests()) == count
    assert shown["accounts"] == {"line": "client id 1000000001"}

    resumed = command("playbook", "run", "--resume", run, "--same-account", env=other)
    assert resumed.status == 0
    assert len(line.received()) == 8


def test_the_documented_slip_is_found_before_anything_is_sent(
    command: Run, line: Line, tmp_path: Path
) -> None:
    file = tmp_path / "count.yaml"
    file.write_text(COUNTING)
    env = {**line.env, "LINE_CONNECTOR_STATE": str(tmp_path / "state")}
    ended = command("playbook", "run", str(file), "--set", "n=5", env=env)

    assert ended.status == 2
    assert ended.err == (
        f"error: {file}, line 7, column 5: steps[1].if: ${{{{ inputs.n > `3` }}}}: "
        "> cannot compare a string with a number; give input n `type: integer`, "
        "or write to_number(inputs.n)\n"
    )
    assert line.requests() == []

    file.write_text(COUNTING.replace("n: {}", "n: {type: integer}"))
    assert command("playbook", "run", str(file), "--set", "n=5", env=env).status == 0


def test_a_run_goes_on_when_nobody_reads_its_events(
    line: Line, tmp_path: Path, pushes: str
) -> None:
    env = {**os.environ, **line.env, "LINE_CONNECTOR_STATE": str(tmp_path / "state")}
    process = subprocess.Popen(
        [sys.executable, "-m", "line_connector", "playbook", "run", pushes, "--json"],
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    err = process.stderr.read()
    process.stderr.close()
    assert process.wait(60) in {0, 1, 3}
    assert b"Traceback" not in err
    assert len(line.received()) == 8


@pytest.mark.parametrize("run", ["\udcff", "../../x", "", "x" * 5000])
def test_a_run_of_any_name_is_looked_for(command: Run, tmp_path: Path, run: str) -> None:
    for words in (("run", "--resume"), ("show",), ("forget",)):
        state = {"LINE_CONNECTOR_STATE": str(tmp_path / "state")}
        ended = command("playbook", *words, run, env=state)
        assert ended.status == 2
        assert "there is no run" in ended.err

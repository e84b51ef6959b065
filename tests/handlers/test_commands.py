"""The handler that runs a command: what its exit status says, and what it is given."""

from __future__ import annotations

import json
import os
import stat
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from events.conftest import HI
from handlers.conftest import Read
from line_connector import Connector
from line_connector.errors import InputError
from line_connector.events import Handler, RejectedError
from line_connector.handlers.posting import DeliveryError
from line_connector.handlers.reading import Surroundings, read_handlers

Handling = Callable[..., Handler]


@pytest.fixture
def command(read: Read, tmp_path: Path) -> Handling:
    """A handler that runs a script in the folder of the file of handlers."""

    def script(text: str, seconds: float = 60) -> Handler:
        file = tmp_path / "handle.sh"
        file.write_text(f"#!/bin/sh\n{text}\n")
        file.chmod(file.stat().st_mode | stat.S_IXUSR)
        (subscription,) = read(
            f"handlers: [{{command: [./handle.sh, 'a b', $HOME], timeout: {seconds}}}]"
        )
        assert subscription.name == "command handle.sh"
        return subscription.handler

    return script


def test_a_command_gets_the_event_and_its_arguments_as_they_are(
    command: Handling, tmp_path: Path
) -> None:
    command(f'cat > {tmp_path}/event.json; printf "%s|%s" "$1" "$2" > {tmp_path}/args').handle(HI)
    assert json.loads((tmp_path / "event.json").read_text()) == HI.to_dict()
    assert (tmp_path / "args").read_text() == "a b|$HOME"


@pytest.mark.parametrize(
    ("text", "error", "words"),
    [
        ("exit 1", DeliveryError, "exit status 1"),
        ("exit 75", DeliveryError, "exit status 75"),
        ("exit 65", RejectedError, "exit status 65"),
        ("kill -9 $$", DeliveryError, "ended by signal 9"),
    ],
)
def test_only_exit_status_0_is_success_and_65_is_final(
    command: Handling, text: str, error: type[Exception], words: str
) -> None:
    with pytest.raises(error, match=words):
        command(text).handle(HI)


def test_a_program_is_beside_a_file_that_is_named_without_a_folder(
    command: Handling, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, connector: Connector
) -> None:
    command(f"touch {tmp_path}/handled")  # writes the script
    monkeypatch.chdir(tmp_path)
    around = Surroundings(lambda _: None, lambda: connector, tmp_path, sys.stdout, print)
    (subscription,) = read_handlers(Path("handlers.yaml"), around)
    subscription.handler.handle(HI)
    assert (tmp_path / "handled").exists()
    Path("handlers.yaml").write_text("handlers: [{command: [./ls]}]")
    with pytest.raises(InputError, match=r"there is no program \./ls"):
        read_handlers(Path("handlers.yaml"), around)


def test_a_command_that_takes_too_long_is_ended(command: Handling) -> None:
    with pytest.raises(DeliveryError, match=r"took more than 0\.5 s"):
        command("sleep 60", 0.5).handle(HI)


def test_a_command_that_reads_nothing_is_no_error(command: Handling) -> None:
    command("exit 0").handle(HI)


def test_what_a_command_started_ends_with_it(command: Handling, tmp_path: Path) -> None:
    with pytest.raises(DeliveryError):
        command(f"sleep 60 & echo $! > {tmp_path}/pid; wait", 3).handle(HI)
    pid = int((tmp_path / "pid").read_text())
    until = time.monotonic() + 10
    while _is_running(pid):
        assert time.monotonic() < until


def _is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return "Z" not in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]


def test_a_program_that_is_not_there_is_said_at_the_start(read: Read) -> None:
    with pytest.raises(InputError, match=r"handlers\[0\]: command\[0\]: there is no program none"):
        read("handlers: [{command: [none-of-this-name]}]")

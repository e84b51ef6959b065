"""A fault of our own: one line, and what it means for the message."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli.conftest import Run
from support.sandboxed import KEY, PUSH, USER, Line, text

MANIFEST = """
name: own
title: Own
version: "1"
actions:
  broken_before: {class: "broken_actions:BrokenBefore", connection: line, title: Broken before}
  broken_after: {class: "broken_actions:BrokenAfter", connection: line, title: Broken after}
  broken_read: {class: "broken_actions:BrokenRead", connection: line, title: Broken read}
"""

MODULE = '''
from line_actions.message.get_message_quota import GetMessageQuota
from line_actions.message.push_message import PushMessage


class Broken(frozenset):
    def __contains__(self, status):
        raise TypeError("with a secret")


class BrokenBefore(PushMessage):
    """Fails before it sends."""

    @classmethod
    def request(cls, data):
        raise TypeError("with a secret")


class BrokenAfter(PushMessage):
    """Fails after it has sent."""

    success = Broken()


class BrokenRead(GetMessageQuota):
    """Fails after it has read."""

    success = Broken()
'''

INPUT = json.dumps({"to": USER, "messages": text(), "retryKey": KEY})


@pytest.fixture
def broken(command: Run, line: Line, tmp_path: Path) -> Run:
    (tmp_path / "broken_actions.py").write_text(MODULE)
    manifest = tmp_path / "manifest.yaml"
    manifest.write_text(MANIFEST)
    env = {
        **line.env,
        "PYTHONPATH": str(tmp_path),
        "LINE_CONNECTOR_STATE": str(tmp_path / "state"),
    }
    return lambda *arguments: command(*arguments, "--manifest", str(manifest), env=env)


def test_before_anything_is_sent_it_is_a_line_and_2(broken: Run, line: Line) -> None:
    ended = broken("run", "broken_before", INPUT)

    assert (ended.status, ended.out) == (2, "")
    assert ended.err == (
        "error: internal error in line-connector (TypeError in broken_actions.py, line 16); "
        "please report it. LINE_CONNECTOR_TRACEBACK=1 shows the traceback\n"
    )
    assert line.received() == []


def test_after_a_send_the_outcome_is_unknown_and_the_key_is_told(broken: Run, line: Line) -> None:
    line.fault(answer={"status": 404, "json": {"message": "with a secret"}})
    ended = broken("run", "broken_after", INPUT)

    assert (ended.status, ended.out) == (4, "")
    assert ended.err == (
        "error: internal error in line-connector (TypeError in broken_actions.py, line 8): the "
        f"outcome is unknown; run it again with --set retryKey={KEY} to be sure\n"
    )
    assert len(line.requests(PUSH)) == 1


def test_after_a_read_nothing_is_unknown(broken: Run) -> None:
    ended = broken("run", "broken_read")
    assert (ended.status, ended.err.count("\n")) == (2, 1)


def test_in_a_run_it_says_how_to_resume(broken: Run, line: Line, tmp_path: Path) -> None:
    file = tmp_path / "steps.yaml"
    file.write_text(
        "steps:\n  - id: push\n    action: broken_after\n"
        f"    with: {{to: {USER}, messages: [{{type: text, text: Hi}}]}}\n"
    )
    line.fault(answer={"status": 404, "json": {"message": "with a secret"}})
    ended = broken("playbook", "run", str(file))

    assert ended.status == 4
    last = ended.err.splitlines()[-1]
    assert last.startswith(
        "error: internal error in line-connector (TypeError in broken_actions.py, line 8). "
        "Resume with: line-connector playbook run --resume 2"
    )
    assert "secret" not in ended.err


def test_a_file_that_cannot_be_written_is_a_line(command: Run) -> None:
    ended = command("turbine", "build", "--out", "/proc/nowhere")
    assert ended.status == 2
    assert ended.err == "error: /proc/nowhere: No such file or directory\n"

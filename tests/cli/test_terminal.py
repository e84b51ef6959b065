"""What is shown where standard error is a terminal, and what still goes where it was sent."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from support.sandboxed import USER, Line

pty = pytest.importorskip("pty")

LOOP = """
name: loop
inputs: {who: {type: array}}
steps:
  - id: push
    action: push_message
    for_each: ${{ inputs.who }}
    with: {to: "${{ item }}", messages: [{type: text, text: Hi}]}
outputs: {sent: "${{ length(steps.push[?accepted]) }}"}
"""


def on_terminal(*arguments: str, out: Path, env: dict[str, str]) -> str:
    """Run the command with its standard error on a terminal; return what that shows."""
    mine, its = pty.openpty()
    with out.open("wb") as file:
        process = subprocess.Popen(
            [sys.executable, "-m", "line_connector", *arguments],
            stdin=its,
            stdout=file,
            stderr=its,
            env={**os.environ, **env, "TERM": "xterm"},
        )
    os.close(its)
    shown = b""
    while True:
        try:
            part = os.read(mine, 4096)
        except OSError:  # Linux says so that the other end is closed
            break
        if not part:
            break
        shown += part
    os.close(mine)
    assert process.wait(timeout=60) == 0, shown
    return shown.decode()


def test_a_loop_shows_its_rate_and_the_outputs_go_to_the_file(line: Line, tmp_path: Path) -> None:
    playbook, out = tmp_path / "loop.yaml", tmp_path / "out.json"
    playbook.write_text(LOOP)
    who = json.dumps([USER] * 150)

    shown = on_terminal(
        *("playbook", "run", str(playbook), "--set", f"who={who}", "--state", "none"),
        out=out,
        env=line.env,
    )

    assert json.loads(out.read_text()) == {"sent": 150}
    assert "/150" in shown
    assert "/s" in shown


def test_json_for_a_file_is_plain(line: Line, tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    shown = on_terminal("run", "get_message_quota", "-v", out=out, env=line.env)

    assert json.loads(out.read_text())["status_code"] == 200
    assert "< 200 OK, 1 try" in shown

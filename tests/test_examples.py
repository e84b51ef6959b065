"""What stands in examples/ and in the README works as it is printed."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from support.sandboxed import USER, Line

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def run(arguments: list[str], env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={**os.environ, **env},
        capture_output=True,
        text=True,
        check=False,
    )


def test_pushed_from_python(line: Line) -> None:
    ended = run(["examples/push_from_python.py", USER], line.env)

    assert ended.returncode == 0, ended.stderr
    assert [entry.split()[0] for entry in ended.stdout.splitlines()] == ["[]", "200", "200"]
    assert len(line.received()) == 2


def test_order_shipped_is_pushed(line: Line) -> None:
    ended = run(
        ["-m", "line_connector", "run", "push_message", "examples/order_shipped.yaml"], line.env
    )
    assert ended.returncode == 0, ended.stderr
    assert line.received()[0]["messages"][0]["altText"] == "Order 1024 has shipped"


@pytest.mark.parametrize("one_key", [False, True])
def test_the_same_push_goes_through_every_platform(one_key: bool) -> None:
    """Airflow is among them where its environment is there: `make test` makes it first."""
    ended = run(["examples/same_push_everywhere.py", *(["--one-key"] if one_key else [])], {})

    assert ended.returncode == 0, ended.stderr
    ways, _, received = ended.stdout.partition("\n\n")
    statuses = [row[14:] for row in ways.splitlines() if "left out" not in row]
    assert len(statuses) >= 4
    assert statuses == ["200", *["409" if one_key else "200"] * (len(statuses) - 1)]
    assert received.startswith(f"{1 if one_key else len(statuses)} received")


@pytest.mark.parametrize("block", re.findall(r"```console\n(.*?)```", README, re.DOTALL))
def test_commands_of_the_readme_answer_as_printed(block: str) -> None:
    """IDs, times and addresses differ from run to run; all else is as printed."""
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, _, printed = part.partition("\n")
        if not command.startswith("line-connector "):
            continue
        ended = run(["-m", "line_connector", *shlex.split(command)[1:]], {})
        assert shape(ended.stderr + ended.stdout) == shape(printed)


def shape(text: str) -> str:
    text = re.sub(r'"(\d{18}|[\w-]{100,}|[0-9a-f-]{36}|\w{3}, \d.*? GMT)"', '"…"', text)
    text = re.sub(r"\d{8}-\d{6}-[0-9a-f]{10}", "…", text)
    return re.sub(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "…", text).strip()


def test_json_in_the_readme_is_json() -> None:
    for block in re.findall(r"```json\n(.*?)```", README, re.DOTALL):
        json.loads(block)

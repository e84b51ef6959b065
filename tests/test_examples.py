"""What stands in examples/ works."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from support.sandboxed import USER, Line

ROOT = Path(__file__).parents[1]


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

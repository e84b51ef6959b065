"""The page on writing an action, followed as it is printed."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from line_connector.manifest import ENTRY_POINTS
from support.sandboxed import Line

PAGE = Path(__file__).parents[2] / "docs" / "writing-an-action.md"
BLOCKS = re.findall(
    r"^```(\w+)\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
)
COMMANDS = re.compile(r"^# (\S+):  line-connector (.*)$", re.MULTILINE)


@pytest.fixture
def written(tmp_path: Path) -> Path:
    """A directory with the page's files, each named in its first line."""
    for kind, text in BLOCKS:
        named = re.match(r"# ([\w./]+)", text)
        if kind in {"python", "yaml"} and named:
            file = tmp_path / named[1]
            file.parent.mkdir(exist_ok=True)
            file.write_text(text, encoding="utf-8")
    chapter = tmp_path / "shop" / "rich_menu"
    chapter.mkdir(parents=True)
    text = (tmp_path / "shop_actions" / "upload_menu_image.py").read_text(encoding="utf-8")
    (chapter / "upload_menu_image.py").write_text(text, encoding="utf-8")
    (tmp_path / "menu.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    return tmp_path


def command_in(written: Path, file: str) -> list[str]:
    commands = dict(COMMANDS.findall((written / file).read_text(encoding="utf-8")))
    return shlex.split(commands[file])


def run(written: Path, arguments: list[str], env: dict[str, str]) -> dict[str, object]:
    ended = subprocess.run(
        [sys.executable, "-m", "line_connector", *arguments],
        cwd=written,
        env={**os.environ, **env, "PYTHONPATH": str(written)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    told: dict[str, object] = json.loads(ended.stdout)
    return told


def test_first_action_runs_as_printed(written: Path, line: Line) -> None:
    line.fault("/v2/bot/info", answer={"status": 200, "json": {"displayName": "Shop"}})

    told = run(written, command_in(written, "shop.yaml"), line.env)
    assert told["json_body"] == {"displayName": "Shop"}


def test_file_goes_by_its_path_on_the_command_line(written: Path, line: Line) -> None:
    path = "/v2/bot/richmenu/richmenu-1/content"
    line.fault(path, answer={"status": 200, "json": {}})
    given = json.dumps({"richMenuId": "richmenu-1", "image": "menu.png"})
    command = [*command_in(written, "chapters.yaml"), given]

    shown = run(written, [*command, "--dry-run"], line.env)
    told = run(written, command, line.env)

    assert shown["body"] == {"file_name": "menu.png", "content_type": "image/png", "size": 8}
    assert told["status_code"] == 200
    (seen,) = line.requests(path)
    assert seen["headers"]["content-type"] == "image/png"


def test_no_service_reads_a_file_by_its_path(written: Path, line: Line) -> None:
    """What a service and a platform use takes a text for no path."""
    given = {"richMenuId": "richmenu-1", "image": str(written / "menu.png")}
    code = (
        "import json, sys\n"
        "from line_connector import Connector, InputError, load_manifest\n"
        "with Connector.from_env(manifest=load_manifest('chapters.yaml')) as connector:\n"
        "    try:\n"
        "        connector.call('upload_menu_image', json.loads(sys.argv[1]))\n"
        "    except InputError as error:\n"
        "        print(error)\n"
    )
    told = subprocess.run(
        [sys.executable, "-c", code, json.dumps(given)],
        cwd=written,
        env={**os.environ, **line.env, "PYTHONPATH": str(written)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.startswith("image: must be an object with its content")


def test_what_is_answered_goes_into_a_file(written: Path, line: Line) -> None:
    """Any answer can; content itself comes from the data host, in the tests of bodies."""
    command = ["run", "get_message_quota", "--into", "quota.json"]
    told = run(written, command, line.env)

    answered = (written / "quota.json").read_text()
    assert "type" in json.loads(answered)
    assert told["file"] == {
        "file_name": "quota.json",
        "content_type": "application/json",
        "size": len(answered),
        "path": "quota.json",
    }


def test_entry_point_is_the_one_that_is_looked_for() -> None:
    (toml,) = (text for kind, text in BLOCKS if kind == "toml")
    assert f'[project.entry-points."{ENTRY_POINTS}"]' in toml

"""The wheel as it is installed: its manifest is compiled, and says what the checkout's says."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import zipfile
from email import message_from_string
from pathlib import Path
from typing import Any

import pytest

from line_connector import load_manifest
from line_connector.describe import list_actions
from line_connector.preview.page import preview_page

ROOT = Path(__file__).parents[2]

DESCRIBE = """
import json
from line_connector import load_manifest

manifest = load_manifest()
print(json.dumps({
    "file": __import__("line_connector").__file__,
    "actions": [[each.name, each.title, each.connection, each.chapter, each.action.__qualname__]
                for each in manifest.actions.values()],
    "connections": {name: each.model_dump() for name, each in manifest.connections.items()},
}))
"""

LIST = """
import sys
from line_connector.cli.main import run

sys.argv = ["line-connector", "actions", "--json"]
status = run()
print([name for name in sys.modules if name.startswith("line_actions")], file=sys.stderr)
sys.exit(status)
"""

DRY_RUN = """
import sys
from line_connector.cli.main import run

sys.argv = ["line-connector", "run", "push_message", sys.argv[1], "--dry-run"]
status = run()
print(sorted(name for name in sys.modules if name.partition(".")[0] == "yaml"), file=sys.stderr)
sys.exit(status)
"""

PREVIEW = """
import sys
from line_connector.cli.main import run

sys.argv = ["line-connector", "preview", sys.argv[1], "-o", sys.argv[2]]
sys.exit(run())
"""

PUSH: dict[str, Any] = {"to": f"U{1:032x}", "messages": [{"type": "text", "text": "Hi"}]}


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory with what the wheel installs."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def run(installed: Path, code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        env={**os.environ, "PYTHONPATH": str(installed)},
        cwd=installed,
        check=True,
        capture_output=True,
        text=True,
    )


def test_compiled_manifest_says_what_the_yaml_says(installed: Path) -> None:
    told: dict[str, Any] = json.loads(run(installed, DESCRIBE).stdout)

    manifest = load_manifest()
    assert Path(told["file"]).is_relative_to(installed)
    assert told["actions"] == [
        [each.name, each.title, each.connection, each.chapter, each.action.__qualname__]
        for each in manifest.actions.values()
    ]
    assert told["connections"] == {
        name: each.model_dump() for name, each in manifest.connections.items()
    }


def test_compiled_summaries_are_the_docstrings_of_today(installed: Path) -> None:
    done = run(installed, LIST)

    assert json.loads(done.stdout) == list_actions(load_manifest())
    assert done.stderr == "[]\n"


def test_a_wheel_that_is_not_unpacked_has_its_actions_too(installed: Path) -> None:
    (wheel,) = installed.parent.glob("*.whl")
    done = subprocess.run(
        [sys.executable, "-c", LIST],
        env={**os.environ, "PYTHONPATH": str(wheel)},
        cwd=installed.parent,
        check=True,
        capture_output=True,
        text=True,
    )

    assert json.loads(done.stdout) == list_actions(load_manifest())


def test_push_from_a_wheel_imports_no_yaml_parser(installed: Path) -> None:
    done = run(installed, DRY_RUN, json.dumps(PUSH))

    assert json.loads(done.stdout)["body"] == PUSH
    assert done.stderr.splitlines()[-1] == "[]"  # before it, that credentials are missing


def test_the_preview_from_a_wheel_has_all_its_files(installed: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    run(installed, PREVIEW, json.dumps(PUSH), str(page))

    assert page.read_text(encoding="utf-8") == preview_page(PUSH["messages"])


def test_description_has_no_link_into_the_repository(installed: Path) -> None:
    (metadata,) = installed.glob("*.dist-info/METADATA")
    described = message_from_string(metadata.read_text(encoding="utf-8"))
    description = str(described.get_payload())

    assert described["Description-Content-Type"] == "text/markdown"
    assert description.startswith("# line-connector")
    assert re.findall(r"\]\((?!https?:)[^)]*\)", description) == []
    assert "<!--" not in description

"""Names of recipients in Turbine: only where there is a configuration file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from line_connector.errors import InputError
from line_connector.platforms.turbine.call import run_action
from line_connector.recipients.location import DATABASE
from support.sandboxed import USER, Line, text


def pushed(line: Line, to: str) -> dict[str, Any]:
    asset = {"url": line.url, "token": "sandbox-token"}
    return run_action("push_message", asset, {"to": to, "messages": text()})


@pytest.fixture(autouse=True)
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    file = tmp_path / "config.yaml"
    monkeypatch.setenv("LINE_CONNECTOR_CONFIG", str(file))
    monkeypatch.setenv(DATABASE, f"sqlite:///{tmp_path}/none.sqlite")
    return file


def test_without_a_file_only_ids_are_taken(line: Line) -> None:
    with pytest.raises(InputError, match="to: must be the ID of a user, group or room"):
        pushed(line, "ops")


def test_with_a_file_its_names_are_taken(line: Line, config: Path) -> None:
    config.write_text(f"recipients: {{ops: {USER}}}\n")
    assert pushed(line, "ops")["status_code"] == 200
    assert line.received()[0]["messages"] == text()

"""`run --into`: content that users sent, as a file or on standard output."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cli.conftest import Run
from cli.test_streams import shell, without_reader
from support.sandboxed import Line

CONTENT = "get_message_content"


def sent(line: Line, **facts: Any) -> str:
    return json.dumps(line.control("contents", {"type": "video", **facts}))


def test_content_is_waited_for_and_written(command: Run, line: Line, tmp_path: Path) -> None:
    file = tmp_path / "video.mp4"
    every = ("--wait", "--every", "0.2")

    ended = command(
        "run", CONTENT, sent(line, preparing=0.3), *every, "--into", str(file), env=line.env
    )

    assert ended.status == 0, ended.err
    assert json.loads(ended.out)["file"]["size"] == file.stat().st_size
    assert ended.err.splitlines()[-1] == f"{CONTENT}: ready"


def test_no_file_is_written_while_content_is_being_prepared(
    command: Run, line: Line, tmp_path: Path
) -> None:
    file = tmp_path / "video.mp4"

    ended = command("run", CONTENT, sent(line, preparing=60), "--into", str(file), env=line.env)

    assert ended.status == 4
    assert json.loads(ended.out)["status_code"] == 202
    assert "nothing was written" in ended.err
    assert list(tmp_path.iterdir()) == []


def test_content_goes_to_standard_output(line: Line, tmp_path: Path) -> None:
    file = tmp_path / "both"
    file.write_bytes(b"earlier")

    ended = shell(line, f">> {file}", "run", CONTENT, sent(line), "--into", "-")

    assert ended.status == 0, ended.err
    facts = json.loads(ended.err)["file"]
    assert (facts["content_type"], facts["size"]) == ("video/mp4", file.stat().st_size - 7)
    assert file.read_bytes().startswith(b"earlier\0\0\0\x1cftyp")


@pytest.mark.parametrize(("facts", "status"), [({"preparing": 60}, 4), ({"unsent": True}, 1)])
def test_only_content_goes_to_standard_output(
    command: Run, line: Line, facts: dict[str, Any], status: int
) -> None:
    ended = command("run", CONTENT, sent(line, **facts), "--into", "-", env=line.env)

    assert (ended.status, ended.out) == (status, "")
    assert "error: " in ended.err


def test_nobody_reads_the_content(line: Line) -> None:
    ended = without_reader(line, "run", CONTENT, sent(line), "--into", "-")

    assert ended.status == 3
    assert ended.err.endswith(": the stream cannot be written: Broken pipe\n")

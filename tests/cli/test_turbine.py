"""`turbine build` writes all or nothing, and over nobody's files; `turbine run` runs an action."""

from __future__ import annotations

import base64
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from line_connector.errors import InputError
from line_connector.platforms.turbine.bundle import write_bundle
from support.loopback import PICTURE, running_content
from support.sandboxed import USER, Line, text

if TYPE_CHECKING:
    from cli.conftest import Run


def contents(folder: Path) -> dict[str, str]:
    return {
        str(file.relative_to(folder)): file.read_text()
        for file in folder.rglob("*")
        if file.is_file()
    }


def test_build_writes_three_connectors_and_can_do_it_again(command: Run, tmp_path: Path) -> None:
    out = tmp_path / "new" / "bundle"
    first = command("turbine", "build", "--out", str(out))
    written = contents(out)
    cache = out / "line" / "src" / "__pycache__"
    cache.mkdir()
    (cache / "push_message.cpython-312.pyc").write_text("left by Python")
    again = command("turbine", "build", "--out", str(out))

    assert (first.status, first.out) == (again.status, again.out) == (0, "")
    assert f"{out / 'line'}: " in first.err
    assert f"{out / 'infobip'}: " in first.err
    assert f"{out / 'questions'}: 3 actions, 1 asset\n" in first.err
    assert contents(out) == written


@pytest.mark.parametrize("directory", [".", "bundle"])
def test_directory_may_be_told_from_where_one_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, directory: str
) -> None:
    monkeypatch.chdir(tmp_path)
    for text_of_file in ("first", "second"):
        write_bundle(Path(directory), {"line/a.yaml": text_of_file})
        assert Path(directory, "line", "a.yaml").read_text() == text_of_file


def test_another_form_leaves_nothing_of_the_first(command: Run, tmp_path: Path) -> None:
    command("turbine", "build", "--out", str(tmp_path))
    command("turbine", "build", "--out", str(tmp_path), "--like-swimlanes")

    scripts = {file.name for file in tmp_path.glob("line/src/*.py")}
    assert "send_push_message.py" in scripts
    assert "push_message.py" not in scripts


@pytest.mark.parametrize("change", ["edit", "add", "forget", "somebody's"])
def test_somebodys_file_is_never_overwritten(command: Run, tmp_path: Path, change: str) -> None:
    if change != "somebody's":
        command("turbine", "build", "--out", str(tmp_path))
    file = {
        "edit": tmp_path / "line" / "src" / "push_message.py",
        "add": tmp_path / "line" / "src" / "mine.py",
        "forget": tmp_path / "infobip" / "notes.txt",
        "somebody's": tmp_path / "notes.txt",
    }[change]
    if change == "forget":
        (tmp_path / "made-by-line-connector.json").unlink()
    file.write_text("# mine\n")
    before = contents(tmp_path)
    ended = command("turbine", "build", "--out", str(tmp_path))

    assert ended.status == 2
    assert "was not written by this command, or was changed since" in ended.err
    assert ended.err.count("\n") == 1
    assert contents(tmp_path) == before


def test_place_that_cannot_be_written_is_one_clear_line(command: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    ended = command("turbine", "build", "--out", str(tmp_path / "file"))

    assert (ended.status, ended.err.count("\n")) == (2, 1)
    assert "file: " in ended.err


def test_fault_while_writing_leaves_what_was_there(tmp_path: Path) -> None:
    write_bundle(tmp_path, {"line/a.yaml": "old"})
    before = contents(tmp_path)

    with pytest.raises(InputError):
        write_bundle(tmp_path, {"line/a.yaml": "new", "line/a.yaml/b.yaml": "new"})
    assert contents(tmp_path) == before
    assert [entry.name for entry in tmp_path.iterdir() if entry.name.startswith(".")] == []


def asked(url: str, inputs: dict[str, Any]) -> str:
    return json.dumps({"url": url, "token": "sandbox-token", **inputs})


def turbine(command: Run, action: str, stdin: str, **env: str) -> tuple[int, str, str]:
    env = {"ASSET_KEYS": "url,token", **env}
    return command("turbine", "run", action, stdin=stdin, env=env)


def test_protocol_answers_on_standard_output(command: Run, line: Line) -> None:
    stdin = asked(line.url, {"to": USER, "messages": text()})
    status, out, err = turbine(command, "push_message", stdin)

    assert (status, err) == (0, "")
    mark, _, told = out.partition(" ")
    assert mark == "::set-output"
    assert json.loads(told)["retry_key"]
    assert line.received()[0]["messages"] == text()


@pytest.mark.parametrize(
    ("action", "stdin", "name", "message"),
    [
        ("push_mesage", "{}", "InputError", "did you mean push_message?"),
        ("push_message", "{", "InputError", "standard input: is not JSON"),
        ("push_message", "[" * 100_000, "InputError", "standard input: is not JSON"),
        ("push_message", "[]", "InputError", "standard input: must be one JSON object"),
        ("push_message", "", "InputError", "to: is required"),
        ("get_message_quota", '{"url": "http://example.com"}', "CredentialsError", "https://"),
        (
            "get_message_quota",
            '{"url": "https://x", "token": 1, "verify_ssl": []}',
            "",
            "verify_ssl",
        ),
    ],
)
def test_protocol_answers_every_failure_on_standard_error(
    command: Run, action: str, stdin: str, name: str, message: str
) -> None:
    status, out, err = turbine(command, action, stdin, ASSET_KEYS="url,token,verify_ssl")

    assert (status, out) == (1, "")
    mark, _, told = err.partition(" ")
    assert mark == "::set-error"
    assert name in json.loads(told)["name"]
    assert message in json.loads(told)["message"]


def test_protocol_takes_swimlanes_names_and_forms_where_asked(command: Run, line: Line) -> None:
    stdin = asked(line.url, {"json_body": {"to": USER, "messages": text()}})
    env = {"ASSET_KEYS": "url,token"}
    refused = command("turbine", "run", "send_broadcast_message", stdin=stdin, env=env)
    ended = command(
        "turbine", "run", "send_broadcast_message", "--like-swimlanes", stdin=stdin, env=env
    )

    assert (refused.status, ended.status) == (1, 0)
    assert line.received()[0]["messages"] == text()


def test_protocol_needs_the_list_of_the_assets_keys(command: Run) -> None:
    ended = command("turbine", "run", "get_message_quota", stdin="{}")
    assert "ASSET_KEYS is not set" in json.loads(ended.err.partition(" ")[2])["message"]


def test_protocol_takes_no_other_input(command: Run) -> None:
    ended = command("turbine", "run", "get_message_quota", "{}", stdin="{}")
    assert ended.status == 2
    assert "unexpected extra argument" in ended.err


CONTENT = {"method": "GET", "path": "/v2/bot/message/1/content", "host": "data"}


def test_file_comes_in_base64_where_there_is_no_store(command: Run) -> None:
    with running_content() as (url, _):
        _, out, _ = turbine(command, "line_request", asked(url, CONTENT))

    file = json.loads(out.partition(" ")[2])["file"]
    assert base64.b64decode(file["file"]) == PICTURE


def test_store_that_refuses_is_told_without_its_token(command: Run) -> None:
    with running_content(stores=False) as (url, _):
        store = {"IPC_API_URI": url, "IPC_API_TOKEN": "store-token"}
        status, out, err = turbine(command, "line_request", asked(url, CONTENT), **store)

    assert (status, out) == (1, "")
    assert "file store did not take content" in err
    assert "store-token" not in err


def test_mistake_of_ours_is_no_traceback_and_shows_no_value(
    command: Run, tmp_path: Path, line: Line
) -> None:
    (tmp_path / "own_actions.py").write_text(OWN_MODULE)
    (tmp_path / "own.yaml").write_text(OWN)
    path = os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")])
    ended = command(
        "turbine",
        "run",
        "fail",
        "--manifest",
        str(tmp_path / "own.yaml"),
        stdin=asked(line.url, {}),
        env={"ASSET_KEYS": "url,token", "PYTHONPATH": path},
    )

    told = json.loads(ended.err.partition(" ")[2])
    assert (ended.status, told["name"]) == (1, "RuntimeError")
    assert "own_actions.py, line" in told["message"]
    assert "a secret" not in ended.err


OWN = """
name: own
title: Own actions
version: "1"
actions: {fail: {class: "own_actions:Fail", connection: line, title: Fail}}
"""

OWN_MODULE = '''
from line_connector.action import Action
from line_connector.schema.model import Body, Input


class Nothing(Input):
    """Nothing is asked."""


class Fail(Action[Nothing, Body]):
    """Fail."""

    method = "GET"
    path = "/"
    rate_limit = "1/s"

    @classmethod
    def request(cls, data):
        raise RuntimeError("a secret")
'''

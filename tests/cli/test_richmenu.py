"""`line-connector richmenu apply` as a person runs it."""

from __future__ import annotations

import json
from pathlib import Path

from jsonschema import Draft202012Validator

from cli.conftest import Run
from line_connector.documents.reading import read_document_file
from support.sandboxed import Line

EXAMPLE = str(Path(__file__).parents[2] / "examples" / "rich_menus" / "menu.yaml")
CHANGES = """\
+ menu shop: create
+ menu account: create
+ alias shop: shop
+ alias account: account
~ default: shop
~ user U00000000000000000000000000000002: account
"""


def test_a_plan_then_the_changes_then_nothing(command: Run, line: Line) -> None:
    plan = command("richmenu", "apply", EXAMPLE, "--plan", env=line.env)
    assert (plan.status, plan.out, plan.err) == (0, CHANGES, "")

    first = command("richmenu", "apply", EXAMPLE, env=line.env)
    assert (first.status, first.out, first.err) == (0, "", f"{CHANGES}6 changes made\n")

    for option in ("--plan", "--json"):
        again = command("richmenu", "apply", EXAMPLE, option, env=line.env)
        assert (again.status, again.err) == (0, "nothing to change\n")
        assert again.out == ("" if option == "--plan" else '{\n  "changes": []\n}\n')


def test_changes_as_json(command: Run, line: Line) -> None:
    plan = command("richmenu", "apply", EXAMPLE, "--plan", "--json", env=line.env)
    changes = json.loads(plan.out)["changes"]
    assert changes[0] == {"change": "create_menu", "menu": "shop"}
    assert json.loads(command("richmenu", "apply", EXAMPLE, "--json", env=line.env).out) == {
        "changes": changes
    }


def test_a_sandbox_of_its_own(command: Run) -> None:
    ended = command("richmenu", "apply", EXAMPLE, "--sandbox")
    assert (ended.status, ended.err) == (0, f"{CHANGES}6 changes made\n")


def test_a_mistake_in_the_file_changes_nothing(command: Run, line: Line, tmp_path: Path) -> None:
    path = tmp_path / "menu.yaml"
    path.write_text("menus: {}\ndefault: main\n")
    ended = command("richmenu", "apply", str(path), env=line.env)
    assert ended.status == 2
    assert ended.err == (f"error: {path}, line 2, column 1: default: no menu is called main\n")
    assert line.requests() == []


def test_a_failure_says_what_is_left_and_to_run_it_again(command: Run, line: Line) -> None:
    line.fault("/v2/bot/richmenu/alias", answer={"status": 400, "json": {"message": "No"}})
    ended = command("richmenu", "apply", EXAMPLE, env=line.env)
    assert ended.status == 1
    left, error = ended.err.splitlines()[-2:]
    assert left == "2 changes are made, 4 are left. Run it again: it goes on where this ended"
    assert error.startswith("error: 400 Bad Request: No [request ")
    again = command("richmenu", "apply", EXAMPLE, env=line.env)
    assert again.err == "".join(CHANGES.splitlines(keepends=True)[2:]) + "4 changes made\n"


def test_without_credentials(command: Run) -> None:
    ended = command("richmenu", "apply", EXAMPLE)
    assert ended.status == 3
    assert "LINE_TOKEN" in ended.err


def test_the_schema_takes_the_example(command: Run) -> None:
    schema = json.loads(command("richmenu", "schema").out)
    check = Draft202012Validator(schema)
    document = read_document_file(EXAMPLE)
    assert list(check.iter_errors(document)) == []
    for change in ({"size": "huge"}, {"areas": {"grid": [1, 1]}}, {"color": "red"}):
        document["menus"]["shop"] |= change
        assert not check.is_valid(document)
        document["menus"]["shop"] = read_document_file(EXAMPLE)["menus"]["shop"]


def test_images_are_drawn_to_look_at(command: Run, tmp_path: Path) -> None:
    ended = command("richmenu", "draw", EXAMPLE, "--out", str(tmp_path / "images"))
    assert (ended.status, ended.out) == (0, "")
    for name, line in zip(("shop", "account"), ended.err.splitlines(), strict=True):
        path = tmp_path / "images" / f"{name}.png"
        assert line == f"{path}: 2500 x 1686, {path.stat().st_size} bytes"


def test_a_folder_that_cannot_be_written_to(command: Run, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    ended = command("richmenu", "draw", EXAMPLE, "--out", str(tmp_path / "file"))
    assert (ended.status, ended.err) == (2, f"error: {tmp_path / 'file'}: File exists\n")

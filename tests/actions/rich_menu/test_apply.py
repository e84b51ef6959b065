"""All rich menus of an account as one action, wherever actions run."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from line_connector import Connector, InputError, load_manifest
from support.sandboxed import USER, Line

pytest.importorskip("PIL")

EXAMPLE = load_manifest().action("apply_rich_menus").action.example


def described(**changes: Any) -> dict[str, Any]:
    return {**deepcopy(dict(EXAMPLE)), **changes}


def shown_to(line: Line, user: str) -> Any:
    return line.get("displayed-rich-menu", userId=user)["richMenu"]


def test_menus_are_made_as_described_and_the_second_time_nothing_is(
    connector: Connector, line: Line
) -> None:
    first = connector.run("apply_rich_menus", described())
    second = connector.run("apply_rich_menus", described())

    assert first.body.changes == ["+ menu main: create", "~ default: main"]
    assert second.body.changes == []
    assert shown_to(line, USER)["chatBarText"] == "Menu"


def test_user_whose_menu_is_null_has_none_of_their_own(connector: Connector, line: Line) -> None:
    connector.run("apply_rich_menus", described(users={USER: "main"}))

    changes = connector.run("apply_rich_menus", described(users={USER: None})).body.changes

    assert len(changes) == 1
    assert line.get("displayed-rich-menu", userId=USER)["linkedTo"] == "all"


def test_what_is_wrong_is_told_before_anything_is_sent(connector: Connector, line: Line) -> None:
    with pytest.raises(InputError, match=r"default: no menu is called mian; did you mean main\?"):
        connector.run("apply_rich_menus", described(default="mian"))
    assert line.requests() == []


def test_no_file_is_read(connector: Connector, line: Line, tmp_path: Path) -> None:
    image = described()
    image["menus"]["main"] = {**image["menus"]["main"], "image": str(tmp_path / "menu.png")}
    del image["menus"]["main"]["draw"]

    with pytest.raises(InputError, match="no file is read by its path here"):
        connector.run("apply_rich_menus", image)
    assert line.requests() == []

"""A plan is a pure function of what is wanted and what there is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from line_connector.errors import InputError
from line_connector.rich_menus.found import FoundMenu, FoundRichMenus
from line_connector.rich_menus.plan import make_plan
from line_connector.rich_menus.reading import parse_rich_menus
from line_connector.rich_menus.wanted import WantedRichMenus
from rich_menus.conftest import menu

NOTHING = FoundRichMenus(0, (), {}, None, {})
ID, OTHER_ID = (f"richmenu-{number:032x}" for number in (1, 2))


def wanted(folder: Path = Path(), **document: Any) -> WantedRichMenus:
    document = {"menus": {"main": drawn()}, **document}
    return parse_rich_menus(yaml.safe_dump(document), "menu.yaml", folder)


def drawn(**changes: Any) -> dict[str, Any]:
    described = {**menu(), "draw": {}, **changes}
    del described["image"]
    return described


def having(wanted: WantedRichMenus, *identities: str) -> FoundRichMenus:
    """Return an account that has a wanted menu under these IDs."""
    made = wanted.menus["main"]
    ours = tuple(FoundMenu(identity, made.mark, made.menu) for identity in identities)
    return replace(NOTHING, count=len(ours), ours=ours)


def lines(wanted: WantedRichMenus, found: FoundRichMenus) -> list[str]:
    return [str(change) for change in make_plan(wanted, found).changes]


def test_a_menu_that_is_as_wanted_stays() -> None:
    assert lines(wanted(), having(wanted(), ID)) == []


def test_a_menu_that_was_left_without_its_image_gets_it() -> None:
    found = replace(having(wanted(), ID), without_image={ID})
    assert lines(wanted(), found) == ["~ menu main: upload the image, which it was left without"]


def test_of_two_the_one_with_an_image_is_kept() -> None:
    found = replace(having(wanted(), ID, OTHER_ID), without_image={ID})
    assert make_plan(wanted(), found).current == {"main": OTHER_ID}


def test_another_order_of_properties_is_the_same_menu() -> None:
    turned = drawn(areas={"cells": drawn()["areas"]["cells"], "grid": [2, 1]})
    assert lines(wanted(menus={"main": turned}), having(wanted(), ID)) == []


@pytest.mark.parametrize(
    "change", [{"draw": {"background": "#FF0000"}}, {"draw": {"font": "other.ttf"}}]
)
def test_another_drawing_is_another_image(change: dict[str, Any]) -> None:
    changed = wanted(menus={"main": drawn(**change)})
    assert lines(changed, having(wanted(), ID))[0] == "~ menu main: replace (image)"


def test_there_must_be_room_for_old_and_new() -> None:
    full = replace(having(wanted(), ID), count=1000)
    assert lines(wanted(), full) == []
    with pytest.raises(InputError, match=r"has 1000 rich menus, and 1 more are .* at most 1000"):
        make_plan(wanted(menus={"main": drawn(selected=True)}), full)


def test_there_must_be_room_for_aliases() -> None:
    aliases = {f"alias-{number}": OTHER_ID for number in range(1000)}
    full = replace(having(wanted(), ID), aliases=aliases)
    assert lines(wanted(aliases={"alias-7": "main"}), full) == ["~ alias alias-7: main"]
    with pytest.raises(InputError, match="has 1000 rich menu aliases"):
        make_plan(wanted(aliases={"home": "main"}), full)


def test_more_menus_than_line_takes_in_an_hour_are_warned_of() -> None:
    many = wanted(menus={f"menu-{number}": drawn() for number in range(101)})
    (warning,) = make_plan(many, NOTHING).warnings
    assert warning.startswith("101 menus are to be created, and LINE takes 100 an hour")


def test_an_alias_that_is_not_there_is_warned_of() -> None:
    switch = {"type": "richmenuswitch", "richMenuAliasId": "nowhere", "data": "x"}
    areas = {"grid": [2, 1], "cells": [{"at": [1, 1], "action": switch}]}
    switching = wanted(menus={"main": drawn(areas=areas)})
    (warning,) = make_plan(switching, NOTHING).warnings
    assert warning == "menu main: switches to the alias nowhere, which is not there"
    assert make_plan(switching, replace(NOTHING, aliases={"nowhere": ID})).warnings == ()


def test_changes_are_json_too() -> None:
    changes = make_plan(wanted(default="main", aliases={"home": "main"}), NOTHING).changes
    assert [change.to_dict() for change in changes] == [
        {"change": "create_menu", "menu": "main"},
        {"change": "set_alias", "alias": "home", "menu": "main"},
        {"change": "set_default", "menu": "main"},
    ]

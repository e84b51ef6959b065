from __future__ import annotations

from typing import Any

import pytest

from line_connector import Connector
from support.calling_tools import Open, fail, succeed
from support.sandboxed import Line

pytestmark = pytest.mark.anyio

PLAN, APPLY = "line_plan_apply_rich_menus", "line_apply_rich_menus"
MENU: dict[str, Any] = {
    "size": "compact",
    "chat_bar_text": "Menu",
    "draw": {"background": "#06C755"},
    "areas": {
        "grid": [2, 1],
        "cells": [{"at": [1, 1], "title": "Shop", "action": {"type": "message", "text": "Shop"}}],
    },
}
MENUS = {"menus": {"main": MENU}, "default": "main"}


def changing(line: Line) -> list[str]:
    """Return the requests that change something: a check of a menu does not."""
    made = [each["path"] for each in line.requests() if each["method"] != "GET"]
    return [path for path in made if "richmenu" in path and "validate" not in path]


async def test_a_plan_is_shown_and_then_applied(client: Open, line: Line) -> None:
    async with client() as opened:
        plan = await succeed(opened, PLAN, MENUS)
        assert (plan["changes"], plan["send_with"]) == (
            ["+ menu main: create", "~ default: main"],
            APPLY,
        )
        assert changing(line) == []
        applied = await succeed(opened, APPLY, {"plan": plan["plan"]})
        again = await succeed(opened, APPLY, {"plan": plan["plan"]})

    assert (applied["changes"], again["changes"]) == (plan["changes"], [])


async def test_other_changes_than_those_confirmed_are_not_made(
    client: Open, line: Line, connector: Connector
) -> None:
    async with client() as opened:
        first = await succeed(opened, PLAN, MENUS)
        await succeed(opened, APPLY, {"plan": first["plan"]})
        second = await succeed(opened, PLAN, {"menus": {"main": {**MENU, "selected": True}}})
        connector.run("create_rich_menu_alias", _alias(connector))
        before = changing(line)
        words, _ = await fail(opened, APPLY, {"plan": second["plan"]})

    assert "the account has changed since" in words
    assert changing(line) == before


def _alias(connector: Connector) -> dict[str, str]:
    menus = connector.run("get_rich_menu_list").body.richmenus
    return {"richMenuAliasId": "new", "richMenuId": menus[0].rich_menu_id}


async def test_no_file_of_the_server_is_read(client: Open, line: Line) -> None:
    async with client() as opened:
        other = {name: value for name, value in MENU.items() if name != "draw"}
        other["areas"] = []
        words, _ = await fail(opened, PLAN, {"menus": {"main": {**other, "image": "/etc/passwd"}}})
        font = {**MENU, "draw": {"font": "/etc/passwd"}}
        also, _ = await fail(opened, PLAN, {"menus": {"main": font}})

    assert words.startswith("menus.main.image: no file is read by its path here")
    assert also.startswith("menus.main.draw.font: no file is read by its path here")
    assert line.requests() == []


@pytest.mark.parametrize("plan", ["rich_menus.x", "", 5, None])
async def test_a_made_up_plan_changes_nothing(client: Open, line: Line, plan: object) -> None:
    async with client() as opened:
        words, _ = await fail(opened, APPLY, {"plan": plan})
    assert "unknown plan" in words
    assert line.requests() == []


async def test_an_expired_plan_changes_nothing(client: Open, line: Line) -> None:
    async with client(plan_lifetime=-1) as opened:
        plan = await succeed(opened, PLAN, MENUS)
        words, _ = await fail(opened, APPLY, {"plan": plan["plan"]})
    assert words == "plan: expired: make a new one"
    assert changing(line) == []


@pytest.mark.parametrize(
    ("settings", "offered"),
    [
        ({}, [PLAN, APPLY]),
        ({"read_only": True}, [PLAN]),
        ({"toolsets": ["rich_menu"]}, [PLAN, APPLY]),
        ({"toolsets": ["messaging"]}, []),
        ({"connections": ["infobip"]}, []),
    ],
)
async def test_the_tools_are_in_the_toolset_of_rich_menus(
    client: Open, settings: dict[str, Any], offered: list[str]
) -> None:
    async with client(**settings) as opened:
        names = [tool.name for tool in (await opened.list_tools()).tools]
    assert [name for name in names if name in {PLAN, APPLY}] == offered

from __future__ import annotations

import pytest

from line_connector import Connector, InputError
from line_connector.errors import BadRequestError, NotFoundError
from support.rich_menus import UNKNOWN_MENU, created
from support.sandboxed import Line

ALIAS = "menu-a"


def test_alias_stands_for_a_menu_and_then_for_another(connector: Connector, menu: str) -> None:
    connector.run("create_rich_menu_alias", {"richMenuAliasId": ALIAS, "richMenuId": menu})
    connector.run("create_rich_menu_alias", {"richMenuAliasId": "b", "richMenuId": menu})
    other = created(connector)
    connector.run("update_rich_menu_alias", {"richMenuAliasId": ALIAS, "richMenuId": other})

    body = connector.run("get_rich_menu_alias", {"richMenuAliasId": ALIAS}).body
    assert (body.rich_menu_alias_id, body.rich_menu_id) == (ALIAS, other)
    listed = connector.run("get_rich_menu_alias_list").body.aliases
    assert {each.rich_menu_alias_id: each.rich_menu_id for each in listed} == {
        ALIAS: other,
        "b": menu,
    }


def test_alias_may_be_called_like_a_part_of_a_path(connector: Connector, menu: str) -> None:
    """On one host, `richmenu/alias/content` could also be the image of a menu called alias."""
    connector.run("create_rich_menu_alias", {"richMenuAliasId": "content", "richMenuId": menu})
    body = connector.run("get_rich_menu_alias", {"richMenuAliasId": "content"}).body
    assert body.rich_menu_id == menu


def test_deleted_alias_is_not_found(connector: Connector, menu: str) -> None:
    connector.run("create_rich_menu_alias", {"richMenuAliasId": ALIAS, "richMenuId": menu})
    connector.run("delete_rich_menu_alias", {"richMenuAliasId": ALIAS})

    for action, raw in (
        ("get_rich_menu_alias", {}),
        ("delete_rich_menu_alias", {}),
        ("update_rich_menu_alias", {"richMenuId": menu}),
    ):
        with pytest.raises(NotFoundError, match="richmenu alias not found") as caught:
            connector.run(action, {"richMenuAliasId": ALIAS, **raw})
        assert caught.value.output.json_body["details"] == []
    assert connector.run("get_rich_menu_alias_list").json_body == {"aliases": []}


def test_alias_is_given_once(connector: Connector, menu: str) -> None:
    raw = {"richMenuAliasId": ALIAS, "richMenuId": menu}
    connector.run("create_rich_menu_alias", raw)
    with pytest.raises(BadRequestError, match="conflict richmenu alias id"):
        connector.run("create_rich_menu_alias", raw)


def test_alias_needs_a_menu_with_an_image(connector: Connector, bare_menu: str, menu: str) -> None:
    connector.run("create_rich_menu_alias", {"richMenuAliasId": ALIAS, "richMenuId": menu})
    for unusable in (bare_menu, UNKNOWN_MENU):
        for action, alias in (("create_rich_menu_alias", "b"), ("update_rich_menu_alias", ALIAS)):
            with pytest.raises(BadRequestError, match="richmenu not found"):
                connector.run(action, {"richMenuAliasId": alias, "richMenuId": unusable})


@pytest.mark.parametrize("alias", ["", "Menu-A", "a b", "x" * 33])
def test_invalid_alias_is_not_sent(connector: Connector, line: Line, alias: str) -> None:
    with pytest.raises(InputError, match="richMenuAliasId: must be 1 to 32"):
        connector.run(
            "create_rich_menu_alias", {"richMenuAliasId": alias, "richMenuId": UNKNOWN_MENU}
        )
    assert line.requests() == []


def test_channel_has_at_most_1000_aliases(connector: Connector, menu: str) -> None:
    for number in range(1000):
        raw = {"richMenuAliasId": f"a{number}", "richMenuId": menu}
        connector.run("create_rich_menu_alias", raw)

    with pytest.raises(BadRequestError, match="maximum number"):
        connector.run("create_rich_menu_alias", {"richMenuAliasId": "more", "richMenuId": menu})


def test_invalid_menu_is_told_with_its_place(connector: Connector) -> None:
    body = {"richMenuAliasId": ALIAS, "richMenuId": "menu"}
    with pytest.raises(BadRequestError) as caught:
        connector.run(
            "line_request", {"method": "POST", "path": "/v2/bot/richmenu/alias", "body": body}
        )
    assert caught.value.output.json_body == {
        "message": "The request body has 1 error(s)",
        "details": [{"message": "invalid richMenuId", "property": "richMenuId"}],
    }

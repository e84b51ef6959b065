from __future__ import annotations

from typing import Any

import pytest

from line_connector import Connector, InputError
from line_connector.errors import BadRequestError, ForbiddenError, NotFoundError, RateLimitError
from support.rich_menus import UNKNOWN_MENU, area, created, rich_menu
from support.sandboxed import USER, Line

NO_LIMITS = {"rateLimits": False}


def test_menu_is_kept_as_it_was_created(connector: Connector) -> None:
    given = rich_menu(name="Spring", areas=[area({"type": "message", "label": "A", "text": "a"})])
    menu = connector.run("create_rich_menu", given).body.rich_menu_id

    body = connector.run("get_rich_menu", {"richMenuId": menu}).json_body
    assert body == {"richMenuId": menu, **given}
    assert connector.run("get_rich_menu_list").json_body == {"richmenus": [body]}


def test_list_is_in_the_order_of_creation(connector: Connector) -> None:
    menus = [created(connector, image=False, name=name) for name in "ABC"]

    found = connector.run("get_rich_menu_list").body.richmenus
    assert [menu.rich_menu_id for menu in found] == menus
    assert [menu.name for menu in found] == ["A", "B", "C"]


def test_deleted_menu_is_gone_for_everybody(connector: Connector, line: Line, menu: str) -> None:
    connector.run("set_default_rich_menu", {"richMenuId": menu})
    connector.run("link_rich_menu_id_to_user", {"userId": USER, "richMenuId": menu})
    connector.run("create_rich_menu_alias", {"richMenuAliasId": "a", "richMenuId": menu})

    connector.run("delete_rich_menu", {"richMenuId": menu})

    assert connector.run("get_rich_menu_list").body.richmenus == []
    assert line.get("displayed-rich-menu", userId=USER) == {"richMenu": None}
    for action, raw in (
        ("get_default_rich_menu_id", {}),
        ("get_rich_menu_id_of_user", {"userId": USER}),
    ):
        with pytest.raises(NotFoundError):
            connector.run(action, raw)
    assert len(connector.run("get_rich_menu_alias_list").body.aliases) == 1


@pytest.mark.parametrize(
    "action",
    ["get_rich_menu", "delete_rich_menu", "get_rich_menu_image", "set_default_rich_menu"],
)
def test_unknown_menu_is_not_found(connector: Connector, action: str) -> None:
    with pytest.raises(NotFoundError, match="Not found"):
        connector.run(action, {"richMenuId": UNKNOWN_MENU})


def test_validation_creates_nothing(connector: Connector) -> None:
    assert connector.run("validate_rich_menu_object", rich_menu()).json_body == {}
    assert connector.run("get_rich_menu_list").body.richmenus == []


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"chatBarText": "x" * 15}, "chatBarText: must be at most 14 characters"),
        ({"name": "x" * 301}, "name: must be at most 300 characters"),
        ({"selected": "yes"}, "selected: must be true or false"),
        ({"size": {"width": 799, "height": 250}}, "size.width: must be at least 800"),
        ({"size": {"width": 2501, "height": 250}}, "size.width: must be at most 2500"),
        ({"size": {"width": 800, "height": 249}}, "size.height: must be at least 250"),
        ({"size": {"width": 2500, "height": 1725}}, "size.height: must be at most 1724 for"),
        ({"areas": [area({"type": "message", "text": "a"})] * 21}, "areas: must have at most 20"),
        (
            {"areas": [area({"type": "message", "text": "a"}, x=-1)]},
            r"areas\[0\].bounds.x: must be",
        ),
        (
            {"areas": [area({"type": "message", "text": "a"}, width=0)]},
            r"areas\[0\].bounds.width: must be at least 1",
        ),
        (
            {"areas": [area({"type": "uri", "uri": "ftp://example.com"})]},
            r"areas\[0\].action.uri",
        ),
        (
            {"areas": [area({"type": "message", "text": "a", "label": "x" * 21})]},
            r"areas\[0\].action.label: must be at most 20",
        ),
        ({"areas": [area({"type": "richmenuswitch"})]}, "richMenuAliasId: is required"),
    ],
)
def test_invalid_menu_is_not_sent(
    connector: Connector, line: Line, changes: dict[str, Any], why: str
) -> None:
    with pytest.raises(InputError, match=why):
        connector.run("create_rich_menu", rich_menu(**changes))
    assert line.requests() == []


@pytest.mark.parametrize(
    "changes",
    [
        {"size": {"width": 2500, "height": 1724}},
        {"size": {"width": 800, "height": 250}},
        {"chatBarText": "👨‍👩‍👧‍👦" * 14},
        {"name": "ก็" * 300},
        {"areas": []},
    ],
)
def test_menu_at_the_limits_is_taken(connector: Connector, changes: dict[str, Any]) -> None:
    menu = created(connector, image=False, **changes)
    body = connector.run("get_rich_menu", {"richMenuId": menu}).json_body
    assert {name: body[name] for name in changes} == changes


@pytest.mark.parametrize(
    "action",
    [
        {"type": "postback", "data": "a=1", "inputOption": "openKeyboard", "fillInText": "Hi"},
        {"type": "message", "text": "Hi"},
        {"type": "uri", "uri": "tel:0812345678"},
        {"type": "datetimepicker", "data": "d", "mode": "date"},
        {"type": "richmenuswitch", "richMenuAliasId": "menu-b", "data": "to b"},
        {"type": "clipboard", "clipboardText": "code"},
        {"type": "camera", "label": "Photo"},
    ],
)
def test_area_has_any_of_the_actions(connector: Connector, action: dict[str, Any]) -> None:
    menu = created(connector, image=False, areas=[area(action)])
    (found,) = connector.run("get_rich_menu", {"richMenuId": menu}).body.areas
    assert found.action == action


@pytest.mark.parametrize(
    ("doubtful", "warning"),
    [
        (
            area({"type": "message", "text": "a"}, x=601),
            "bounds.width: reaches to 1201, beyond the menu's width of 1200",
        ),
        (
            area({"type": "message", "text": "a"}, y=810, height=1),
            "bounds.height: reaches to 811, beyond the menu's height of 810",
        ),
        (
            area({"type": "richmenuswitch", "richMenuAliasId": "Menu-B", "data": ""}),
            "action.richMenuAliasId: no rich menu can have this alias: only a-z, 0-9, _ and -",
        ),
        (
            area({"type": "location", "label": "Here"}),
            "action.type: may be refused outside quick replies",
        ),
    ],
)
def test_what_line_may_refuse_is_warned_of(
    connector: Connector, doubtful: dict[str, Any], warning: str
) -> None:
    call = connector.call("create_rich_menu", rich_menu(areas=[doubtful]))
    assert [str(each) for each in call.warnings] == [f"areas[0].{warning}"]


@pytest.mark.parametrize(
    ("body", "details"),
    [
        ({"name": None}, [("name", "must be specified")]),
        (
            {"areas": [area({"type": "uri", "uri": "ftp://example.com/a"})]},
            [("areas[0].action.uri", "invalid uri")],
        ),
    ],
)
def test_line_refuses_with_the_place(
    connector: Connector, body: dict[str, Any], details: list[tuple[str, str]]
) -> None:
    """Sent past the models, as another client would."""
    for path in ("/v2/bot/richmenu", "/v2/bot/richmenu/validate"):
        with pytest.raises(BadRequestError, match="The request body has 1 error") as caught:
            connector.run(
                "line_request", {"method": "POST", "path": path, "body": rich_menu(**body)}
            )
        found = caught.value.output.error_body.problems
        assert [(each.property, each.message) for each in found] == details


def test_account_has_at_most_1000_menus(connector: Connector, line: Line) -> None:
    line.control("settings", NO_LIMITS)
    menus = [created(connector, image=False) for _ in range(1000)]

    with pytest.raises(BadRequestError, match="maximum number"):
        created(connector, image=False)

    connector.run("delete_rich_menu", {"richMenuId": menus[0]})
    created(connector, image=False)


def test_100_menus_are_created_in_an_hour(connector: Connector, line: Line) -> None:
    line.control("settings", {"rateLimits": {"createRichMenu": {"calls": 2, "seconds": 3600}}})
    created(connector, image=False)
    created(connector, image=False)
    with pytest.raises(RateLimitError):
        created(connector, image=False)


def test_default_menu_is_seen_by_everybody(connector: Connector, line: Line, menu: str) -> None:
    connector.run("set_default_rich_menu", {"richMenuId": menu})

    assert connector.run("get_default_rich_menu_id").body.rich_menu_id == menu
    shown = line.get("displayed-rich-menu", userId=USER)
    assert (shown["richMenu"]["richMenuId"], shown["linkedTo"]) == (menu, "all")

    connector.run("cancel_default_rich_menu")
    connector.run("cancel_default_rich_menu")
    assert line.get("displayed-rich-menu", userId=USER) == {"richMenu": None}


def test_default_menu_needs_an_image(connector: Connector, bare_menu: str) -> None:
    with pytest.raises(BadRequestError, match="must upload richmenu image") as caught:
        connector.run("set_default_rich_menu", {"richMenuId": bare_menu})
    assert caught.value.output.json_body["details"] == []


def test_absent_default_says_whether_the_manager_has_one(connector: Connector, line: Line) -> None:
    with pytest.raises(NotFoundError, match="no default richmenu"):
        connector.run("get_default_rich_menu_id")

    line.control("settings", {"managerDefaultRichMenu": True})
    with pytest.raises(ForbiddenError, match="owned by another channel"):
        connector.run("get_default_rich_menu_id")

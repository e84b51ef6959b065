from __future__ import annotations

from typing import Any

import pytest
import requests

from line_connector import Connector, InputError
from line_connector.errors import BadRequestError, NotFoundError
from support.rich_menus import UNKNOWN_MENU, area, created, rich_menu_of
from support.sandboxed import USER, Line

OTHER = f"U{2:032x}"
USERS = [USER, OTHER]


def link(connector: Connector, menu: str, user: str = USER) -> None:
    connector.run("link_rich_menu_id_to_user", {"userId": user, "richMenuId": menu})


def test_users_own_menu_goes_before_the_default(
    connector: Connector, line: Line, menu: str
) -> None:
    own = created(connector, name="Own")
    connector.run("set_default_rich_menu", {"richMenuId": menu})
    link(connector, own)

    shown = line.get("displayed-rich-menu", userId=USER)
    assert (shown["richMenu"]["name"], shown["linkedTo"]) == ("Own", "user")
    assert line.get("displayed-rich-menu", userId=OTHER)["richMenu"]["richMenuId"] == menu

    connector.run("unlink_rich_menu_id_from_user", {"userId": USER})
    assert line.get("displayed-rich-menu", userId=USER)["richMenu"]["richMenuId"] == menu


def test_user_has_one_menu_at_a_time(connector: Connector, menu: str) -> None:
    other = created(connector)
    link(connector, menu)
    link(connector, other)
    assert rich_menu_of(connector, USER) == other

    connector.run("unlink_rich_menu_id_from_user", {"userId": USER})
    connector.run("unlink_rich_menu_id_from_user", {"userId": USER})
    assert rich_menu_of(connector, USER) is None


@pytest.mark.parametrize("status", ["blocked", "stranger", "deleted"])
def test_nothing_happens_to_users_who_are_no_friends(
    connector: Connector, line: Line, menu: str, status: str
) -> None:
    line.control("users", {"userId": USER, "status": status})
    link(connector, menu)
    connector.run("link_rich_menu_id_to_users", {"userIds": USERS, "richMenuId": menu})
    line.control("clock", {"advance": 10})

    assert (rich_menu_of(connector, USER), rich_menu_of(connector, OTHER)) == (None, menu)
    assert line.get("displayed-rich-menu", userId=USER) == {"richMenu": None}


def test_menu_without_an_image_is_not_linked(connector: Connector, bare_menu: str) -> None:
    for action, who in (
        ("link_rich_menu_id_to_user", {"userId": USER}),
        ("link_rich_menu_id_to_users", {"userIds": USERS}),
    ):
        with pytest.raises(BadRequestError, match="must upload richmenu image"):
            connector.run(action, {**who, "richMenuId": bare_menu})


def test_unknown_menu_is_not_linked(connector: Connector) -> None:
    with pytest.raises(NotFoundError, match="Not found"):
        link(connector, UNKNOWN_MENU)
    with pytest.raises(NotFoundError, match="richmenu not found") as caught:
        connector.run("link_rich_menu_id_to_users", {"userIds": USERS, "richMenuId": UNKNOWN_MENU})
    assert caught.value.output.json_body["details"] == []


def test_many_users_are_linked_and_unlinked_after_a_moment(
    connector: Connector, line: Line, menu: str
) -> None:
    output = connector.run("link_rich_menu_id_to_users", {"userIds": USERS, "richMenuId": menu})
    assert (output.status_code, rich_menu_of(connector, USER)) == (202, None)
    line.control("clock", {"advance": 1})
    assert [rich_menu_of(connector, user) for user in USERS] == [menu, menu]

    connector.run("unlink_rich_menu_id_from_users", {"userIds": USERS})
    line.control("clock", {"advance": 1})
    assert [rich_menu_of(connector, user) for user in USERS] == [None, None]


@pytest.mark.parametrize("action", ["link_rich_menu_id_to_users", "unlink_rich_menu_id_from_users"])
@pytest.mark.parametrize(
    ("users", "why"),
    [
        ([], "userIds: must have 1 to 500 items"),
        ([USER] * 501, "userIds: must have 1 to 500 items"),
        ([USER, f"C{1:032x}"], r"userIds\[1\]: must be a user ID"),
    ],
)
def test_invalid_list_of_users_is_not_sent(
    connector: Connector, line: Line, action: str, users: list[str], why: str
) -> None:
    raw: dict[str, Any] = {"userIds": users}
    if action == "link_rich_menu_id_to_users":
        raw["richMenuId"] = UNKNOWN_MENU
    with pytest.raises(InputError, match=why):
        connector.run(action, raw)
    assert line.requests() == []


def test_line_names_the_user_it_refuses(connector: Connector) -> None:
    raw = {
        "method": "POST",
        "path": "/v2/bot/richmenu/bulk/unlink",
        "body": {"userIds": [f"C{1:032x}"]},
    }
    with pytest.raises(BadRequestError) as caught:
        connector.run("line_request", raw)
    assert caught.value.output.json_body == {
        "message": "The property, 'userIds[0]', in the request body is invalid (line: -, column: -)"
    }


def test_tap_switches_between_menus(connector: Connector, line: Line) -> None:
    def switching(alias: str) -> str:
        action = {"type": "richmenuswitch", "richMenuAliasId": alias, "data": f"to {alias}"}
        return created(connector, areas=[area(action)])

    first, second = switching("b"), switching("a")
    for alias, menu in (("a", first), ("b", second)):
        connector.run("create_rich_menu_alias", {"richMenuAliasId": alias, "richMenuId": menu})
    connector.run("set_default_rich_menu", {"richMenuId": first})

    assert tapped(line, 0)["postback"] == {
        "data": "to b",
        "params": {"newRichMenuAliasId": "b", "status": "SUCCESS"},
    }
    assert rich_menu_of(connector, USER) == second

    connector.run("delete_rich_menu", {"richMenuId": first})
    assert tapped(line, 0)["postback"]["params"] == {"status": "RICHMENU_NOTFOUND"}
    connector.run("delete_rich_menu_alias", {"richMenuAliasId": "a"})
    assert tapped(line, 0)["postback"]["params"] == {"status": "RICHMENU_ALIAS_ID_NOTFOUND"}


def tapped(line: Line, area: int) -> dict[str, Any]:
    """The event that comes of a tap on an area of the rich menu."""
    (entry,) = line.control("act", {"type": "tap", "userId": USER, "area": area})["events"]
    event: dict[str, Any] = entry["event"]
    return event


def test_tap_that_switches_nothing_tells_what_it_does(connector: Connector, line: Line) -> None:
    actions = [{"type": "postback", "data": "a=1"}, {"type": "message", "text": "Hi"}]
    menu = created(connector, areas=[area(action) for action in actions])
    connector.run("link_rich_menu_id_to_user", {"userId": USER, "richMenuId": menu})

    assert tapped(line, 0)["postback"] == {"data": "a=1"}
    assert tapped(line, 1)["message"]["text"] == "Hi"


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"userId": USER, "area": 0}, "area: the user sees a rich menu of 0 areas"),
        ({"userId": f"U{99:032x}", "area": 0}, "userId: the sandbox does not know"),
        ({"userId": USER}, "one of place, area, label and action is missing"),
    ],
)
def test_tap_on_nothing_is_one_line(line: Line, fields: dict[str, Any], why: str) -> None:
    act = {"type": "tap", **fields}
    answer = requests.post(f"{line.url}/_sandbox/act", json=act, timeout=10)
    assert answer.status_code == 400
    assert answer.json()["message"].startswith(why)

"""Control of rich menus: what a user sees and taps."""

from typing import Any

from line_connector.sandbox.line.insight.rich_menu_uses import count_uses
from line_connector.sandbox.line.per_user_rich_menu.links import link, linked_rich_menu
from line_connector.sandbox.line.per_user_rich_menu.seeded_menus import put_rich_menu
from line_connector.sandbox.line.rich_menu.menus import (
    default_rich_menu,
    image_of,
    rich_menu,
    rich_menu_exists,
)
from line_connector.sandbox.line.rich_menu_alias.aliases import aliased_rich_menu
from line_connector.sandbox.line.user.users import is_friend, user_exists
from line_connector.sandbox.provider import Controls, Fields, InvalidInputError, unknown
from line_connector.sandbox.state import State

controls = Controls()


@controls.get("displayed-rich-menu")
def get_displayed_rich_menu(state: State, fields: Fields) -> Fields:
    """Tell which rich menu a user sees: the user's own, else the default one."""
    user_id = _user(state, fields)
    own = linked_rich_menu(state, user_id)
    shown = own or (default_rich_menu(state) if is_friend(state, user_id) else None)
    if shown is None:
        return {"richMenu": None}
    image = image_of(state, shown)
    return {
        "richMenu": rich_menu(state, shown),
        "linkedTo": "user" if own else "all",
        "imageType": image.content_type if image else None,
    }


@controls.post("rich-menus", seed_rank=3)
def add_rich_menu(state: State, fields: Fields) -> Fields:
    """Add a rich menu that has an image, and show it to some users or to all."""
    for user_id in fields.get("userIds", []):
        if not user_exists(state, user_id):
            raise unknown("userIds", user_id)
    with state.transaction():
        return {"richMenuId": put_rich_menu(state, fields)}


@controls.post("rich-menu-taps")
def tap(state: State, fields: Fields) -> Fields:
    """Tap an area of the rich menu that a user sees; tell what the webhook would get of it."""
    user_id = _user(state, fields)
    shown = get_displayed_rich_menu(state, {"userId": user_id})["richMenu"]
    areas: list[Any] = shown["areas"] if shown else []
    if fields["area"] >= len(areas):
        raise InvalidInputError(f"area: the user sees a rich menu of {len(areas)} areas")
    area = areas[fields["area"]]
    count_uses(state, shown["richMenuId"], area["bounds"], [user_id])
    action = area["action"]
    if action["type"] == "postback":
        return {"action": action, "postback": {"data": action["data"]}}
    if action["type"] == "richmenuswitch":
        params = _switch(state, user_id, action["richMenuAliasId"])
        return {"action": action, "postback": {"data": action["data"], "params": params}}
    return {"action": action}


def _switch(state: State, user_id: str, alias_id: str) -> dict[str, Any]:
    """Link the rich menu of an alias to a user."""
    rich_menu_id = aliased_rich_menu(state, alias_id)
    if rich_menu_id is None:
        return {"status": "RICHMENU_ALIAS_ID_NOTFOUND"}
    if not rich_menu_exists(state, rich_menu_id):
        return {"status": "RICHMENU_NOTFOUND"}
    link(state, user_id, rich_menu_id)
    return {"newRichMenuAliasId": alias_id, "status": "SUCCESS"}


def _user(state: State, fields: Fields) -> str:
    user_id: str = fields["userId"]
    if not user_exists(state, user_id):
        raise unknown("userId", user_id)
    return user_id

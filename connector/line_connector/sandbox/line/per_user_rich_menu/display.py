"""Which rich menu a user sees, and how the user switches it."""

from typing import Any, NamedTuple

from line_connector.sandbox.line.per_user_rich_menu.links import link, linked_rich_menu
from line_connector.sandbox.line.rich_menu.menus import (
    default_rich_menu,
    rich_menu,
    rich_menu_exists,
)
from line_connector.sandbox.line.rich_menu_alias.aliases import aliased_rich_menu
from line_connector.sandbox.line.user.users import is_friend
from line_connector.sandbox.state import State


class Displayed(NamedTuple):
    """A rich menu that a user sees."""

    rich_menu: dict[str, Any]
    linked_to: str
    """`user`, or `all` for the default one."""


def displayed_rich_menu(state: State, user_id: str) -> Displayed | None:
    """Return what a user sees: the user's own rich menu, else the default one."""
    own = linked_rich_menu(state, user_id)
    shown = own or (default_rich_menu(state) if is_friend(state, user_id) else None)
    menu = rich_menu(state, shown) if shown else None
    return Displayed(menu, "user" if own else "all") if menu else None


def switch_rich_menu(state: State, user_id: str, alias_id: str) -> dict[str, str]:
    """Link the rich menu of an alias to a user; return the `params` of the postback."""
    rich_menu_id = aliased_rich_menu(state, alias_id)
    if rich_menu_id is None:
        return {"status": "RICHMENU_ALIAS_ID_NOTFOUND"}
    if not rich_menu_exists(state, rich_menu_id):
        return {"status": "RICHMENU_NOTFOUND"}
    link(state, user_id, rich_menu_id)
    return {"newRichMenuAliasId": alias_id, "status": "SUCCESS"}

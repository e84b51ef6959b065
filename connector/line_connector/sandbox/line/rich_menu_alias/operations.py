"""Aliases of rich menus."""

import re

from line_connector.sandbox.exchange import Request, Response, json_response
from line_connector.sandbox.line.errors import invalid_parameter, refusal
from line_connector.sandbox.line.operation import LineOperations
from line_connector.sandbox.line.rich_menu.menus import has_image, refusal_without_details
from line_connector.sandbox.line.rich_menu.operations import FEW_AN_HOUR
from line_connector.sandbox.line.rich_menu_alias.aliases import aliased_rich_menu, all_aliases
from line_connector.sandbox.line.validation import read_body
from line_connector.sandbox.state import State

operations = LineOperations()

MOST = 1000

CONFLICT = "conflict richmenu alias id"
UNUSABLE_MENU = "richmenu not found"
UNKNOWN_ALIAS = "richmenu alias not found"

# LINE's text for this one is not known; it is ours.
TOO_MANY = "The maximum number of rich menu aliases has already been created"


@operations.post("createRichMenuAlias", "richmenu/alias")
def create_rich_menu_alias(state: State, request: Request) -> Response:
    """Give a rich menu an alias."""
    body = read_body(request, "rich_menu_alias/create")
    aliases = [each["richMenuAliasId"] for each in all_aliases(state)]
    if body["richMenuAliasId"] in aliases:
        raise refusal_without_details(400, CONFLICT)
    if len(aliases) >= MOST:
        raise refusal(400, TOO_MANY)
    return _keep(state, body["richMenuAliasId"], body["richMenuId"])


@operations.get("getRichMenuAliasList", "richmenu/alias/list")
def get_rich_menu_alias_list(state: State, _: Request) -> Response:
    """Answer with all aliases."""
    return json_response({"aliases": all_aliases(state)})


@operations.get("getRichMenuAlias", "richmenu/alias/{richMenuAliasId}")
def get_rich_menu_alias(state: State, request: Request) -> Response:
    """Answer with the rich menu that an alias stands for."""
    alias_id = _known(state, request)
    rich_menu_id = aliased_rich_menu(state, alias_id)
    return json_response({"richMenuAliasId": alias_id, "richMenuId": rich_menu_id})


@operations.post("updateRichMenuAlias", "richmenu/alias/{richMenuAliasId}")
def update_rich_menu_alias(state: State, request: Request) -> Response:
    """Let an alias stand for another rich menu."""
    body = read_body(request, "rich_menu_alias/update")
    return _keep(state, _known(state, request), body["richMenuId"])


@operations.delete("deleteRichMenuAlias", "richmenu/alias/{richMenuAliasId}", limit=FEW_AN_HOUR)
def delete_rich_menu_alias(state: State, request: Request) -> Response:
    """Forget an alias."""
    state.db.execute("DELETE FROM rich_menu_aliases WHERE alias_id = ?", (_known(state, request),))
    return json_response({})


def _keep(state: State, alias_id: str, rich_menu_id: str) -> Response:
    """Let an alias stand for a rich menu that has its image."""
    if not has_image(state, rich_menu_id):
        raise refusal_without_details(400, UNUSABLE_MENU)
    state.db.execute("REPLACE INTO rich_menu_aliases VALUES (?, ?)", (alias_id, rich_menu_id))
    return json_response({})


def _known(state: State, request: Request) -> str:
    """Return the ID in the path of an alias that exists."""
    alias_id = request.path_parameters["richMenuAliasId"]
    if not re.fullmatch("[a-z0-9_-]{1,32}", alias_id):
        raise invalid_parameter("richMenuAliasId")
    if aliased_rich_menu(state, alias_id) is None:
        raise refusal_without_details(404, UNKNOWN_ALIAS)
    return alias_id

"""Rich menus linked to users: one by one, many at once, and in batches."""

from line_connector.sandbox.exchange import Request, Response, json_response
from line_connector.sandbox.line.operation import LineOperations
from line_connector.sandbox.line.per_user_rich_menu import links
from line_connector.sandbox.line.rich_menu.menus import refusal_without_details, showable
from line_connector.sandbox.line.validation import path_id
from line_connector.sandbox.state import State

operations = LineOperations()

NOT_LINKED = "the user has no richmenu"


@operations.post("linkRichMenuIdToUser", "user/{userId}/richmenu/{richMenuId}")
def link_rich_menu_id_to_user(state: State, request: Request) -> Response:
    """Link a rich menu to a user."""
    user_id = path_id(request, "userId")
    links.link(state, user_id, showable(state, request.path_parameters["richMenuId"]))
    return json_response({})


@operations.get("getRichMenuIdOfUser", "user/{userId}/richmenu")
def get_rich_menu_id_of_user(state: State, request: Request) -> Response:
    """Answer with the rich menu that is linked to a user."""
    rich_menu_id = links.linked_rich_menu(state, path_id(request, "userId"))
    if rich_menu_id is None:
        raise refusal_without_details(404, NOT_LINKED)
    return json_response({"richMenuId": rich_menu_id})


@operations.delete("unlinkRichMenuIdFromUser", "user/{userId}/richmenu")
def unlink_rich_menu_id_from_user(state: State, request: Request) -> Response:
    """Unlink the rich menu from a user."""
    links.unlink(state, path_id(request, "userId"))
    return json_response({})

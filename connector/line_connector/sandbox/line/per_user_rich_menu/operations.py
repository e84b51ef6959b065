"""Rich menus linked to users: one by one, many at once, and in batches."""

from line_connector.sandbox.clock import iso
from line_connector.sandbox.exchange import Request, Response, json_response
from line_connector.sandbox.line.errors import NOT_FOUND, refusal
from line_connector.sandbox.line.operation import LineOperations
from line_connector.sandbox.line.per_user_rich_menu import jobs, links
from line_connector.sandbox.line.per_user_rich_menu.batches import check_rich_menus, further_check
from line_connector.sandbox.line.rich_menu.menus import (
    WITHOUT_IMAGE,
    has_image,
    refusal_without_details,
    rich_menu_exists,
    showable,
)
from line_connector.sandbox.line.validation import Body, path_id, read_body, read_query
from line_connector.sandbox.rate_limits import Limit
from line_connector.sandbox.state import State

operations = LineOperations()

NOT_LINKED = "the user has no richmenu"
UNKNOWN_MENU = "richmenu not found"


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


@operations.post("linkRichMenuIdToUsers", "richmenu/bulk/link")
def link_rich_menu_id_to_users(state: State, request: Request) -> Response:
    """Accept a rich menu for many users."""
    body = read_body(request, "per_user_rich_menu/link-users")
    rich_menu_id = body["richMenuId"]
    if not rich_menu_exists(state, rich_menu_id):
        raise refusal_without_details(404, UNKNOWN_MENU)
    if not has_image(state, rich_menu_id):
        raise refusal_without_details(400, WITHOUT_IMAGE)
    jobs.accept_bulk(state, request.request_id, dict.fromkeys(body["userIds"], rich_menu_id))
    return json_response({}, 202)


@operations.post("unlinkRichMenuIdFromUsers", "richmenu/bulk/unlink")
def unlink_rich_menu_id_from_users(state: State, request: Request) -> Response:
    """Accept that many users get no rich menu of their own any more."""
    body = read_body(request, "per_user_rich_menu/unlink-users")
    jobs.accept_bulk(state, request.request_id, dict.fromkeys(body["userIds"]))
    return json_response({}, 202)


@operations.post("richMenuBatch", "richmenu/batch", limit=Limit(3, 3600))
def rich_menu_batch(state: State, request: Request) -> Response:
    """Accept operations on the rich menus of all users who have some."""
    jobs.accept_batch(state, request.request_id, _checked_batch(state, request))
    return json_response({}, 202)


@operations.post("validateRichMenuBatchRequest", "richmenu/validate/batch")
def validate_rich_menu_batch_request(state: State, request: Request) -> Response:
    """Check operations."""
    _checked_batch(state, request)
    return json_response({})


@operations.get("getRichMenuBatchProgress", "richmenu/progress/batch", limit=Limit(100, 3600))
def get_rich_menu_batch_progress(state: State, request: Request) -> Response:
    """Answer with the phase of a batch."""
    found = jobs.batch(state, read_query(request, "per_user_rich_menu/progress")["requestId"])
    if found is None:
        raise refusal(404, NOT_FOUND)
    progress = {"phase": found.phase, "acceptedTime": iso(found.accepted_at)}
    if found.phase != "ongoing":
        progress["completedTime"] = iso(found.completed_at)
    return json_response(progress)


def _checked_batch(state: State, request: Request) -> Body:
    body = read_body(request, "per_user_rich_menu/batch", further_check)
    check_rich_menus(state, body)
    return body

"""Profiles."""

from line_connector.sandbox.exchange import Request, Response, json_response
from line_connector.sandbox.line.errors import NOT_FOUND, refusal
from line_connector.sandbox.line.operation import LineOperations
from line_connector.sandbox.line.user.users import profile
from line_connector.sandbox.line.validation import path_id
from line_connector.sandbox.state import State

operations = LineOperations()


@operations.get("getProfile", "profile/{userId}")
def get_profile(state: State, request: Request) -> Response:
    """Answer with a friend's profile."""
    found = profile(state, path_id(request, "userId"))
    if found is None:
        raise refusal(404, NOT_FOUND)
    return json_response(found)

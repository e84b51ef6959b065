"""The loading animation in a one-on-one chat."""

from line_connector.sandbox.exchange import Request, Response, json_response
from line_connector.sandbox.line.validation import read_body
from line_connector.sandbox.state import State


def show_loading_animation(_: State, request: Request) -> Response:
    """Accept the wish; LINE does so even for users who will see nothing."""
    read_body(request, "loading")
    return json_response({}, 202)

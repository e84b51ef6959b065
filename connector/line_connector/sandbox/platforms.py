"""Which provider a path belongs to, and what all of a provider's answers have in common."""

from collections.abc import Mapping

from line_connector.sandbox.exchange import Response, json_response
from line_connector.sandbox.infobip import api as infobip
from line_connector.sandbox.infobip.errors import refuse_path
from line_connector.sandbox.infobip.flow import advance_messages
from line_connector.sandbox.line.errors import METHOD_NOT_ALLOWED, NOT_FOUND, usual_headers
from line_connector.sandbox.line.narrowcast import advance_narrowcasts
from line_connector.sandbox.state import State


def catch_up(state: State) -> None:
    """Let everything happen that the clock has made due."""
    advance_narrowcasts(state)
    advance_messages(state)


def common_headers(path: str, request_id: str) -> Mapping[str, str]:
    """Return the headers of every answer."""
    if infobip.is_infobips(path):
        return infobip.usual_headers(request_id)
    return usual_headers(request_id)


def refuse_route(path: str, status: int) -> Response:
    """Answer 404 or 405 to a path or method there is not."""
    if infobip.is_infobips(path):
        return refuse_path(path, status).response
    message = NOT_FOUND if status == 404 else METHOD_NOT_ALLOWED
    return json_response({"message": message}, status)

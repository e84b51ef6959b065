"""Infobip, as the sandbox emulates it, and what each request passes before its operation."""

import json
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial

from line_connector.sandbox.exchange import RefusedError, Request, Response
from line_connector.sandbox.infobip import seeds
from line_connector.sandbox.infobip.auth.operations import check_credentials
from line_connector.sandbox.infobip.chapters import CONTROLS, OPERATIONS
from line_connector.sandbox.infobip.delivery.flow import advance_messages
from line_connector.sandbox.infobip.delivery.pusher import Pusher
from line_connector.sandbox.infobip.errors import api_error, request_error
from line_connector.sandbox.infobip.markup import to_xml
from line_connector.sandbox.infobip.operation import Operation
from line_connector.sandbox.infobip.settings import InfobipSettings
from line_connector.sandbox.provider import Provider, Route
from line_connector.sandbox.rate_limits import spend_call
from line_connector.sandbox.state import State

PATHS = ("/line/1/", "/omni/", "/auth/1/")

XML = "application/xml"


class Infobip(Provider):
    """Infobip's LINE and OMNI APIs."""

    name = "infobip"
    package = "line_connector.sandbox.infobip"
    settings = InfobipSettings
    controls = CONTROLS

    def owns(self, path: str) -> bool:
        """Tell whether a path begins as one of Infobip's."""
        return path.startswith(PATHS)

    def routes(self) -> Iterator[Route]:
        """Return a route for each operation."""
        for operation in OPERATIONS:
            yield Route(operation.method, operation.path, partial(_answer, operation))

    def headers(self, request_id: str) -> Mapping[str, str]:
        """Return the headers of every response."""
        return {"x-request-id": request_id}

    def refuse_path(self, path: str, status: int) -> Response:
        """Refuse an unknown path or method."""
        refuse = api_error if path.startswith("/line/") else request_error
        return refuse(status).response

    def catch_up(self, state: State) -> None:
        """Let everything happen to messages that is due."""
        advance_messages(state)

    def worker(self, state: State) -> Pusher:
        """Make the task that pushes reports."""
        return Pusher(state)

    def plant(self, db: sqlite3.Connection) -> None:
        """Put in the default scenario."""
        db.execute(
            "INSERT INTO scenarios (key, scenario, is_default) VALUES (?, ?, 1)",
            (seeds.DEFAULT_SCENARIO_KEY, json.dumps(seeds.DEFAULT_SCENARIO)),
        )

    def environment(self, url: str) -> Mapping[str, str]:
        """Return the address and the API key."""
        return {"INFOBIP_URL": url, "INFOBIP_API_KEY": seeds.API_KEY}


def _answer(operation: Operation, state: State, request: Request) -> Response:
    try:
        _check_access(state, operation, request)
        with state.transaction():
            response = operation.handler(state, request)
        return _in_form(request, response, operation.xml_root)
    except RefusedError as refused:
        is_newer = operation.refuse is api_error
        return _in_form(request, refused.response, "ApiError" if is_newer else "ApiException")


def _check_access(state: State, operation: Operation, request: Request) -> None:
    """Refuse what reaches no operation; in which order Infobip checks is not known."""
    if operation.needs_credentials:
        check_credentials(state, request, operation.refuse)
    if not spend_call(state, operation.name, operation.limit):
        raise operation.refuse(429)


def _in_form(request: Request, response: Response, xml_root: str) -> Response:
    """Write a response in XML if that is all the client accepts."""
    accepted = request.headers.get("accept", "")
    if not xml_root or XML not in accepted or "json" in accepted or "*/*" in accepted:
        return response
    content = to_xml(xml_root, json.loads(response.content))
    return replace(response, content=content, content_type=XML)

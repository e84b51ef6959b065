"""Infobip's front door: what every request passes before its operation sees it."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial

from starlette.routing import Route

from line_connector.sandbox.endpoint import endpoint_of
from line_connector.sandbox.exchange import RefusedError, Request, Response
from line_connector.sandbox.infobip.authentication import check_credentials
from line_connector.sandbox.infobip.errors import api_error
from line_connector.sandbox.infobip.markup import to_xml
from line_connector.sandbox.infobip.operations import OPERATIONS, Operation
from line_connector.sandbox.rate_limits import spend_call
from line_connector.sandbox.state import State

PATHS = ("/line/1/", "/omni/", "/auth/1/")
"""How Infobip's paths begin; no path of LINE's does."""

XML = "application/xml"


def infobip_routes(state: State) -> Iterator[Route]:
    """Return a route for each operation."""
    for operation in OPERATIONS:
        endpoint = endpoint_of(partial(_answer, state, operation))
        yield Route(operation.path, endpoint, methods=[operation.method])


def is_infobips(path: str) -> bool:
    """Tell whether a path is Infobip's."""
    return path.startswith(PATHS)


def usual_headers(request_id: str) -> Mapping[str, str]:
    """Return the headers of every Infobip answer."""
    return {"x-request-id": request_id}


def _answer(state: State, operation: Operation, request: Request) -> Response:
    try:
        _let_in(state, operation, request)
        with state.transaction():
            answer = operation.answer(state, request)
        return _in_form(request, answer, operation.xml_root)
    except RefusedError as refused:
        is_newer = operation.refuse is api_error
        return _in_form(request, refused.response, "ApiError" if is_newer else "ApiException")


def _let_in(state: State, operation: Operation, request: Request) -> None:
    """Refuse what gets no further; in which order Infobip checks is not known."""
    if operation.needs_credentials:
        check_credentials(state, request, operation.refuse)
    if not spend_call(state, operation.name, operation.limit):
        raise operation.refuse(429)


def _in_form(request: Request, answer: Response, xml_root: str) -> Response:
    """Write an answer in XML if that is all the caller takes."""
    accepted = request.headers.get("accept", "")
    if not xml_root or XML not in accepted or "json" in accepted or "*/*" in accepted:
        return answer
    content = to_xml(xml_root, json.loads(answer.content))
    return replace(answer, content=content, content_type=XML)

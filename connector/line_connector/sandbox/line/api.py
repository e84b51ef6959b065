"""LINE's front door: what every request passes before its operation sees it."""

from collections.abc import Iterator
from functools import partial

from starlette.routing import Route

from line_connector.sandbox.endpoint import endpoint_of
from line_connector.sandbox.exchange import RefusedError, Request, Response
from line_connector.sandbox.line.errors import (
    LENGTH_REQUIRED,
    RATE_LIMITED,
    TOO_LARGE,
    refusal,
)
from line_connector.sandbox.line.operations import OPERATIONS, Operation
from line_connector.sandbox.line.retry_keys import check_retry_key
from line_connector.sandbox.line.tokens import check_token
from line_connector.sandbox.rate_limits import spend_call
from line_connector.sandbox.state import State

LARGEST_BODY = 2 * 1024 * 1024


def line_routes(state: State) -> Iterator[Route]:
    """Return a route for each operation."""
    for operation in OPERATIONS:
        endpoint = endpoint_of(partial(_answer, state, operation))
        yield Route(operation.path, endpoint, methods=[operation.method])


def _answer(state: State, operation: Operation, request: Request) -> Response:
    try:
        _let_in(state, operation, request)
        with state.transaction():
            return operation.answer(state, request)
    except RefusedError as refused:
        return refused.response


def _let_in(state: State, operation: Operation, request: Request) -> None:
    """Refuse what gets no further; in which order LINE checks is not known."""
    has_length = "content-length" in request.headers or "transfer-encoding" in request.headers
    if request.method == "POST" and not has_length:
        raise RefusedError(LENGTH_REQUIRED)
    if len(request.body) > LARGEST_BODY:
        raise refusal(413, TOO_LARGE)
    if operation.needs_token:
        check_token(state, request)
    if not spend_call(state, operation.name, operation.limit):
        raise refusal(429, RATE_LIMITED)
    check_retry_key(request, taken=operation.takes_retry_key)

"""One of LINE's operations, as a row of its chapter's table."""

from collections.abc import Callable
from dataclasses import dataclass

from line_connector.sandbox.exchange import Request, Response
from line_connector.sandbox.rate_limits import Limit
from line_connector.sandbox.state import State

Handler = Callable[[State, Request], Response]

GENERAL = Limit(2000, 1)
HOURLY = Limit(60, 3600)


@dataclass(frozen=True)
class Operation:
    """One of LINE's operations."""

    name: str
    """LINE's own operationId."""
    method: str
    path: str
    """Segments in braces are parameters."""
    handler: Handler
    limit: Limit = GENERAL
    takes_retry_key: bool = False
    needs_token: bool = True


def get(name: str, path: str, handler: Handler, limit: Limit = GENERAL) -> Operation:
    """Make the row of a GET below `/v2/bot/`."""
    return Operation(name, "GET", f"/v2/bot/{path}", handler, limit)


def post(name: str, path: str, handler: Handler, limit: Limit = GENERAL) -> Operation:
    """Make the row of a POST below `/v2/bot/`."""
    return Operation(name, "POST", f"/v2/bot/{path}", handler, limit)


def send(name: str, path: str, handler: Handler, limit: Limit = GENERAL) -> Operation:
    """Make the row of a POST that takes a retry key."""
    return Operation(name, "POST", f"/v2/bot/{path}", handler, limit, takes_retry_key=True)

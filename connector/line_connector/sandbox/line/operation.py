"""LINE's operations, and what each request passes before its handler."""

from dataclasses import dataclass
from typing import Any

from line_connector.sandbox.exchange import RefusedError, Request
from line_connector.sandbox.line.errors import LENGTH_REQUIRED, RATE_LIMITED, TOO_LARGE, refusal
from line_connector.sandbox.line.message.retry_keys import check_retry_key
from line_connector.sandbox.line.token.tokens import check_token
from line_connector.sandbox.operation import Operation, Operations
from line_connector.sandbox.rate_limits import Limit, spend_call
from line_connector.sandbox.state import State

GENERAL = Limit(2000, 1)
HOURLY = Limit(60, 3600)


@dataclass(frozen=True)
class LineOperation(Operation):
    """An operation of LINE's."""

    limit: Limit | None = GENERAL
    takes_retry_key: bool = False
    largest_body: int = 2 * 1024 * 1024
    """Bytes."""

    def check_access(self, state: State, request: Request) -> None:
        """Refuse what reaches no handler; in which order LINE checks is not known."""
        has_length = "content-length" in request.headers or "transfer-encoding" in request.headers
        if request.method == "POST" and not has_length:
            raise RefusedError(LENGTH_REQUIRED)
        if len(request.body) > self.largest_body:
            raise refusal(413, TOO_LARGE)
        if self.needs_credentials:
            check_token(state, request)
        if not spend_call(state, self.name, self.limit):
            raise refusal(429, RATE_LIMITED)
        check_retry_key(request, taken=self.takes_retry_key)


class LineOperations(Operations):
    """The operations of a chapter of LINE's; their paths are relative to `/v2/bot/`."""

    def __init__(self, **defaults: Any) -> None:
        super().__init__("/v2/bot/", LineOperation, **defaults)

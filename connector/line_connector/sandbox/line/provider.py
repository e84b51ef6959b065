"""LINE, as the sandbox emulates it, and what each request passes before its operation."""

import json
import sqlite3
from collections.abc import Iterator, Mapping
from functools import partial

from line_connector.sandbox.exchange import RefusedError, Request, Response
from line_connector.sandbox.line import seeds
from line_connector.sandbox.line.chapters import CONTROLS, OPERATIONS
from line_connector.sandbox.line.errors import (
    LENGTH_REQUIRED,
    METHOD_NOT_ALLOWED,
    NOT_FOUND,
    RATE_LIMITED,
    TOO_LARGE,
    refusal,
)
from line_connector.sandbox.line.message.retry_keys import check_retry_key
from line_connector.sandbox.line.narrowcast.operations import advance_narrowcasts
from line_connector.sandbox.line.operation import Operation
from line_connector.sandbox.line.settings import LineSettings
from line_connector.sandbox.line.token.operations import check_token
from line_connector.sandbox.provider import Provider, Route
from line_connector.sandbox.rate_limits import spend_call
from line_connector.sandbox.state import State

LARGEST_BODY = 2 * 1024 * 1024

PATHS = ("/v2/", "/oauth2/", "/bot/", "/liff/", "/module/", "/shop/")


class Line(Provider):
    """LINE's Messaging API and its tokens."""

    name = "line"
    package = "line_connector.sandbox.line"
    settings = LineSettings
    controls = CONTROLS

    def owns(self, path: str) -> bool:
        """Tell whether a path begins as one of LINE's."""
        return path.startswith(PATHS)

    def routes(self) -> Iterator[Route]:
        """Return a route for each operation."""
        for operation in OPERATIONS:
            yield Route(operation.method, operation.path, partial(_answer, operation))

    def headers(self, request_id: str) -> Mapping[str, str]:
        """Return the headers of every response."""
        return {
            "server": "legy",
            "cache-control": "no-cache, no-store, max-age=0, must-revalidate",
            "x-content-type-options": "nosniff",
            "x-frame-options": "DENY",
            "x-xss-protection": "1; mode=block",
            "x-line-request-id": request_id,
        }

    def refuse_path(self, path: str, status: int) -> Response:  # noqa: ARG002 (all are alike)
        """Refuse an unknown path or method."""
        return refusal(status, NOT_FOUND if status == 404 else METHOD_NOT_ALLOWED).response

    def catch_up(self, state: State) -> None:
        """Let narrowcasts enter the phases that are due."""
        advance_narrowcasts(state)

    def plant(self, db: sqlite3.Connection) -> None:
        """Put in the friends and their group."""
        db.executemany(
            "INSERT INTO users VALUES (?, 'friend', NULL, ?, '{}')",
            [
                (user_id, json.dumps({"displayName": name}))
                for user_id, name in zip(seeds.FRIENDS, seeds.NAMES, strict=True)
            ],
        )
        db.execute("INSERT INTO chats VALUES (?, 'Sandbox group', 1)", (seeds.GROUP,))
        db.executemany(
            "INSERT INTO members VALUES (?, ?)",
            [(seeds.GROUP, user) for user in seeds.GROUP_MEMBERS],
        )

    def environment(self, url: str) -> Mapping[str, str]:
        """Return the addresses and the channel's credentials."""
        return {
            "LINE_URL": url,
            "LINE_DATA_URL": url,
            "LINE_TOKEN_URL": f"{url}/oauth2/v3/token",
            "LINE_CLIENT_ID": seeds.CHANNEL_ID,
            "LINE_CLIENT_SECRET": seeds.CHANNEL_SECRET,
        }


def _answer(operation: Operation, state: State, request: Request) -> Response:
    try:
        _check_access(state, operation, request)
        with state.transaction():
            return operation.handler(state, request)
    except RefusedError as refused:
        return refused.response


def _check_access(state: State, operation: Operation, request: Request) -> None:
    """Refuse what reaches no operation; in which order LINE checks is not known."""
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

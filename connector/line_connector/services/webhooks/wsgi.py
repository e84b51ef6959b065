"""The receiver as a WSGI application, for Flask, Django and any WSGI server."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any, TypeAlias

from line_connector.services.webhooks.answers import Answered, answer_line, problem
from line_connector.services.webhooks.receiver import Receiver

WSGIEnvironment: TypeAlias = dict[str, Any]
StartResponse: TypeAlias = Callable[[str, list[tuple[str, str]]], object]

BODY_LIMIT = 4 * 1024 * 1024
"""Bytes of a webhook."""


def wsgi_app(
    receiver: Receiver, account: str | None = None
) -> Callable[[WSGIEnvironment, StartResponse], Iterable[bytes]]:
    """Return a WSGI application that receives LINE's webhooks at every path it is mounted at.

    Args:
        receiver: authenticates them and writes their events down.
        account: the only account to receive for.
    """

    def application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        answered = _answer(environ)
        content = json.dumps(answered.body).encode()
        start_response(
            f"{answered.status.value} {answered.status.phrase}",
            [("Content-Type", "application/json"), ("Content-Length", str(len(content)))],
        )
        return [content]

    def _answer(environ: WSGIEnvironment) -> Answered:
        if environ["REQUEST_METHOD"] != "POST":
            return problem(HTTPStatus.METHOD_NOT_ALLOWED, "must be POST")
        length: str = environ.get("CONTENT_LENGTH") or "0"
        if not length.isdecimal() or int(length) > BODY_LIMIT:
            return problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "the body is too large")
        body: bytes = environ["wsgi.input"].read(int(length))
        return answer_line(receiver, body, environ.get("HTTP_X_LINE_SIGNATURE"), account)

    return application

"""Answers to webhooks, for whatever calls functions that are not asynchronous."""

from __future__ import annotations

from concurrent.futures import TimeoutError as FutureTimeoutError
from http import HTTPStatus
from typing import Any, NamedTuple

from line_connector.errors import ConnectorError, SignatureError, WebhookBodyError
from line_connector.services.webhooks.receiver import (
    WAIT_SECONDS,
    Receiver,
    UnknownAccountError,
)


class Answered(NamedTuple):
    """The answer to a webhook."""

    status: HTTPStatus
    body: dict[str, Any]


def answer_line(
    receiver: Receiver, body: bytes, signature: str | None, account: str | None = None
) -> Answered:
    """Receive a webhook of LINE's; return the answer once its events are on the disk."""
    try:
        received = receiver.line(body, signature, account)
        received.new.result(WAIT_SECONDS)
    except SignatureError:
        return problem(HTTPStatus.UNAUTHORIZED, "the signature is not valid")
    except UnknownAccountError as error:
        return problem(HTTPStatus.NOT_FOUND, str(error))
    except WebhookBodyError as error:
        return problem(HTTPStatus.BAD_REQUEST, str(error))
    except (ConnectorError, FutureTimeoutError):
        return problem(HTTPStatus.SERVICE_UNAVAILABLE, "the events could not be written down")
    return Answered(HTTPStatus.OK, {})


def problem(status: HTTPStatus, detail: str) -> Answered:
    """Return the answer to a request that is refused."""
    return Answered(status, {"title": status.phrase, "status": status.value, "detail": detail})

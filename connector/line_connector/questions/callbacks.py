"""How a question ended is sent to the URL that its asker named."""

from __future__ import annotations

import base64
import hmac
import json
from collections.abc import Callable

import requests
from urllib3.exceptions import HTTPError

from line_connector.questions.asked import Asked

SIGNATURE = "X-Line-Signature"
"""Header with the signature, made as LINE makes its own: with the channel's secret, over the
body."""

_SECONDS = 10
_USER_AGENT = "line-connector (answers to questions)"


class CallbackError(Exception):
    """A callback was not taken; it is sent again later."""


def send_callback(url: str, asked: Asked, secret: str | None) -> None:
    """Post how a question ended.

    Args:
        url: where to.
        asked: the question.
        secret: of the channel; without one the request has no signature.

    Raises:
        CallbackError: the answer is no success, or there is none.
    """
    body = json.dumps(asked.to_dict(), ensure_ascii=False, separators=(",", ":")).encode()
    headers = {"Content-Type": "application/json; charset=utf-8", "User-Agent": _USER_AGENT}
    if secret is not None:
        digest = hmac.digest(secret.encode(), body, "sha256")
        headers[SIGNATURE] = base64.b64encode(digest).decode()
    try:
        # Nothing of the answer but its status is read: its body may be of any length, or never end.
        with requests.post(
            url, body, headers=headers, timeout=_SECONDS, allow_redirects=False, stream=True
        ) as answer:
            status = answer.status_code
    except (requests.RequestException, HTTPError, ValueError) as error:
        # The error's text has the URL. Some hosts and passwords get past what requests checks.
        raise CallbackError(type(error).__name__) from None
    if not 200 <= status < 300:
        raise CallbackError(f"answered {status}")


Secrets = Callable[[str], str | None]
"""Returns the channel secret of an account, by its name."""

"""How a question ended is sent to the URL that its asker named."""

from __future__ import annotations

import base64
import hmac
import json
from collections.abc import Callable

from line_connector.questions.asked import Asked
from line_connector.webhooks.posting import PostError, PostSession

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
        with PostSession(_SECONDS) as session:
            status = session.post(url, body, headers).status
    except PostError as error:
        raise CallbackError(str(error)) from None
    if not 200 <= status < 300:
        raise CallbackError(f"answered {status}")


Secrets = Callable[[str], str | None]
"""Returns the channel secret of an account, by its name."""

"""Forwards events to another server: as LINE would send them, or in a form of its own."""

from __future__ import annotations

import base64
import hmac
import json
from collections.abc import Callable, Mapping
from typing import Any

from line_connector.events.event import Event
from line_connector.handlers.expressions import filled
from line_connector.handlers.posting import JSON, Poster, check_success
from line_connector.secret_values import SecretSource

SIGNATURE = "X-Line-Signature"

NO_BODY = object()


class Forward:
    """Posts each event to a URL, in a webhook of its own.

    It is the body that arrived, byte for byte, if that had one event; else one like it. The header
    `X-Line-Signature` is LINE's, made anew with the channel's secret, so that what verified LINE's
    webhooks verifies these.

    Args:
        poster: has the URL.
        secret: returns the channel secret of an account; None if it has none.
        headers: sent besides; a secret source is read for each event, so that it may change.
        body: a JSON value with expressions over the event, in place of the webhook; not signed.
    """

    def __init__(
        self,
        poster: Poster,
        secret: Callable[[str], str | None],
        headers: Mapping[str, str | SecretSource] | None = None,
        body: Any = NO_BODY,
    ) -> None:
        self._poster = poster
        self._secret = secret
        self._headers = headers or {}
        self._body = body

    def handle(self, event: Event) -> None:
        """Post an event.

        Raises:
            RejectedError: the answer is 410, or an expression has no value.
            DeliveryError: the answer is no success, or there is none.
            CredentialsError: the secret of a header cannot be read.
        """
        headers = {"Content-Type": JSON} | {
            name: value.read() if isinstance(value, SecretSource) else value
            for name, value in self._headers.items()
        }
        if self._body is NO_BODY:
            body = (event.body or "").encode()
            headers |= self._signature(event, body)
        else:
            body = json.dumps(filled(self._body, event), ensure_ascii=False).encode()
        check_success(self._poster.post(event, body, headers))

    def _signature(self, event: Event, body: bytes) -> dict[str, str]:
        secret = self._secret(event.account) if event.provider == "line" else None
        if secret is None:
            return {}
        digest = hmac.digest(secret.encode(), body, "sha256")
        return {SIGNATURE: base64.b64encode(digest).decode()}

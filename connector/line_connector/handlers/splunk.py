"""Sends events to Splunk's HTTP Event Collector.

Source: https://docs.splunk.com/Documentation/Splunk/latest/Data/TroubleshootHTTPEventCollector
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from line_connector.events.event import Event
from line_connector.events.subscription import RejectedError
from line_connector.handlers.posting import JSON, DeliveryError, Poster
from line_connector.json_values import is_object
from line_connector.secret_values import SecretSource
from line_connector.webhooks.posting import PostAnswer

PATH = "/services/collector/event"

_NEVER_TAKEN = frozenset({5, 6, 12, 13, 15})
"""Splunk's codes for an event that is wrong in itself: it has no data, or cannot be read."""


class SplunkHec:
    """Sends each event with the time at which it happened.

    Args:
        poster: has the URL of the collector.
        token: of the collector; a secret source is read for each event, so that it may change.
        fields: `index`, `source`, `sourcetype` and `host`, those that there are.
    """

    def __init__(
        self, poster: Poster, token: str | SecretSource, fields: Mapping[str, str]
    ) -> None:
        self._poster = poster
        self._token = token
        self._fields = fields

    def handle(self, event: Event) -> None:
        """Send an event.

        Raises:
            RejectedError: Splunk will never take it.
            DeliveryError: Splunk did not take it: it is busy, or the token or index is wrong.
            CredentialsError: the token cannot be read.
        """
        token = self._token if isinstance(self._token, str) else self._token.read()
        headers = {"Authorization": f"Splunk {token}", "Content-Type": JSON}
        sent = {"time": event.timestamp / 1000, **self._fields, "event": event.to_dict()}
        body = json.dumps(sent, ensure_ascii=False).encode()
        answer = self._poster.post(event, body, headers)
        if answer.status == HTTPStatus.OK:
            return
        code, text = _said(answer)
        if code in _NEVER_TAKEN:
            raise RejectedError(text)
        raise DeliveryError(text)


def _said(answer: PostAnswer) -> tuple[int | None, str]:
    """Return Splunk's code, and what to call the answer."""
    try:
        said: Any = json.loads(answer.body)
    except ValueError:
        said = None
    code = said.get("code") if is_object(said) else None
    if not isinstance(code, int):
        return None, f"answered {answer.status}"
    return code, f"answered {answer.status}: {said.get('text')} (code {code})"

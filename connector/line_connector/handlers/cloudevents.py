"""Events in the form of CloudEvents 1.0, for whatever takes those.

Source: https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime, timezone
from typing import Any
from urllib.parse import quote

from line_connector.errors import InputError
from line_connector.events.event import Event
from line_connector.events.subscription import RejectedError
from line_connector.handlers.posting import Poster, check_success
from line_connector.installing import how_to_install
from line_connector.secret_values import SecretSource

try:
    from cloudevents.core.bindings.http import HTTPMessage, to_binary, to_structured
    from cloudevents.core.formats.json import JSONFormat
    from cloudevents.core.v1.event import CloudEvent
except ImportError:
    raise InputError(
        f"cloudevents: needs one more package: {how_to_install('cloudevents')}"
    ) from None

_TYPES = {"line": "me.line.", "infobip": "com."}
"""What stands before our names of types: whose they are, as a reversed domain name."""


class PostCloudEvents:
    """Posts each event to a URL.

    Args:
        poster: has the URL.
        headers: sent besides; a secret source is read for each event, so that it may change.
        is_structured: put the event's attributes into the body; else into headers.
    """

    def __init__(
        self, poster: Poster, headers: Mapping[str, str | SecretSource], *, is_structured: bool
    ) -> None:
        self._poster = poster
        self._headers = headers
        self._convert = to_structured if is_structured else to_binary

    def handle(self, event: Event) -> None:
        """Post an event.

        Raises:
            RejectedError: the answer is 410.
            DeliveryError: the answer is no success, or there is none.
            CredentialsError: the secret of a header cannot be read.
        """
        message: HTTPMessage = self._convert(cloud_event(event), JSONFormat())
        own = {
            name: value.read() if isinstance(value, SecretSource) else value
            for name, value in self._headers.items()
        }
        check_success(self._poster.post(event, message.body, {**message.headers, **own}))


def cloud_event(event: Event) -> CloudEvent:
    """Return an event with the attributes of CloudEvents; its data is the provider's own object.

    Raises:
        RejectedError: its time is in no year that can be written.
    """
    try:
        happened = datetime.fromtimestamp(event.timestamp / 1000, timezone.utc)
    except (ValueError, OverflowError, OSError):
        raise RejectedError(f"the event's timestamp is no time: {event.timestamp}") from None
    attributes = {
        "id": event.event_id,
        "source": f"/{event.provider}/{quote(event.channel, safe='')}",
        "type": _TYPES[event.provider] + event.type,
        "time": happened,
        "datacontenttype": "application/json",
    }
    more = {"subject": event.chat_id, "account": event.account}
    return CloudEvent(
        attributes | {name: value for name, value in more.items() if value}, event.content
    )


def structured(event: Event) -> dict[str, Any]:
    """Return an event as one JSON object, in CloudEvents' JSON format."""
    shape: dict[str, Any] = json.loads(JSONFormat().write(cloud_event(event)))
    return shape

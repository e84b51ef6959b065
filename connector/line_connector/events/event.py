"""One event that a provider reported: a webhook event of LINE's, a report of Infobip's."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from line_connector.json_values import is_object

if TYPE_CHECKING:
    from line_connector.models.line.webhook.event import Event as LineEvent

_LISTS = {"line": "events", "infobip": "results"}
"""Where a provider's webhook has its events."""

_TOKEN_LIFETIME = 50_000
"""Milliseconds for which a reply token is used after it arrived; LINE promises a minute."""


@dataclass(frozen=True)
class Event:
    """One event, with what it is found, matched and ordered by."""

    provider: str
    """`line` or `infobip`."""

    channel: str
    """Whom it was sent to: LINE's `destination`; for Infobip the account's name."""

    event_id: str
    """The provider's ID; a channel has it once, however often it is delivered."""

    type: str
    """`message.text`, `postback`, `infobip.report` …"""

    timestamp: int
    """When it happened, in milliseconds since 1970."""

    received_at: int
    """When it arrived here, in milliseconds since 1970."""

    body: str | None = field(repr=False)
    """The webhook with this event alone: as it arrived if it had no other. None once erased."""

    account: str = ""
    """Name of the account whose secret authenticated it."""

    chat_id: str | None = None
    """ID of the user, group or room where it happened."""

    user_id: str | None = None
    """ID or phone number of the person."""

    redelivered: bool = False
    """Whether the provider said that it sent it before."""

    standby: bool = False
    """Whether another module has the chat, so that nothing should be answered."""

    attempt: int = 1
    """Which attempt to deliver it to the handler this is."""

    @cached_property
    def content(self) -> dict[str, Any]:
        """The provider's own object; empty once it is erased."""
        if self.body is None:
            return {}
        content: dict[str, Any] = json.loads(self.body)[_LISTS[self.provider]][0]
        return content

    @cached_property
    def typed(self) -> LineEvent:
        """LINE's event as a typed object; an `UnknownEvent` for one of another provider."""
        from line_connector.models.line.webhook.reading import read_event

        return read_event(self.content)

    @property
    def text(self) -> str | None:
        """What the person wrote, or the data of the postback."""
        for name, member in (("message", "text"), ("postback", "data")):
            part = self.content.get(name)
            if is_object(part) and isinstance(part.get(member), str):
                return str(part[member])
        return None

    def reply_token(self, at: int) -> str | None:
        """Return the reply token, at the first attempt and while LINE surely takes it.

        Args:
            at: the time, in milliseconds since 1970.

        Source: https://developers.line.biz/en/reference/messaging-api/#send-reply-message
        """
        token = self.content.get("replyToken")
        is_fresh = self.attempt == 1 and at - self.received_at < _TOKEN_LIFETIME
        return token if isinstance(token, str) and is_fresh else None

    def to_dict(self) -> dict[str, Any]:
        """Return the event as JSON for people and programs; absent values have no key."""
        shape: dict[str, Any] = {
            "id": self.event_id,
            "provider": self.provider,
            "channel": self.channel,
            "account": self.account or None,
            "type": self.type,
            "chat": self.chat_id,
            "user": self.user_id,
            "timestamp": self.timestamp,
            "received_at": self.received_at,
            "redelivered": self.redelivered or None,
            "standby": self.standby or None,
            "event": self.content or None,
        }
        return {name: value for name, value in shape.items() if value is not None}

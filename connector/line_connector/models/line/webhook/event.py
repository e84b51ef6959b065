"""What all events have in common.

Source: https://developers.line.biz/en/reference/messaging-api/#common-properties
"""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import Field, ValidationError

from line_connector.json_values import is_object
from line_connector.models.line.webhook.source import Source, UnknownSource
from line_connector.models.line.webhook.variants import Received, first_problem
from line_connector.schema.model import wire_name

_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)

Milliseconds = Annotated[int, Field(ge=0, le=253_402_300_799_999)]
"""UNIX time in milliseconds, up to the year 9999."""


class _Kept(NamedTuple):
    """What an event is read from, and why it is unknown."""

    raw: Any
    reason: str = ""


class DeliveryContext(Received):
    """How an event was delivered."""

    is_redelivery: bool = False
    """Whether LINE sends it again, since your server did not take it the first time."""


class Event(Received):
    """Something that happened in LINE, as one webhook tells it."""

    type: str
    """Type of the event: `message`, `follow`, …"""

    mode: Literal["active", "standby"] | str | None = None
    """`standby`: a module channel is talking to the user, and the bot should stay silent."""

    timestamp: Milliseconds | None = None
    """When it occurred, in milliseconds since 1970, also when it is delivered again."""

    webhook_event_id: str | None = None
    """ID of the event (ULID). The same event may arrive more than once: this tells."""

    delivery_context: DeliveryContext | None = None
    """How it was delivered."""

    source: Source = Field(default_factory=UnknownSource)
    """Who it comes from; an `UnknownSource` without a type if LINE does not say."""

    reply_token: str | None = None
    """Token to reply with, once; absent in events that cannot be replied to, and in standby."""

    _raw: Any = None
    _reason: str = ""

    @classmethod
    def read(cls, raw: dict[str, Any]) -> Event:
        """Read an event of this type, or an `UnknownEvent` that says what does not fit."""
        try:
            return cls.model_validate(raw, context=_Kept(raw))
        except ValidationError as error:
            return UnknownEvent.of(raw, str(first_problem(error)))

    def model_post_init(self, context: Any, /) -> None:
        """Keep what the event is read from."""
        if isinstance(context, _Kept):
            self._raw, self._reason = context

    @property
    def raw(self) -> Any:
        """The JSON object that arrived."""
        return self.to_wire() if self._raw is None else self._raw

    @property
    def is_redelivery(self) -> bool:
        """Whether LINE sends it again, since your server did not take it the first time."""
        return self.delivery_context is not None and self.delivery_context.is_redelivery

    @property
    def is_standby(self) -> bool:
        """Whether a module channel is talking to the user, and the bot should stay silent."""
        return self.mode == "standby"

    @property
    def occurred_at(self) -> datetime | None:
        """When it occurred, in UTC; None if LINE does not say."""
        if self.timestamp is None:
            return None
        return _EPOCH + timedelta(milliseconds=self.timestamp)


class UnknownEvent(Event):
    """An event of a type without a class, or one in which something does not fit."""

    type: str = ""
    """Type of the event; empty if it says none."""

    @classmethod
    def of(cls, raw: Any, reason: str) -> UnknownEvent:
        """Keep an event as it is; its common properties are those that fit."""
        properties, kept = raw if is_object(raw) else {}, _Kept(raw, reason)
        try:
            return cls.model_validate(properties, context=kept)
        except ValidationError as error:
            odd = {str(each["loc"][0]) for each in error.errors(include_url=False)}
        fitting = {k: v for k, v in properties.items() if not {k, wire_name(k)} & odd}
        return cls.model_validate(fitting, context=kept)

    @property
    def reason(self) -> str:
        """Why it is unknown, in one line: `unknown type 'x'`, `message.text: is required`."""
        return self._reason

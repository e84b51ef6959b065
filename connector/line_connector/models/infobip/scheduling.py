"""When a request's messages are sent, how fast, and at which hours.

Source: https://www.infobip.com/docs/api/channels/line
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from line_connector.json_values import is_object
from line_connector.models.infobip.datetimes import SendAt
from line_connector.models.infobip.values import Characters, Int32
from line_connector.schema.model import Input
from line_connector.schema.numbers import Integer
from line_connector.schema.problems import Problem, warning

Day = Literal["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"]
"""A day of the week."""

BulkId = Annotated[str, Characters(100)]
"""ID of a request, at most 100 characters."""

_SHORTEST_WINDOW = 60


class SendingSpeedLimit(Input):
    """How many messages are sent per unit of time."""

    amount: Int32
    """Messages per unit."""

    time_unit: Literal["MINUTE", "HOUR", "DAY"] | None = None
    """Unit: MINUTE, HOUR or DAY. MINUTE if absent."""

    def warnings(self) -> Iterator[Problem]:
        """Yield a speed at which nothing moves."""
        if self.amount < 1:
            yield warning(("amount",), "may be refused when not positive")


class Schedule(Input):
    """When the messages of a request are sent, and how fast."""

    bulk_id: BulkId | None = None
    """Your own ID for the whole request, at most 100 characters. Generated if absent."""

    send_at: SendAt | None = None
    """When to send: a date and time with its offset from UTC, at most 180 days ahead. At once if
    absent. A scheduled message can be neither moved nor cancelled."""

    sending_speed_limit: SendingSpeedLimit | None = None
    """How fast to send. As fast as possible if absent."""


def _reference_spelling(value: Any) -> Any:
    """Take `SendAt`, as Infobip's guide writes it, for `sendAt`, as its reference does."""
    if is_object(value) and "SendAt" in value and "sendAt" not in value:
        return {("sendAt" if name == "SendAt" else name): given for name, given in value.items()}
    return value


class RequestOptions(Input):
    """What holds for all messages of a request."""

    schedule: Annotated[Schedule | None, BeforeValidator(_reference_spelling)] = None
    """When to send, and how fast."""


class TimeOfDay(Input):
    """A time of the day in UTC."""

    hour: Annotated[int, Integer(0, 23)]
    """Hour, 0 to 23."""

    minute: Annotated[int, Integer(0, 59)]
    """Minute, 0 to 59."""

    def minutes(self) -> int:
        """Count the minutes since midnight."""
        return self.hour * 60 + self.minute


class DeliveryTimeWindow(Input):
    """Delivery time window: days and hours, in UTC, outside of which nothing is delivered."""

    days: Annotated[list[Day], Field(min_length=1)]
    """Days of the week, at least one: MONDAY to SUNDAY."""

    from_: TimeOfDay | None = None
    """When delivery begins; together with `to`, at least an hour before it."""

    to: TimeOfDay | None = None
    """When delivery ends; together with `from`."""

    def errors(self) -> Iterator[Problem]:
        """Yield the end that is missing, and a window that is too short."""
        if (self.from_ is None) != (self.to is None):
            given, missing = ("to", "from") if self.from_ is None else ("from", "to")
            yield Problem((missing,), f"is required with {given}")
        elif 0 <= self._length() < _SHORTEST_WINDOW:
            yield Problem(("to",), "must be at least 1 hour after from")

    def warnings(self) -> Iterator[Problem]:
        """Yield a window that ends on the next day, of which nothing is published."""
        if self._length() < 0:
            yield warning(("to",), "may be refused: is before from")

    def _length(self) -> int:
        """Return the minutes from beginning to end; of a window without ends, a whole day's."""
        if self.from_ is None or self.to is None:
            return 24 * 60
        return self.to.minutes() - self.from_.minutes()

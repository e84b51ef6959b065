"""Fields and answers that several sending operations share.

Source: https://developers.line.biz/en/reference/messaging-api/#messages
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from line_connector.json_values import is_object
from line_connector.models.line.ids import UUID
from line_connector.models.line.message import Messages, MessagesToMany
from line_connector.schema.lengths import ListLength
from line_connector.schema.model import Body, Input
from line_connector.schema.numbers import Boolean
from line_connector.schema.pattern import Pattern

if TYPE_CHECKING:
    from pydantic import ModelWrapValidatorHandler
    from typing_extensions import Self

RetryKey = Annotated[
    Annotated[str, Pattern(UUID, "must be a UUID, such as 3f0e4c4e-6f2a-4c39-9d0f-0b8f4a1c2d3e")]
    | None,
    Field(
        description=(
            "UUID that makes the request idempotent: LINE accepts it at most once within 24 hours. "
            "One is generated if absent; set your own to be able to retry a run."
        ),
    ),
]

NotificationDisabled = Annotated[
    Boolean | None, Field(description="True sends silently, without a push notification.")
]

AggregationUnit = Annotated[
    str, Pattern("[a-zA-Z0-9_]{1,30}", "must be 1 to 30 letters, digits and underscores")
]

CustomAggregationUnits = Annotated[
    Annotated[list[AggregationUnit], ListLength(1, least=0)] | None,
    Field(
        description=(
            "Name under which LINE counts this message in statistics: at most one, of letters, "
            "digits and underscores. From the 1,001st name of a month on LINE drops it silently."
        ),
    ),
]


class MessageObjects(Input):
    """Message objects to check."""

    messages: Messages
    """1 to 5 message objects."""


class RequestToCheck(MessageObjects):
    """Message objects to check; what else the request that sends them has is ignored, as by LINE.

    So the input of a sending action can be checked as it is.
    """

    @model_validator(mode="wrap")
    @classmethod
    def _leave_out(cls, value: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        if is_object(value):
            value = {name: each for name, each in value.items() if name not in _OF_SENDING}
        return handler(value)


class RequestToManyToCheck(RequestToCheck):
    """Message objects for many chats to check."""

    messages: MessagesToMany
    """1 to 5 message objects, without quote tokens and mentions."""


_OF_SENDING = frozenset(
    {
        *("to", "replyToken", "reply_token", "retryKey", "retry_key"),
        *("recipient", "filter", "limit", "notificationDisabled", "notification_disabled"),
        *("customAggregationUnits", "custom_aggregation_units"),
    }
)


class SentMessage(Body):
    """One message object that was sent."""

    id: str
    """Message ID, decimal digits."""

    quote_token: str | None = None
    """Token to quote this message with; only kinds that can be quoted have one."""


class SentMessages(Body):
    """The message objects that were sent, in the order they were given."""

    sent_messages: list[SentMessage] = []
    """One for each message object."""


def _calendar_date(value: str) -> str:
    try:
        if len(value) == 8:  # the parser below also takes fewer digits
            datetime.strptime(value, "%Y%m%d")  # noqa: DTZ007 - a day in Japan, never an instant
            return value
    except ValueError:
        pass
    raise PydanticCustomError("rule", "must be a date as yyyyMMdd, such as 20260131")


Day = Annotated[
    str,
    Field(
        coerce_numbers_to_str=True,
        examples=["20260131"],
        json_schema_extra={"pattern": "^[0-9]{8}$"},
    ),
    AfterValidator(_calendar_date),
]
"""A day as yyyyMMdd, in Japan's time zone (UTC+9)."""


class SentOnDate(Input):
    """Which day to count."""

    date: Day
    """Day the messages were sent: yyyyMMdd, in Japan's time zone (UTC+9)."""


class NumberOfMessages(Body):
    """How many messages were sent through the API on a day."""

    status: Literal["ready", "unready", "out_of_service", "unavailable_for_privacy"] | str
    """`ready`; `unready` (not counted yet, mostly until the next day); `out_of_service` (before
    2018-03-31)."""

    success: int | None = None
    """Messages sent; only there when `status` is `ready`."""

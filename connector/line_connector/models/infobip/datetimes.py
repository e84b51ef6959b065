"""Points in time: any offset in, Infobip's one form out.

Source: https://www.infobip.com/docs/api/channels/line
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, Annotated, Any

from pydantic_core import core_schema

from line_connector.schema.model import rule
from line_connector.schema.problems import Problem, warning

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue

_FORM = "must be a date and time such as 2026-01-31T09:00:00+07:00"
_FARTHEST = timedelta(days=180)


def write_moment(moment: datetime) -> str:
    """Write an aware datetime as Infobip does: `2026-01-31T09:00:00.000+0000`, always in UTC."""
    text = moment.astimezone(timezone.utc).isoformat(timespec="milliseconds")
    return text.removesuffix("+00:00") + "+0000"


class Aware:
    """Annotation for a datetime that says its offset from UTC."""

    def check(self, moment: datetime) -> datetime:
        """Refuse a moment without an offset, and one that UTC has no year for."""
        if moment.utcoffset() is None:
            raise rule(f"must say its offset from UTC: {moment.isoformat()}+07:00, or Z for UTC")
        try:
            moment.astimezone(timezone.utc)
        except OverflowError:
            raise rule("must be in the years 1 to 9999") from None
        return moment

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        parsed = core_schema.custom_error_schema(
            core_schema.datetime_schema(),
            custom_error_type="rule",
            custom_error_message="{text}",
            custom_error_context={"text": _FORM},
        )
        return core_schema.no_info_after_validator_function(
            self.check,
            core_schema.no_info_before_validator_function(_no_timestamp, parsed),
            serialization=core_schema.plain_serializer_function_ser_schema(
                write_moment, when_used="json"
            ),
        )


class Upcoming(Aware):
    """Annotation for a moment at which something is to be sent."""

    def check(self, moment: datetime) -> datetime:
        """Refuse a moment too far ahead."""
        moment = super().check(moment)
        if moment - datetime.now(timezone.utc) > _FARTHEST:
            raise rule(f"must be at most {_FARTHEST.days} days ahead")
        return moment

    def warnings(self, moment: datetime) -> Iterator[Problem]:
        """Yield a moment that has passed."""
        if moment < datetime.now(timezone.utc):
            yield warning((), "may be refused, or sent at once: it has passed")


class Told(Aware):
    """Annotation for a date and time from Infobip."""

    def check(self, moment: datetime) -> datetime:
        """Take a moment without an offset for one in UTC, as all others of Infobip's are."""
        known = moment if moment.utcoffset() is not None else moment.replace(tzinfo=timezone.utc)
        return super().check(known)

    def __get_pydantic_json_schema__(
        self,
        schema: core_schema.CoreSchema,
        handler: GetJsonSchemaHandler,
    ) -> JsonSchemaValue:
        """Say no more than text: `+0000` is not what the format `date-time` (RFC 3339) allows."""
        return {"type": "string"}


Moment = Annotated[datetime, Aware()]
"""A date and time with its offset from UTC."""

SendAt = Annotated[datetime, Upcoming()]
"""When something is to be sent, at most 180 days ahead."""

ToldMoment = Annotated[datetime, Told()]
"""A date and time in a response or a report."""


def _no_timestamp(value: Any) -> Any:
    """Refuse what is no text, and a text that is only a number: to pydantic both are seconds."""
    if isinstance(value, datetime) or (isinstance(value, str) and value[4:5] == "-"):
        return value
    raise rule(_FORM)

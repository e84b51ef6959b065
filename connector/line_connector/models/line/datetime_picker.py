"""An action that lets the user choose a date, a time, or both."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Annotated, Literal

from line_connector.schema.lengths import Utf16Length
from line_connector.schema.model import Input
from line_connector.schema.problems import Problem, warning

_DATE = r"\d{4}-\d{2}-\d{2}"
_TIME = r"\d{2}:\d{2}"
_FORMS = {
    "date": (_DATE, "%Y-%m-%d", "a date from 1900-01-01 to 2100-12-31, as 2017-12-25"),
    "time": (_TIME, "%H:%M", "a time from 00:00 to 23:59, as 09:30"),
    "datetime": (
        f"{_DATE}T{_TIME}",
        "%Y-%m-%dT%H:%M",
        "a date and time from 1900-01-01T00:00 to 2100-12-31T23:59, as 2017-12-25T09:30",
    ),
}


class DatetimePickerAction(Input):
    """Let the user choose a date, a time, or both, and send it as a postback event.

    Source: https://developers.line.biz/en/reference/messaging-api/#datetime-picker-action
    """

    type: Literal["datetimepicker"] = "datetimepicker"

    label: str | None = None
    """Text on the button."""

    data: Annotated[str, Utf16Length(300, least=0)]
    """String that the postback event brings to the webhook, at most 300 characters."""

    mode: Literal["date", "time", "datetime"]
    """What is chosen."""

    initial: str | None = None
    """Initial choice: `2017-12-25`, `09:30` or `2017-12-25T09:30`, as `mode` says."""

    max: str | None = None
    """Latest choice, later than `min`; written as `initial`."""

    min: str | None = None
    """Earliest choice, earlier than `max`; written as `initial`."""

    def errors(self) -> Iterator[Problem]:
        """Yield what is no moment of this mode, and a range that is none."""
        moments = self._moments()
        for name, moment in moments.items():
            if moment is None:
                yield Problem((name,), f"must be {_FORMS[self.mode][2]}")
        earliest, latest = moments.get("min"), moments.get("max")
        if earliest and latest and latest < earliest:
            yield Problem(("max",), "must be later than min")

    def warnings(self) -> Iterator[Problem]:
        """Yield a range of one moment, and a start outside the range."""
        moments = {name: moment for name, moment in self._moments().items() if moment}
        earliest, latest = moments.get("min"), moments.get("max")
        initial = moments.get("initial")
        if earliest and earliest == latest:
            yield warning(("max",), "may be refused when not later than min")
        if initial and ((earliest and initial < earliest) or (latest and latest < initial)):
            yield warning(("initial",), "may be refused when not between min and max")

    def _moments(self) -> dict[str, datetime | None]:
        """Return the moments given, by property; None for what is none of this mode."""
        given = {"initial": self.initial, "max": self.max, "min": self.min}
        return {name: _moment(text, self.mode) for name, text in given.items() if text is not None}


def _moment(text: str, mode: str) -> datetime | None:
    pattern, form, _ = _FORMS[mode]
    text = text.replace("t", "T")  # LINE takes both
    # `strptime` alone would take 9:30 and spaces too.
    if not re.fullmatch(pattern, text, re.ASCII):
        return None
    try:
        moment = datetime.strptime(text, form)  # noqa: DTZ007  on the clock of whoever taps
    except ValueError:
        return None
    # A time alone is read as one of 1 January 1900.
    return moment if 1900 <= moment.year <= 2100 else None

"""What a message has on every channel of a scenario: a text, and a time limit.

Source: https://www.infobip.com/docs/api/channels/omni-failover
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

from line_connector.models.infobip.validity import LONGEST_VALIDITY, SECONDS
from line_connector.models.infobip.values import Int32
from line_connector.schema.model import Input
from line_connector.schema.problems import Problem, warning

OmniTimeUnit = Literal[
    "NANOSECONDS", "MICROSECONDS", "MILLISECONDS", "SECONDS", "MINUTES", "HOURS", "DAYS"
]
"""A unit of time."""

_SECONDS = {"NANOSECONDS": 1e-9, "MICROSECONDS": 1e-6, "MILLISECONDS": 1e-3, **SECONDS}


class OmniValidity(Input):
    """How long a channel has before the next one is tried."""

    shortest: ClassVar[int] = 30
    """Seconds that the period must be longer than."""

    longest: ClassVar[int] = LONGEST_VALIDITY
    """Seconds that a longer period is cut to."""

    validity_period: Int32 | None = None
    """How long the channel has to deliver, more than 30 seconds and at most 48 hours. Then the
    scenario's next channel is tried."""

    validity_period_time_unit: OmniTimeUnit | None = None
    """Unit of `validityPeriod`. MINUTES if absent."""

    def errors(self) -> Iterator[Problem]:
        """Yield a period that is too short."""
        seconds = self._seconds()
        if seconds is not None and seconds <= self.shortest:
            yield Problem(("validityPeriod",), f"must be more than {self.shortest} seconds")

    def warnings(self) -> Iterator[Problem]:
        """Yield a period that is cut."""
        if (self._seconds() or 0) > self.longest:
            yield warning(("validityPeriod",), f"is cut to {self.longest // 3600} hours")

    def _seconds(self) -> float | None:
        if self.validity_period is None:
            return None
        return self.validity_period * _SECONDS[self.validity_period_time_unit or "MINUTES"]


class OmniContent(OmniValidity):
    """A message on one channel."""

    text: str | None = None
    """Text of the message."""

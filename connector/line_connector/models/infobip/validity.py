"""Validity periods: how long Infobip tries to deliver.

Source: https://www.infobip.com/docs/api/channels/line
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from line_connector.models.infobip.values import Int32
from line_connector.schema.model import Input
from line_connector.schema.problems import Problem, warning

LONGEST_VALIDITY = 48 * 3600
"""Seconds after which Infobip gives up, whatever was asked for."""

SECONDS = {"SECONDS": 1, "MINUTES": 60, "HOURS": 3600, "DAYS": 86400}
"""Seconds in each unit."""


class ValidityPeriod(Input):
    """Validity period: how long Infobip tries to deliver; at most, and by default, 48 hours."""

    amount: Int32
    """Number of units."""

    time_unit: Literal["SECONDS", "MINUTES", "HOURS"] | None = None
    """Unit: SECONDS, MINUTES or HOURS. MINUTES if absent."""

    def warnings(self) -> Iterator[Problem]:
        """Yield a period that is cut, and one that is over before it begins."""
        if self.amount * SECONDS[self.time_unit or "MINUTES"] > LONGEST_VALIDITY:
            yield warning(("amount",), "is cut to 48 hours, the longest validity there is")
        if self.amount < 1:
            yield warning(("amount",), "may be refused when not positive")

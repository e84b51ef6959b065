"""Learn what users did with the messages of an aggregation unit."""

from __future__ import annotations

from collections.abc import Iterable

from line_connector.action import Action
from line_connector.models.line.interactions import (
    BubbleInteractions,
    InteractionOverview,
    LinkClicks,
)
from line_connector.models.line.period import period_problems
from line_connector.models.line.sending import AggregationUnit, Day
from line_connector.schema.model import Body, Input
from line_connector.schema.problems import Problem

_MOST_DAYS = 30


class GetStatisticsPerUnitInput(Input):
    """Which aggregation unit, and which days."""

    custom_aggregation_unit: AggregationUnit
    """Name of the unit, as it was given with the messages; upper and lower case differ."""

    from_: Day
    """First day of the period (yyyyMMdd, UTC+9)."""

    to: Day
    """Last day of the period (yyyyMMdd, UTC+9), at most 30 days after the first."""

    def errors(self) -> Iterable[Problem]:
        """Yield what is wrong with the period."""
        return period_problems(self.from_, self.to, _MOST_DAYS)


class UnitBubbleInteractions(BubbleInteractions):
    """What users did with the bubbles of one number."""

    unique_impression: int | None = None
    """Users who saw the bubble."""


class GetStatisticsPerUnitBody(Body):
    """What users did with the messages of a unit; null where fewer than 20 did it."""

    overview: InteractionOverview
    """The messages as a whole."""

    messages: list[UnitBubbleInteractions] = []
    """Each bubble, by its number in its request; empty if there are no numbers."""

    clicks: list[LinkClicks] = []
    """Each link; empty if there are none, or no numbers."""


class GetStatisticsPerUnit(Action[GetStatisticsPerUnitInput, GetStatisticsPerUnitBody]):
    """Count who saw, opened and played what in the pushes and multicasts of an aggregation unit.

    LINE goes on counting for 14 days after each message was sent.

    Raises:
        BadRequestError: LINE does not take the name or the period.

    Source: https://developers.line.biz/en/reference/messaging-api/#get-statistics-per-unit
    """

    method = "GET"
    path = "/v2/bot/insight/message/event/aggregation"
    rate_limit = "60/h"
    example = {"customAggregationUnit": "promotion_a", "from": "20260301", "to": "20260331"}

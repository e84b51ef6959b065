"""Count the month's aggregation units."""

from __future__ import annotations

from line_connector.action import Action
from line_connector.schema.model import Body, Input


class GetAggregationUnitUsageInput(Input):
    """No input."""


class GetAggregationUnitUsageBody(Body):
    """How many names are used up."""

    num_of_custom_aggregation_units: int
    """Different names that messages got this month. From the 1,001st on LINE drops them."""


class GetAggregationUnitUsage(Action[GetAggregationUnitUsageInput, GetAggregationUnitUsageBody]):
    """Count the names of aggregation units that messages got this month, of at most 1,000.

    Source: https://developers.line.biz/en/reference/messaging-api/#get-the-number-of-unit-name-types-assigned-during-this-month
    """

    method = "GET"
    path = "/v2/bot/message/aggregation/info"
    rate_limit = "2000/s"

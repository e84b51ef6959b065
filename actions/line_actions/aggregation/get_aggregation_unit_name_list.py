"""List the month's aggregation units."""

from __future__ import annotations

from typing import Annotated

from line_connector.action import Action
from line_connector.models.line.ids import ContinuationToken
from line_connector.paging import Pages
from line_connector.schema.model import Body, Input
from line_connector.schema.numbers import Integer


class GetAggregationUnitNameListInput(Input):
    """Which page, and how long it may be."""

    limit: Annotated[int, Integer(1, 100)] | None = None
    """Names on a page at most; 100 if absent."""

    start: ContinuationToken = None


class GetAggregationUnitNameListBody(Body):
    """One page of names."""

    custom_aggregation_units: list[str]
    """Names that messages got this month, each once."""

    next: str | None = None
    """Continuation token for the next page; absent on the last one."""


class GetAggregationUnitNameList(
    Action[GetAggregationUnitNameListInput, GetAggregationUnitNameListBody]
):
    """List the names of aggregation units that messages got this month, page by page.

    Raises:
        BadRequestError: the continuation token is unknown or older than 24 hours.

    Source: https://developers.line.biz/en/reference/messaging-api/#get-a-list-of-unit-names-assigned-during-this-month
    """

    method = "GET"
    path = "/v2/bot/message/aggregation/list"
    rate_limit = "2000/s"
    pages = Pages("customAggregationUnits")
    example = {"limit": 30}

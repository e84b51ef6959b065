"""Ask how many messages were sent this month."""

from __future__ import annotations

from line_connector.action import Action
from line_connector.schema.model import Body, Input


class GetMessageQuotaConsumptionInput(Input):
    """Nothing is asked."""


class GetMessageQuotaConsumptionBody(Body):
    """The month's use so far."""

    total_usage: int
    """Messages sent this month, those of LINE Official Account Manager included; approximate."""


class GetMessageQuotaConsumption(
    Action[GetMessageQuotaConsumptionInput, GetMessageQuotaConsumptionBody]
):
    """Ask how many messages the account has sent this month.

    Source: https://developers.line.biz/en/reference/messaging-api/#get-consumption
    """

    method = "GET"
    path = "/v2/bot/message/quota/consumption"
    rate_limit = "2000/s"

"""Get the number of messages sent this month."""

from __future__ import annotations

from line_connector.action import Action
from line_connector.schema.model import Body, Input


class GetMessageQuotaConsumptionInput(Input):
    """No input."""


class GetMessageQuotaConsumptionBody(Body):
    """The part of the monthly quota that is used."""

    total_usage: int
    """Messages sent this month, those of LINE Official Account Manager included; approximate."""


class GetMessageQuotaConsumption(
    Action[GetMessageQuotaConsumptionInput, GetMessageQuotaConsumptionBody]
):
    """Get the number of messages the account has sent this month.

    Source: https://developers.line.biz/en/reference/messaging-api/#get-consumption
    """

    method = "GET"
    path = "/v2/bot/message/quota/consumption"
    rate_limit = "2000/s"

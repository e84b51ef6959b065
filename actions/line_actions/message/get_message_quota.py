"""Get the monthly quota."""

from __future__ import annotations

from typing import Literal

from line_connector.action import Action
from line_connector.schema.model import Body, Input


class GetMessageQuotaInput(Input):
    """No input."""


class GetMessageQuotaBody(Body):
    """The monthly quota."""

    type: Literal["none", "limited"] | str
    """`limited`, or `none` if there is no limit."""

    value: int | None = None
    """Messages that may be sent this month, free and additional ones; only when `limited`."""


class GetMessageQuota(Action[GetMessageQuotaInput, GetMessageQuotaBody]):
    """Get the account's monthly quota: how many messages it may send this month.

    Source: https://developers.line.biz/en/reference/messaging-api/#get-quota
    """

    method = "GET"
    path = "/v2/bot/message/quota"
    rate_limit = "2000/s"

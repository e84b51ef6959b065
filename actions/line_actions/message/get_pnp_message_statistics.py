"""Count a day's LINE notification messages."""

from __future__ import annotations

from line_connector.action import Action
from line_connector.models.line.sending import NumberOfMessages, SentOnDate


class GetPnpMessageStatistics(Action[SentOnDate, NumberOfMessages]):
    """Count the LINE notification messages (flexible) that reached users on one day.

    Raises:
        BadRequestError: LINE does not take the date.

    Source: https://developers.line.biz/en/reference/line-notification-messages/#get-number-of-sent-line-notification-messages-flexible
    """

    method = "GET"
    path = "/v2/bot/message/delivery/pnp"
    rate_limit = "2000/s"
    example = {"date": "20260131"}

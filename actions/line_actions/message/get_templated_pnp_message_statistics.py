"""Count a day's LINE notification messages made from templates."""

from __future__ import annotations

from line_connector.action import Action
from line_connector.models.line.sending import NumberOfMessages, SentOnDate


class GetTemplatedPnpMessageStatistics(Action[SentOnDate, NumberOfMessages]):
    """Count the LINE notification messages (template) that reached users on one day.

    Raises:
        BadRequestError: LINE does not take the date.

    Source: https://developers.line.biz/en/reference/line-notification-messages/#get-number-of-sent-line-notification-messages-template
    """

    method = "GET"
    path = "/v2/bot/message/delivery/pnp/templated"
    rate_limit = "2000/s"
    example = {"date": "20260131"}

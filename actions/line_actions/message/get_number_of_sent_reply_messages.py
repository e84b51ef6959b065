"""Count a day's reply messages."""

from __future__ import annotations

from line_connector.action import Action
from line_connector.models.line.sending import NumberOfMessages, SentOnDate


class GetNumberOfSentReplyMessages(Action[SentOnDate, NumberOfMessages]):
    """Count the reply messages that were sent through the API on one day.

    Raises:
        BadRequestError: LINE rejects the date.

    Source: https://developers.line.biz/en/reference/messaging-api/#get-number-of-reply-messages
    """

    method = "GET"
    path = "/v2/bot/message/delivery/reply"
    rate_limit = "2000/s"
    example = {"date": "20260131"}

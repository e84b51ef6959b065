"""Learn what users did with a broadcast or narrowcast."""

from __future__ import annotations

from pydantic import Field

from line_connector.action import Action
from line_connector.models.line.ids import RequestId
from line_connector.models.line.interactions import (
    BubbleInteractions,
    InteractionOverview,
    LinkClicks,
)
from line_connector.schema.model import Body, Input


class GetMessageEventInput(Input):
    """Which broadcast or narrowcast."""

    request_id: RequestId
    """Request ID of the broadcast or narrowcast, from its answer's header `x-line-request-id`."""


class RequestOverview(InteractionOverview):
    """What users did with the messages of one request."""

    request_id: str | None = None
    """The request ID that was asked about."""

    timestamp: int | None = None
    """When the messages were sent: UNIX time in seconds."""

    delivered: int | None = None
    """Messages delivered, also below 20; null until all have been sent."""


class GetMessageEventBody(Body):
    """What users did with the messages of one request; null where fewer than 20 did it."""

    overview: RequestOverview = Field(default_factory=RequestOverview)
    """The messages as a whole."""

    messages: list[BubbleInteractions] = []
    """Each bubble; empty if there are no numbers."""

    clicks: list[LinkClicks] = []
    """Each link; empty if there are none, or no numbers."""


class GetMessageEvent(Action[GetMessageEventInput, GetMessageEventBody]):
    """Count who saw, opened and played what in one broadcast or narrowcast.

    LINE goes on counting for 14 days after the messages were sent.

    Raises:
        BadRequestError: LINE does not take the request ID.

    Source: https://developers.line.biz/en/reference/messaging-api/#get-message-event
    """

    method = "GET"
    path = "/v2/bot/insight/message/event"
    rate_limit = "60/h"
    example = {"requestId": "b1f5b7b4-2f6e-4b67-93c0-5b8a54cf8c3f"}

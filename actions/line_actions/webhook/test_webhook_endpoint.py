"""Let LINE send a webhook without events, to see what becomes of it."""

from __future__ import annotations

from typing import Literal

from line_connector.action import Action
from line_connector.http.body import Json
from line_connector.http.request import Request
from line_connector.schema.model import Body, Input
from line_connector.schema.urls import WebhookUrl


class TestWebhookEndpointInput(Input):
    """Which endpoint is tested."""

    endpoint: WebhookUrl | None = None
    """HTTPS URL to test, at most 500 characters; absent, the channel's own."""


class TestWebhookEndpointBody(Body):
    """What became of the webhook."""

    success: bool | None = None
    """Whether the endpoint answered with a status of 200 to 299."""

    timestamp: str
    """When it was sent: ISO 8601, UTC."""

    status_code: int
    """HTTP status of the endpoint's answer; 0 or negative where none came."""

    reason: (
        Literal["OK", "COULD_NOT_CONNECT", "REQUEST_TIMEOUT", "ERROR_STATUS_CODE", "UNCLASSIFIED"]
        | str
    )
    """How it ended."""

    detail: str
    """The status, or what failed: `TLS handshake failure: https://…`."""


class TestWebhookEndpoint(Action[TestWebhookEndpointInput, TestWebhookEndpointBody]):
    """Let LINE send a webhook without events to an endpoint, and tell how it ended.

    It has 2 seconds to answer. An endpoint that fails is no error of this action: see `success`.

    Raises:
        BadRequestError: LINE does not take the URL, or finds no such host.
        NotFoundError: no URL is given, and none is set for the channel.

    Source: https://developers.line.biz/en/reference/messaging-api/#test-webhook-endpoint
    """

    method = "POST"
    path = "/v2/bot/channel/webhook/test"
    rate_limit = "60/h"
    idempotent = True
    example = {"endpoint": "https://bot.example/line"}

    @classmethod
    def request(cls, data: TestWebhookEndpointInput) -> Request:
        """Return the request, which has a body also where nothing is given."""
        return super().request(data)._replace(body=Json(data.to_wire()))

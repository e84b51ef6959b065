"""Where webhooks are sent."""

from __future__ import annotations

from line_connector.action import Action
from line_connector.schema.model import Body, Input


class GetWebhookEndpointInput(Input):
    """No input."""


class GetWebhookEndpointBody(Body):
    """The channel's webhook endpoint."""

    endpoint: str
    """URL that webhooks are sent to."""

    active: bool
    """Whether webhooks are sent: the switch "Use webhook" in the console."""


class GetWebhookEndpoint(Action[GetWebhookEndpointInput, GetWebhookEndpointBody]):
    """Get the URL that the channel's webhooks are sent to, and whether they are.

    Raises:
        NotFoundError: no URL is set.

    Source: https://developers.line.biz/en/reference/messaging-api/#get-webhook-endpoint-information
    """

    method = "GET"
    path = "/v2/bot/channel/webhook/endpoint"
    rate_limit = "1000/min"
    example = {}

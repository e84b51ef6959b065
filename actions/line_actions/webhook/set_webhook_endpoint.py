"""Set where webhooks are sent."""

from __future__ import annotations

from line_connector.action import Action
from line_connector.schema.model import Body, Input
from line_connector.schema.urls import WebhookUrl


class SetWebhookEndpointInput(Input):
    """Where webhooks go."""

    endpoint: WebhookUrl
    """HTTPS URL of the bot, at most 500 characters."""


class SetWebhookEndpoint(Action[SetWebhookEndpointInput, Body]):
    """Set the URL that the channel's webhooks are sent to; it takes effect within one minute.

    It is not checked whether anything answers there: test it first.

    Raises:
        BadRequestError: LINE does not take the URL.

    Source: https://developers.line.biz/en/reference/messaging-api/#set-webhook-endpoint-url
    """

    method = "PUT"
    path = "/v2/bot/channel/webhook/endpoint"
    rate_limit = "1000/min"
    idempotent = True
    example = {"endpoint": "https://bot.example/line"}

"""The receiver as a web application: on its own, or mounted in another."""

from __future__ import annotations

from starlette.applications import Starlette

from line_connector.services.webhooks.endpoints import (
    BODY_LIMIT,
    PREFIX,
    WebhookEndpoints,
    WebhookMetrics,
)
from line_connector.services.webhooks.receiver import Receiver
from line_connector.web.app import build_app as build_web_app
from line_connector.web.authentication import Authenticator
from line_connector.web.identity import Client


def build_app(
    receiver: Receiver,
    authenticator: Authenticator[Client],
    metrics: WebhookMetrics | None = None,
    body_limit: int = BODY_LIMIT,
) -> Starlette:
    """Return the application that receives webhooks.

    Args:
        receiver: authenticates them and writes their events down.
        authenticator: tells which client sends any other request: for `/metrics`.
        metrics: counts requests and events.
        body_limit: bytes of a webhook.
    """
    metrics = metrics or WebhookMetrics()
    endpoints = WebhookEndpoints(receiver, metrics, body_limit)
    return build_web_app(endpoints.routes(), authenticator, metrics, own=PREFIX)

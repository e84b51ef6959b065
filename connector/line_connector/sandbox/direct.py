"""An act without a running sandbox: its webhooks go straight to a bot."""

from collections.abc import Mapping
from contextlib import closing
from typing import Any

from line_connector.sandbox.control_rules import control_rules
from line_connector.sandbox.line.acting.performing import perform
from line_connector.sandbox.line.webhook.deliveries import due_delivery, record_result
from line_connector.sandbox.line.webhook.endpoints import put_endpoint
from line_connector.sandbox.line.webhook.event_log import numbered_events
from line_connector.sandbox.line.webhook.sending import send_webhook, signature
from line_connector.sandbox.providers import PROVIDERS
from line_connector.sandbox.state import State


def act_directly(act: Mapping[str, Any], url: str, secret: str) -> dict[str, Any]:
    """Let somebody do something in a new sandbox, and send a bot its webhooks.

    Args:
        act: what `POST act` of the control API takes.
        url: where the bot is.
        secret: the channel secret, to sign with.

    Returns:
        What the control API would return.

    Raises:
        InvalidInputError: the act is not valid, with the location and the reason.
    """
    control_rules(PROVIDERS).check("POST act", dict(act))
    with closing(State(":memory:", PROVIDERS, {})) as state:
        put_endpoint(state, url, active=True)
        numbers, told = perform(state, act)
        while (delivery := due_delivery(state)) is not None:
            body = delivery.body.encode()
            record_result(state, delivery, send_webhook(url, body, signature(body, secret)))
        return {**told, "events": numbered_events(state, numbers)}

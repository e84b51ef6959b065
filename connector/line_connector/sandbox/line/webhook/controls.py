"""Control of webhooks: what the console decides, and endpoints that LINE would not take."""

from line_connector.sandbox.line.webhook.endpoints import put_endpoint, webhook_endpoint
from line_connector.sandbox.outgoing import may_be_called
from line_connector.sandbox.provider import Controls, Fields, InvalidInputError
from line_connector.sandbox.state import State

controls = Controls()


@controls.get("webhook")
def get_webhook(state: State, _: Fields) -> Fields:
    """Tell where webhooks are sent, and whether they are."""
    known = webhook_endpoint(state)
    return {"endpoint": known.url, "active": known.active} if known else {"endpoint": None}


@controls.post("webhook", seed_rank=3)
def put_webhook(state: State, fields: Fields) -> Fields:
    """Set the endpoint, which may be a bot on this machine without HTTPS, or the switch."""
    known = webhook_endpoint(state)
    url: str | None = fields.get("endpoint", known.url if known else None)
    if url is not None and url.startswith("http:") and not may_be_called(url, anywhere=False):
        raise InvalidInputError("endpoint: must be HTTPS unless it is on this machine")
    with state.transaction():
        put_endpoint(state, url, active=fields.get("active", known.active if known else True))
    return get_webhook(state, {})

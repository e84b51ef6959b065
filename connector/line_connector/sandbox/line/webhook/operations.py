"""Where webhooks are sent: reading, setting and testing it."""

from functools import partial

from line_connector.sandbox.clock import iso
from line_connector.sandbox.exchange import (
    Deferred,
    RefusedError,
    Request,
    Response,
    json_response,
)
from line_connector.sandbox.line.errors import refusal
from line_connector.sandbox.line.operation import HOURLY, LineOperations
from line_connector.sandbox.line.settings import LineSettings
from line_connector.sandbox.line.validation import RULES, read_body
from line_connector.sandbox.line.webhook.endpoints import (
    Endpoint,
    put_endpoint,
    webhook_endpoint,
)
from line_connector.sandbox.line.webhook.sending import (
    Ending,
    envelope,
    not_called,
    send_webhook,
    signature,
)
from line_connector.sandbox.outgoing import may_be_called
from line_connector.sandbox.rate_limits import Limit
from line_connector.sandbox.state import State

operations = LineOperations()

SETTINGS_LIMIT = Limit(1000, 60)


@operations.get("getWebhookEndpoint", "channel/webhook/endpoint", limit=SETTINGS_LIMIT)
def get_webhook_endpoint(state: State, _: Request) -> Response:
    """Answer with the channel's endpoint."""
    endpoint = _own(state)
    return json_response({"endpoint": endpoint.url, "active": endpoint.active})


@operations.put("setWebhookEndpoint", "channel/webhook/endpoint", limit=SETTINGS_LIMIT)
def set_webhook_endpoint(state: State, request: Request) -> Response:
    """Set the channel's endpoint; the switch stays as it is."""
    body = read_body(request, "webhook/anything")
    known = webhook_endpoint(state)
    put_endpoint(state, _url(body.get("endpoint")), active=known.active if known else True)
    return json_response({})


@operations.post("testWebhookEndpoint", "channel/webhook/test", limit=HOURLY)
def test_webhook_endpoint(state: State, request: Request) -> Deferred:
    """Send a webhook without events to an endpoint, and answer with how that ended."""
    given = read_body(request, "webhook/anything").get("endpoint") if request.body else None
    url = _own(state).url if given is None else _url(given)
    anywhere = state.settings(LineSettings).webhook_anywhere
    body = envelope([], state.channel.bot_user_id)
    send = (
        partial(send_webhook, url, body, signature(body, state.channel.secret))
        if may_be_called(url, anywhere=anywhere)
        else None
    )
    at = iso(state.clock.now())

    def respond() -> Response:
        ending = send() if send else not_called(url)
        if given is not None and ending.is_unknown_host:
            return _invalid().response
        return json_response(_told(ending, at))

    return Deferred(respond)


def _told(ending: Ending, at: str) -> dict[str, object]:
    return {
        "success": ending.reason == "OK",
        "timestamp": at,
        "statusCode": ending.status,
        "reason": ending.reason,
        "detail": ending.detail,
    }


def _own(state: State) -> Endpoint:
    endpoint = webhook_endpoint(state)
    if endpoint is None:
        raise refusal(404, "Webhook endpoint not found")
    return endpoint


def _url(value: object) -> str:
    """Return an endpoint that LINE takes."""
    if not isinstance(value, str) or RULES.body_breaches("webhook/endpoint", value):
        raise _invalid()
    return value


def _invalid() -> RefusedError:
    return refusal(400, "Invalid webhook endpoint URL")

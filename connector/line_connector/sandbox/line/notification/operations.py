"""LINE notification messages: to the user behind a phone number, friend or not.

LINE waits 24 hours for a user who has not said yet whether they agree; here such a message is
accepted and never arrives.
"""

from collections.abc import Mapping
from typing import Any

from line_connector.sandbox.exchange import Request, Response, json_response
from line_connector.sandbox.line.errors import DELIVERY_TAG_LENGTH, NOT_SENT, refusal
from line_connector.sandbox.line.message.checks import cross_check
from line_connector.sandbox.line.message.operations import delivered, sent_messages
from line_connector.sandbox.line.notification.phones import COUNTRIES, PhoneUser, phone_user
from line_connector.sandbox.line.notification.templates import check_template, duplicate_items
from line_connector.sandbox.line.operation import LineOperations
from line_connector.sandbox.line.quota.operations import count_sent
from line_connector.sandbox.line.user.users import status_of
from line_connector.sandbox.line.validation import read_body
from line_connector.sandbox.line.webhook.deliveries import send_events
from line_connector.sandbox.line.webhook.events import delivery_event
from line_connector.sandbox.received import deliver
from line_connector.sandbox.state import State

operations = LineOperations()

DELIVERY_TAG = "x-line-delivery-tag"


@operations.post("pushMessagesByPhone", "/bot/pnp/push")
def push_messages_by_phone(state: State, request: Request) -> Response:
    """Send messages to the user behind a phone number."""
    body = read_body(request, "notification/push", cross_check)
    content = {**delivered(body), **sent_messages(state, body["messages"])}
    _notify(state, request, body["to"], "pnp", content)
    return json_response({})


@operations.post("pushTemplatedMessageByPhone", "message/pnp/templated/push")
def push_templated_message_by_phone(state: State, request: Request) -> Response:
    """Send a message made from a template to the user behind a phone number."""
    body = read_body(request, "notification/templated", duplicate_items)
    check_template(state, body)
    message = {"templateKey": body["templateKey"], "body": body.get("body", {})}
    _notify(state, request, body["to"], "templated", {"message": message})
    return json_response({}, 202)


def _notify(
    state: State, request: Request, digest: str, kind: str, content: Mapping[str, Any]
) -> None:
    """Deliver to the user behind a phone number, if they are there and agreed."""
    tag = request.headers.get(DELIVERY_TAG)
    if tag is not None and not 16 <= len(tag) <= 100:
        raise refusal(400, DELIVERY_TAG_LENGTH)
    user = phone_user(state, digest)
    if user is None or not _is_served(state, user):
        raise refusal(422, NOT_SENT)
    if user.consent == "unset" or status_of(state, user.user_id) == "blocked":
        return
    now = state.clock.now()
    if tag is not None:
        content = {**content, "deliveryTag": tag}
    deliver(state, [user.user_id], via=kind, at=now, request_id=request.request_id, content=content)
    count_sent(state, kind, 1, now)
    send_events(state, [delivery_event(state, tag or user.digest)])


def _is_served(state: State, user: PhoneUser) -> bool:
    """Tell whether LINE takes messages for a user at all."""
    return (
        user.phone.startswith(COUNTRIES)
        and user.consent != "refused"
        and status_of(state, user.user_id) != "deleted"
    )

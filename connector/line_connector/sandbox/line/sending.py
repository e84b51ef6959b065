"""Push, multicast and broadcast; and the validation of messages without sending them."""

import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from line_connector.sandbox.exchange import Request, Response, json_response
from line_connector.sandbox.line.aggregation import assign_units
from line_connector.sandbox.line.errors import NOT_SENT, refusal
from line_connector.sandbox.line.people import (
    chat_members,
    friends,
    is_in_chat,
    reachable,
    user_exists,
)
from line_connector.sandbox.line.quota import check_quota, count_sent
from line_connector.sandbox.line.retry_keys import accept_once
from line_connector.sandbox.line.validation import read_body
from line_connector.sandbox.received import deliver
from line_connector.sandbox.state import State

QUOTABLE = {"text", "textV2", "sticker", "image", "video", "template", "flex"}


def push_message(state: State, request: Request) -> Response:
    """Send messages to one user, group or room."""
    body = read_body(request, "push")

    def send() -> Response:
        people = people_behind(state, body["to"])
        check_quota(state, len(people))
        sent = sent_messages(body["messages"])
        content = {**delivered(body), **assign_units(state, body), **sent}
        send_to(state, request, [body["to"]] if people else [], content, people=len(people))
        return json_response(sent)

    return accept_once(state, request, send)


def multicast(state: State, request: Request) -> Response:
    """Send messages to many users; those who cannot get them are skipped."""
    body = read_body(request, "multicast")

    def send() -> Response:
        people = reachable(state, body["to"])
        check_quota(state, len(people))
        content = {**delivered(body), **assign_units(state, body)}
        send_to(state, request, people, content, people=len(people))
        return json_response({})

    return accept_once(state, request, send)


def broadcast(state: State, request: Request) -> Response:
    """Send messages to all friends."""
    body = read_body(request, "broadcast")

    def send() -> Response:
        people = friends(state)
        check_quota(state, len(people))
        send_to(state, request, people, delivered(body), people=len(people))
        return json_response({})

    return accept_once(state, request, send)


def validate_messages(_: State, request: Request) -> Response:
    """Check messages as if they were to be sent."""
    read_body(request, "validate")
    return json_response({})


def people_behind(state: State, to: str) -> list[str]:
    """Return the people a message to a user, group or room reaches; refuse if LINE has none."""
    if to.startswith("U"):
        if not user_exists(state, to):
            raise refusal(400, NOT_SENT)
        return reachable(state, [to])
    if not is_in_chat(state, to):
        raise refusal(400, NOT_SENT)
    return chat_members(state, to)


def send_to(
    state: State,
    request: Request,
    recipients: Sequence[str],
    content: Mapping[str, Any],
    *,
    people: int,
) -> None:
    """Deliver to users or to a chat and count the people; the path's last word is the kind."""
    now = state.clock.now()
    kind = request.path.rpartition("/")[2]
    deliver(state, recipients, via=kind, at=now, request_id=request.request_id, content=content)
    count_sent(state, kind, people, now)


def delivered(body: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a recipient's chat keeps of a request."""
    silent = body.get("notificationDisabled")
    return {
        "messages": body["messages"],
        **({"notificationDisabled": silent} if silent is not None else {}),
    }


def sent_messages(messages: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Give each message its ID, and a quote token if it can be quoted."""
    return {"sentMessages": [_sent_message(message["type"]) for message in messages]}


def _sent_message(kind: str) -> dict[str, str]:
    # Message IDs have 18 digits today, and mean nothing.
    message_id = str(5 * 10**17 + secrets.randbelow(10**17))
    if kind not in QUOTABLE:
        return {"id": message_id}
    return {"id": message_id, "quoteToken": secrets.token_urlsafe(120)}

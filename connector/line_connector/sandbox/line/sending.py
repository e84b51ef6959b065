"""Push, multicast and broadcast; and the validation of messages without sending them."""

import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from line_connector.sandbox.exchange import Answer, Call, json_answer
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
from line_connector.sandbox.line.validation import read_request
from line_connector.sandbox.received import deliver
from line_connector.sandbox.state import State

QUOTABLE = {"text", "textV2", "sticker", "image", "video", "template", "flex"}


def push_message(state: State, call: Call) -> Answer:
    """Send messages to one user, group or room."""
    request = read_request(call, "push")

    def send() -> Answer:
        people = people_behind(state, request["to"])
        check_quota(state, len(people))
        sent = sent_messages(request["messages"])
        content = {**delivered(request), **assign_units(state, request), **sent}
        send_to(state, call, [request["to"]] if people else [], content, people=len(people))
        return json_answer(sent)

    return accept_once(state, call, send)


def multicast(state: State, call: Call) -> Answer:
    """Send messages to many users; those who cannot get them are skipped."""
    request = read_request(call, "multicast")

    def send() -> Answer:
        people = reachable(state, request["to"])
        check_quota(state, len(people))
        content = {**delivered(request), **assign_units(state, request)}
        send_to(state, call, people, content, people=len(people))
        return json_answer({})

    return accept_once(state, call, send)


def broadcast(state: State, call: Call) -> Answer:
    """Send messages to all friends."""
    request = read_request(call, "broadcast")

    def send() -> Answer:
        people = friends(state)
        check_quota(state, len(people))
        send_to(state, call, people, delivered(request), people=len(people))
        return json_answer({})

    return accept_once(state, call, send)


def validate_messages(_: State, call: Call) -> Answer:
    """Check messages as if they were to be sent."""
    read_request(call, "validate")
    return json_answer({})


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
    state: State, call: Call, recipients: Sequence[str], content: Mapping[str, Any], *, people: int
) -> None:
    """Deliver to users or to a chat and count the people; the path's last word is the kind."""
    now = state.clock.now()
    kind = call.path.rpartition("/")[2]
    deliver(state, recipients, via=kind, at=now, request_id=call.request_id, content=content)
    count_sent(state, kind, people, now)


def delivered(request: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a recipient's chat keeps of a request."""
    silent = request.get("notificationDisabled")
    return {
        "messages": request["messages"],
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

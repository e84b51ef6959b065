"""Sending messages, and checking them without sending; the loading animation; marks as read."""

from collections.abc import Mapping, Sequence
from typing import Any

from line_connector.sandbox.exchange import Request, Response, json_response
from line_connector.sandbox.line.aggregation.operations import assign_units
from line_connector.sandbox.line.errors import NOT_SENT, invalid_property, refusal
from line_connector.sandbox.line.group.chats import chat_members, is_in_chat
from line_connector.sandbox.line.insight.sends import remember_send
from line_connector.sandbox.line.message.checks import cross_check
from line_connector.sandbox.line.message.ids import new_message_id, new_quote_token
from line_connector.sandbox.line.message.loading import SECONDS, start_loading
from line_connector.sandbox.line.message.read_marks import mark_read, mark_read_by_token
from line_connector.sandbox.line.message.reply_tokens import use_reply_token
from line_connector.sandbox.line.message.retry_keys import accept_once
from line_connector.sandbox.line.operation import HOURLY, LineOperations
from line_connector.sandbox.line.quota.operations import check_quota, count_sent
from line_connector.sandbox.line.user.users import friends, reachable, user_exists
from line_connector.sandbox.line.validation import read_body
from line_connector.sandbox.rate_limits import Limit
from line_connector.sandbox.received import deliver
from line_connector.sandbox.state import State

operations = LineOperations()

QUOTABLE = {"text", "textV2", "sticker", "image", "video", "template", "flex"}


@operations.post("replyMessage", "message/reply")
def reply_message(state: State, request: Request) -> Response:
    """Send messages to where a reply token came from.

    Whether a request refused for its messages uses up the token is not documented; here it
    does not.
    """
    body = read_body(request, "message/reply", cross_check)
    to = use_reply_token(state, body["replyToken"])
    people = reachable(state, [to]) if to.startswith("U") else chat_members(state, to)
    sent = sent_messages(state, body["messages"])
    content = {**delivered(body), **sent}
    send_to(state, request, [to] if people else [], content, people=len(people))
    return json_response(sent)


@operations.post("pushMessage", "message/push", takes_retry_key=True)
def push_message(state: State, request: Request) -> Response:
    """Send messages to one user, group or room."""
    body = read_body(request, "message/push", cross_check)

    def accept() -> Response:
        people = _people_behind(state, body["to"])
        check_quota(state, len(people))
        sent = sent_messages(state, body["messages"])
        content = {**delivered(body), **assign_units(state, body), **sent}
        send_to(state, request, [body["to"]] if people else [], content, people=len(people))
        return json_response(sent)

    return accept_once(state, request, accept)


@operations.post("multicast", "message/multicast", limit=Limit(200, 1), takes_retry_key=True)
def multicast(state: State, request: Request) -> Response:
    """Send messages to many users; those who cannot get them are skipped."""
    body = read_body(request, "message/multicast", cross_check)

    def accept() -> Response:
        people = reachable(state, body["to"])
        check_quota(state, len(people))
        sent = sent_messages(state, body["messages"])
        content = {**delivered(body), **assign_units(state, body), **sent}
        send_to(state, request, people, content, people=len(people))
        return json_response({})

    return accept_once(state, request, accept)


@operations.post("broadcast", "message/broadcast", limit=HOURLY, takes_retry_key=True)
def broadcast(state: State, request: Request) -> Response:
    """Send messages to all friends."""
    body = read_body(request, "message/broadcast", cross_check)

    def accept() -> Response:
        people = friends(state)
        check_quota(state, len(people))
        content = {**delivered(body), **sent_messages(state, body["messages"])}
        send_to(state, request, people, content, people=len(people))
        return json_response({})

    return accept_once(state, request, accept)


@operations.post("validateReply", "message/validate/reply")
@operations.post("validatePush", "message/validate/push")
def validate_messages(_: State, request: Request) -> Response:
    """Check messages as if they were to be sent to one chat."""
    read_body(request, "message/validate", cross_check)
    return json_response({})


@operations.post("validateMulticast", "message/validate/multicast")
@operations.post("validateNarrowcast", "message/validate/narrowcast")
@operations.post("validateBroadcast", "message/validate/broadcast")
def validate_messages_to_many(_: State, request: Request) -> Response:
    """Check messages as if they were to be sent to many chats."""
    read_body(request, "message/validate-to-many", cross_check)
    return json_response({})


@operations.post("showLoadingAnimation", "chat/loading/start", limit=Limit(100, 1))
def show_loading_animation(state: State, request: Request) -> Response:
    """Show the animation; LINE accepts that even for users who will see nothing."""
    body = read_body(request, "message/loading")
    start_loading(state, body["chatId"], body.get("loadingSeconds", SECONDS))
    return json_response({}, 202)


@operations.post("markMessagesAsRead", "message/markAsRead")
def mark_messages_as_read(state: State, request: Request) -> Response:
    """Mark all messages of a user as read."""
    user_id = read_body(request, "message/read")["chat"]["userId"]
    if not user_exists(state, user_id):
        raise invalid_property("'chat.chatId'")
    mark_read(state, user_id, state.clock.now())
    return json_response({})


@operations.post("markMessagesAsReadByToken", "chat/markAsRead")
def mark_messages_as_read_by_token(state: State, request: Request) -> Response:
    """Mark the messages up to one as read."""
    mark_read_by_token(state, read_body(request, "message/read-by-token")["markAsReadToken"])
    return json_response({})


def _people_behind(state: State, to: str) -> list[str]:
    """Return the people a message to a user, group or room reaches; refuse if LINE has none."""
    if to.startswith("U"):
        people = reachable(state, [to])
        if not people and not user_exists(state, to):
            raise refusal(400, NOT_SENT)
        return people
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
    remember_send(state, request.request_id, content, kind=kind, people=people, at=now)


def delivered(body: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a recipient's chat keeps of a request."""
    silent = body.get("notificationDisabled")
    return {
        "messages": body["messages"],
        **({"notificationDisabled": silent} if silent is not None else {}),
    }


def sent_messages(state: State, messages: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Give each message its ID, and a quote token if it can be quoted."""
    return {"sentMessages": [_sent_message(state, message["type"]) for message in messages]}


def _sent_message(state: State, kind: str) -> dict[str, str]:
    message_id = new_message_id(state)
    if kind not in QUOTABLE:
        return {"id": message_id}
    return {"id": message_id, "quoteToken": new_quote_token(state)}

"""Tells whoever tapped or wrote what came of it."""

from __future__ import annotations

from line_connector.connector import Connector
from line_connector.errors import BadRequestError
from line_connector.events.event import Event
from line_connector.events.store import now
from line_connector.json_values import is_object
from line_connector.providers.line import retry_key_of

_LONGEST = 1000


def tell(connector: Connector, event: Event, text: str) -> None:
    """Reply to an event; where its reply token is too old, push to a user in a chat of their own.

    A push to a group would cost a message for each member.

    Raises:
        ConnectorError: the person is not told.
    """
    messages = [{"type": "text", "text": text[:_LONGEST]}]
    connection = event.account or None
    token = event.reply_token(now())
    if token is not None:
        try:
            reply = {"replyToken": token, "messages": messages}
            connector.run("reply_message", reply, connection)
        except BadRequestError:
            pass
        else:
            return
    if event.chat_id is not None and event.chat_id == event.user_id:
        key = retry_key_of("question told", event.channel, event.event_id)
        push = {"to": event.chat_id, "messages": messages, "retryKey": key}
        connector.run("push_message", push, connection)


def name_of(connector: Connector, event: Event) -> str | None:
    """Return the name of the person of an event; None where LINE does not tell it.

    Raises:
        ConnectorError: LINE cannot be asked.
    """
    chat, user = event.chat_id, event.user_id
    if user is None or chat is None:
        return None
    action, where = {
        "C": ("get_group_member_profile", {"groupId": chat}),
        "R": ("get_room_member_profile", {"roomId": chat}),
    }.get(chat[0], ("get_profile", {}))
    body = connector.run(action, {**where, "userId": user}, event.account or None).json_body
    name = body.get("displayName") if is_object(body) else None
    return name if isinstance(name, str) and name else None

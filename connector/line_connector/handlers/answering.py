"""Answers an event: with its reply token while that lives, else with a push."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from typing import Any

from line_connector.connector import Connector
from line_connector.errors import ApiError, BadRequestError, ConnectorError, InputError
from line_connector.events.event import Event
from line_connector.events.store import now
from line_connector.events.subscription import RejectedError
from line_connector.handlers.expressions import filled
from line_connector.providers.line import retry_key_of

LOG = logging.getLogger("line_connector.web")


class Answer:
    """Sends messages to where an event came from.

    A reply is free of charge and has no retry key, so it is tried at the first attempt only, and
    not followed by a push unless LINE refused it. The push has a retry key made of the event's ID:
    however often it is tried within 24 hours, it arrives once.

    Args:
        messages: a text, or message objects; with expressions over the event.
        connector: sends them; made when the first is.
        name: of the handler, for the log and the retry key.
    """

    def __init__(self, messages: Any, connector: Callable[[], Connector], name: str) -> None:
        self._messages = messages
        self._connector = connector
        self._name = name

    def handle(self, event: Event) -> None:
        """Answer an event.

        Raises:
            RejectedError: the event has no chat, or the messages are not valid.
            ConnectorError: it was not sent, or is not known to be.
        """
        messages = message_objects(self._messages, event)
        token = event.reply_token(now())
        if token is not None and self._reply(event, token, messages):
            return
        if event.chat_id is None:
            raise RejectedError("there is no chat to push to")
        key = retry_key_of("answer", self._name, event.channel, event.event_id)
        pushed = {"to": event.chat_id, "messages": messages, "retryKey": key}
        self._send("push_message", pushed, event)
        self._say(event, "pushed")

    def _reply(self, event: Event, token: str, messages: Any) -> bool:
        """Reply; return whether it was sent. A token that LINE refuses has sent nothing."""
        try:
            self._send("reply_message", {"replyToken": token, "messages": messages}, event)
        except BadRequestError as error:
            if "reply token" not in str(error).lower():
                raise RejectedError(str(error)) from None
            return False
        self._say(event, "replied")
        return True

    def _send(self, action: str, raw: Mapping[str, Any], event: Event) -> None:
        try:
            self._connector().run(action, raw, connection=event.account or None)
        except (InputError, ApiError, ConnectorError) as error:
            if not error.retryable and not isinstance(error, BadRequestError):
                raise RejectedError(str(error)) from None
            raise

    def _say(self, event: Event, how: str) -> None:
        fields = {"handler": self._name, "event": event.event_id, "attempt": event.attempt}
        LOG.info(how, extra={"fields": fields})


def message_objects(messages: Any, event: Event) -> Any:
    """Return messages with the values of the event; a text is a text message."""
    found = filled(messages, event)
    return [{"type": "text", "text": found}] if isinstance(found, str) else found

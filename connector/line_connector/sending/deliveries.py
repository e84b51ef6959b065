"""One push per recipient: all are checked, then each is sent and its outcome kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from line_connector.call import Call
from line_connector.connector import Connector
from line_connector.errors import ApiError, ConnectorError, SessionError, UnknownOutcomeError
from line_connector.outbox.calls import Outcome

ACTION = "push_message"
"""The action that sends; who may run it may send."""


class Delivery(NamedTuple):
    """A push to one recipient, and what came of it."""

    call: Call
    outcome: Outcome

    @property
    def to(self) -> str:
        """ID of the recipient."""
        return str(self.call.input["to"])

    @property
    def error(self) -> ConnectorError | None:
        """What it ended with; None where it was sent."""
        return self.outcome.error

    @property
    def status(self) -> str:
        """`sent`, `refused`, `unknown`, or `not_sent`: it was not possible to send it."""
        if self.outcome.status == "failed":
            return "refused" if isinstance(self.error, ApiError) else "not_sent"
        return {"done": "sent"}.get(self.outcome.status, self.outcome.status)

    @property
    def reason(self) -> str:
        """Why it was not sent, or is not known to be; empty where it was sent."""
        if isinstance(self.error, UnknownOutcomeError):
            return self.error.what  # its advice is about the one call
        return str(self.error or "")

    def to_dict(self) -> dict[str, Any]:
        """Return it as JSON: recipient, status, retry key, and the output or the error."""
        value = self.outcome.value
        told = {"output": value} if self.error is None else {"error": self.error.to_dict()}
        return {"to": self.to, "status": self.status, "retry_key": self.call.retry_key, **told}


def pushes(
    connector: Connector,
    recipients: Iterable[str],
    messages: Sequence[Mapping[str, Any]],
    *,
    key: str,
    silent: bool = False,
    connection: str | None = None,
) -> list[Call]:
    """Return one checked push for each recipient; nothing is sent.

    Args:
        connector: sends them.
        recipients: IDs of users, groups and rooms.
        messages: the message objects, the same for all.
        key: names what is sent. Each recipient's retry key is made from it, so that the same key
            sends nothing to anybody twice within 24 hours.
        silent: send without a push notification.
        connection: name of the connection; LINE's own if absent.

    Raises:
        InputError: a recipient or a message object is not valid.
        CredentialsError: the connection's fields are wrong.
    """
    more = {"notificationDisabled": True} if silent else {}
    calls = (
        connector.call(
            ACTION, {"to": to, "messages": [*messages], **more}, connection, ("send", key, to)
        )
        for to in dict.fromkeys(recipients)
    )
    return [replace(call, check=None) for call in calls]  # whoever sends to all checks all at once


def send_each(
    calls: Iterable[Call], make: Callable[[Call], Outcome] = lambda call: Outcome.done(call.send())
) -> Iterator[Delivery]:
    """Send pushes one after the other; yield what came of each.

    Where the provider cannot be reached or the credentials are refused, the others are not tried:
    they would end the same way.

    Args:
        calls: the pushes.
        make: sends one of them.
    """
    ended: ConnectorError | None = None
    for call in calls:
        if ended is not None:
            yield Delivery(call, Outcome.of(ended))
            continue
        try:
            yield Delivery(call, make(call))
        except ConnectorError as error:
            if error.exit_status == SessionError.exit_status:
                ended = error
            yield Delivery(call, Outcome.of(error))


def worst_error(deliveries: Iterable[Delivery]) -> ConnectorError | None:
    """Return the error with the highest exit status, the first of them; None if all were sent."""
    errors = [each.error for each in deliveries if each.error is not None]
    return max(errors, key=lambda error: error.exit_status, default=None)

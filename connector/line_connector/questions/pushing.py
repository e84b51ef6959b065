"""A question's cards and reminders are pushed, each with a retry key from the question's ID."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Engine

from line_connector.call import Call
from line_connector.connector import Connector
from line_connector.errors import ConnectorError, UnknownOutcomeError
from line_connector.events.backoff import Backoff
from line_connector.events.store import now
from line_connector.http.output import Output
from line_connector.json_values import is_list, is_object
from line_connector.providers.line import RETRY_KEY_LIFETIME
from line_connector.questions import sends
from line_connector.questions.card import card_of
from line_connector.questions.database import writing
from line_connector.questions.records import Record
from line_connector.questions.sends import REMINDER, Claimed

_BACKOFF = Backoff(first=2, longest=300)


def push_of(
    connector: Connector, record: Record, kind: str, recipient: str, connection: str | None
) -> Call:
    """Return the push of a card or a reminder, checked.

    However often and by whomever it is made, its retry key is the same.

    Raises:
        InputError: the recipient or the card is not valid.
        CredentialsError: the connection's fields are wrong.
    """
    message = card_of(record, recipient, is_reminder=kind == REMINDER)
    return connector.call(
        "push_message",
        {"to": recipient, "messages": [message]},
        connection,
        ("question", record.id, kind, recipient),
    )


def push(
    engine: Engine, connector: Connector, claimed: Claimed, connection: str | None
) -> ConnectorError | None:
    """Push what this process has claimed, and write down what came of it.

    What may pass later, or has an unknown outcome, is due again: its retry key sends it once.

    Returns:
        Why it was not sent, or is not known to be; None where it was sent.

    Raises:
        StoreError: what came of it cannot be written down; it is tried again by whoever finds it.
    """
    try:
        call = push_of(connector, claimed.record, claimed.kind, claimed.recipient, connection)
        output = call.send()
    except ConnectorError as error:
        with writing(engine) as db:
            state, due_at = _after(error, claimed)
            sends.settle(db, claimed.number, state, error=str(error), due_at=due_at)
        return error
    with writing(engine) as db:
        sends.settle(db, claimed.number, "sent", messages=_message_ids(output))
    return None


def _after(error: ConnectorError, claimed: Claimed) -> tuple[str, int | None]:
    """Return the state after an error, and when to try again."""
    is_unknown = isinstance(error, UnknownOutcomeError)
    due_at = now() + round(_BACKOFF.pause(claimed.attempts) * 1000)
    if due_at - claimed.begun_at > RETRY_KEY_LIFETIME * 1000:
        return "unknown" if is_unknown else "refused", None
    if is_unknown:
        return "doubtful", due_at
    return ("due", due_at) if error.retryable else ("refused", None)


def _message_ids(output: Output[Any]) -> list[str]:
    body = output.json_body
    sent = body.get("sentMessages") if is_object(body) else None
    return (
        [str(each["id"]) for each in sent if is_object(each) and "id" in each]
        if is_list(sent)
        else []
    )

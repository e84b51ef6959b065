"""The header `Idempotency-Key`, which makes it safe to send a request again, as a retry key.

A retry key made here belongs to one client and one action: its last four bytes are a hash of both
and of the bytes before them. So the same `Idempotency-Key` of two clients, or for two actions,
becomes two retry keys; and a retry key from a response is recognized when the client sends it back
as its `Idempotency-Key`, also after a restart.
"""

from __future__ import annotations

import re
import uuid
from typing import NamedTuple

from line_connector.call import Call
from line_connector.errors import InputError
from line_connector.models.line.ids import UUID
from line_connector.providers.line import retry_key_of
from line_connector.schema.problems import Problem
from line_connector.services.actions.headers import IDEMPOTENCY_KEY

_UUID = re.compile(UUID)
_TEXT = re.compile(r"[\x21-\x7e](?:[\x20-\x7e]{0,253}[\x21-\x7e])?")


class KeyedCall(NamedTuple):
    """A checked call with the retry key of its request."""

    call: Call

    retryable: bool
    """Whether the request can be sent again as it is, without sending the message twice."""

    has_new_key: bool = False
    """Whether the retry key was made for this request, so that no client knows it yet."""

    is_event: bool = False
    """Whether the key names an event, such as an alert, whatever is told of it."""


def keyed_call(call: Call, header: str | None, client: str) -> KeyedCall:
    """Return a call with the retry key that the header stands for, or with one of the client's.

    Args:
        call: the checked call.
        header: the value of `Idempotency-Key`, if there is one.
        client: the client's name.

    Raises:
        InputError: the header is malformed, the input has another key, or the action takes none
            and is not idempotent: a promise that cannot be kept is not made.
    """
    action = call.spec.name
    text = key_name(header)
    if text is None:
        if call.retry_key is None or call.has_own_key:
            return KeyedCall(call, retryable=call.has_own_key)
        own = _retry_key(client, action, uuid.UUID(call.retry_key))
        return KeyedCall(call.with_retry_key(own), retryable=False, has_new_key=True)
    if call.retry_key is None:
        if call.spec.action.is_idempotent():
            return KeyedCall(call, retryable=True)
        raise InputError(
            f"{IDEMPOTENCY_KEY}: {action} takes no retry key, so a retry would run it a second "
            "time; leave the header out, and check the outcome before you retry"
        )
    key = _key_for(client, action, text)
    if call.has_own_key and call.retry_key != key:
        problem = Problem(
            ("retryKey",), f"must be left out, or be what {IDEMPOTENCY_KEY} stands for"
        )
        raise InputError.of([problem])
    return KeyedCall(call.with_retry_key(key), retryable=True)


def key_name(header: str | None) -> str | None:
    """Return the name in the header, without its quotes; None where there is no header.

    Raises:
        InputError: it is malformed.
    """
    if header is None:
        return None
    text = header.strip().strip('"')  # the header's draft standard has it in quotes
    if not _TEXT.fullmatch(text):
        raise InputError(f"{IDEMPOTENCY_KEY}: must be 1 to 255 printable ASCII characters")
    return text


def key_for(client: str, action: str, text: str | None) -> str:
    """Return the key that a client's `Idempotency-Key` stands for; a new one if there is none."""
    if text is None:
        return _retry_key(client, action, uuid.uuid4())
    return _key_for(client, action, text)


def _key_for(client: str, action: str, text: str) -> str:
    """Return the retry key that a client's `Idempotency-Key` stands for."""
    if _UUID.fullmatch(text):
        own = uuid.UUID(text)
        if _retry_key(client, action, own) == str(own):
            return str(own)
    return _retry_key(client, action, uuid.UUID(retry_key_of("http", client, action, text)))


def _retry_key(client: str, action: str, base: uuid.UUID) -> str:
    """Return a retry key: a UUID whose last bytes mark it as this client's, for this action."""
    own = retry_key_of("http", client, action, base.bytes[:12].hex())
    return str(uuid.UUID(bytes=base.bytes[:12] + uuid.UUID(own).bytes[12:]))

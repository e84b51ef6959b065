"""The header `Idempotency-Key`, which makes it safe to send a request again, as a retry key.

A retry key made here belongs to one client and one action: its last four bytes are a hash of both
and of the bytes before them. So the same `Idempotency-Key` of two clients, or for two actions,
stands for different retry keys; and a retry key that was told in an answer is known again when the
client sends it back as its `Idempotency-Key`, also after a restart.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping
from typing import Any, NamedTuple

from line_connector.errors import InputError
from line_connector.manifest import ActionSpec
from line_connector.models.line.ids import UUID
from line_connector.retry_keys import retry_key_in, retry_key_of, with_retry_key
from line_connector.schema.problems import Problem
from line_connector.services.actions.headers import IDEMPOTENCY_KEY

_UUID = re.compile(UUID)
_TEXT = re.compile(r"[\x21-\x7e](?:[\x20-\x7e]{0,253}[\x21-\x7e])?")


class Keyed(NamedTuple):
    """An input with its retry key."""

    raw: dict[str, Any]

    retryable: bool
    """Whether the request that it came with can be sent again as it is, and goes out once."""

    @property
    def retry_key(self) -> str | None:
        """The key; None where the action takes none, or what the input has there is none."""
        key: Any = retry_key_in(self.raw)
        return key if isinstance(key, str) and _UUID.fullmatch(key) else None


def with_idempotency_key(
    spec: ActionSpec, raw: Mapping[str, Any], header: str | None, client: str
) -> Keyed:
    """Return an action's input with the retry key that the header stands for, or with a new one.

    Raises:
        InputError: the header is no key, the input has another one, or the action takes none and
            repeating it would do it twice: a promise that cannot be kept is not made.
    """
    if header is None:
        new = _retry_key(client, spec.name, uuid.uuid4())
        given = with_retry_key(spec.action, raw)
        made = given.get("retryKey") is not raw.get("retryKey")
        return Keyed({**given, "retryKey": new} if made else given, bool(retry_key_in(raw)))
    text = header.strip().strip('"')  # the header's draft standard has it in quotes
    if not _TEXT.fullmatch(text):
        raise InputError(f"{IDEMPOTENCY_KEY}: must be 1 to 255 printable ASCII characters")
    if not spec.action.takes_retry_key():
        if spec.action.is_idempotent():
            return Keyed(dict(raw), retryable=True)
        raise InputError(
            f"{IDEMPOTENCY_KEY}: {spec.name} takes no retry key, so a repeat would be carried out "
            "again; leave the header out, and do not repeat it unseen"
        )
    key = _key_for(client, spec.name, text)
    if (retry_key_in(raw) or key) != key:
        problem = Problem(
            ("retryKey",), f"must be left out, or be what {IDEMPOTENCY_KEY} stands for"
        )
        raise InputError.of([problem])
    given = {name: value for name, value in raw.items() if name != "retry_key"}
    return Keyed({**given, "retryKey": key}, retryable=True)


def _key_for(client: str, action: str, text: str) -> str:
    """Return the retry key that a client's `Idempotency-Key` stands for."""
    if _UUID.fullmatch(text):
        given = uuid.UUID(text)
        if _retry_key(client, action, given) == str(given):
            return str(given)
    return _retry_key(client, action, uuid.UUID(retry_key_of("http", client, action, text)))


def _retry_key(client: str, action: str, base: uuid.UUID) -> str:
    """Return a retry key: a UUID, with its last bytes telling whose it is."""
    own = retry_key_of("http", client, action, base.bytes[:12].hex())
    return str(uuid.UUID(bytes=base.bytes[:12] + uuid.UUID(own).bytes[12:]))

"""The header `Idempotency-Key`, which makes it safe to send a request again, as a retry key."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from line_connector.adapters.http.headers import IDEMPOTENCY_KEY
from line_connector.errors import InputError
from line_connector.manifest import ActionSpec
from line_connector.models.ids import UUID
from line_connector.models.validation import Problem
from line_connector.retry_keys import retry_key_in, retry_key_of, with_retry_key

_UUID = re.compile(UUID)
_TEXT = re.compile(r"[\x21-\x7e](?:[\x20-\x7e]{0,253}[\x21-\x7e])?")


class Keyed(NamedTuple):
    """An input with its retry key."""

    raw: dict[str, Any]

    repeatable: bool
    """Whether the request that it came with can be sent again as it is, and goes out once."""

    @property
    def retry_key(self) -> str | None:
        """The key, once the input was found right; None where the action takes none."""
        return retry_key_in(self.raw)


def with_idempotency_key(
    spec: ActionSpec, raw: Mapping[str, Any], header: str | None, client: str
) -> Keyed:
    """Return an action's input with the retry key that the header stands for.

    A UUID is the key itself. Any other text becomes one of this client's and this action's own, so
    that two clients that count from 1 never share a key.

    Raises:
        InputError: the header is no key, the input has another one, or the action takes none and
            repeating it would do it twice: a promise that cannot be kept is not made.
    """
    if header is None:
        return Keyed(with_retry_key(spec.action, raw), bool(retry_key_in(raw)))
    text = header.strip().strip('"')  # the header's draft standard has it in quotes
    if not _TEXT.fullmatch(text):
        raise InputError(f"{IDEMPOTENCY_KEY}: must be 1 to 255 printable ASCII characters")
    if not spec.action.takes_retry_key():
        if spec.action.is_repeatable():
            return Keyed(dict(raw), repeatable=True)
        raise InputError(
            f"{IDEMPOTENCY_KEY}: {spec.name} takes no retry key, so a repeat would be carried out "
            "again; leave the header out, and do not repeat it unseen"
        )
    key = text if _UUID.fullmatch(text) else retry_key_of("http", client, spec.name, text)
    if (retry_key_in(raw) or key) != key:
        problem = Problem("retryKey", f"must be left out, or be what {IDEMPOTENCY_KEY} stands for")
        raise InputError.of([problem])
    given = {name: value for name, value in raw.items() if name != "retry_key"}
    return Keyed({**given, "retryKey": key}, repeatable=True)

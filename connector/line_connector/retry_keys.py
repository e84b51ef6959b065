"""Retry keys made from what a call is to the platform that makes it.

A platform that runs a step again because it believes the first run lost has to send the same key:
then the message goes out once, however often the step runs. So the key comes from the platform's
own name of the step's run, never from chance or the clock.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from line_connector.action import Action

_NAMESPACE = uuid.UUID("8d5f2c1e-55a4-4d0e-9b57-0c1f6a3f7e21")
"""Ours alone, and fixed: another one would send again what was sent already."""


def retry_key_of(*identity: str) -> str:
    """Return the retry key of a call.

    Args:
        identity: what names the call and nothing else: a run, a step in it, an item of the step. A
            random key if absent.
    """
    if not identity:
        return str(uuid.uuid4())
    # The length goes before each part, or ("a", "bc") and ("ab", "c") would share a key.
    return str(uuid.uuid5(_NAMESPACE, "|".join(f"{len(part)}:{part}" for part in identity)))


def with_retry_key(
    action: type[Action[Any, Any]], raw: Mapping[str, Any], *identity: str
) -> dict[str, Any]:
    """Return an action's raw input with its retry key, so that the key is known before the call.

    Args:
        action: the class; one that takes no retry key leaves the input as it is.
        raw: the input; a key in it stays.
        identity: what names the call, see `retry_key_of`; a new key is made if absent.
    """
    given = dict(raw)
    if action.takes_retry_key() and not given.get("retry_key") and not given.get("retryKey"):
        given.pop("retry_key", None)
        given["retryKey"] = retry_key_of(*identity)
    return given


def retry_key_in(raw: Mapping[str, Any]) -> str | None:
    """Return the retry key that a raw input carries, under either of its names."""
    return raw.get("retryKey") or raw.get("retry_key")

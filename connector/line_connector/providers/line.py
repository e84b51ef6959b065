"""Facts of the LINE Messaging API that the kernel needs, and the retry keys it sends."""

from __future__ import annotations

import uuid

RETRY_KEY_HEADER = "X-Line-Retry-Key"
"""LINE refuses it on operations that take no retry key, so only a request with a key carries it."""

RETRY_KEY_LIFETIME = 23 * 3600
"""Seconds for which a retry key keeps a message from being sent twice: LINE's 24 hours, less one
for clocks that differ."""

REQUEST_ID_HEADER = "x-line-request-id"
"""The ID of a request, to be named when asking LINE about it."""

ACCEPTED_REQUEST_ID_HEADER = "x-line-accepted-request-id"
"""The ID of the earlier request that a retry key was accepted with (status 409)."""

MONTHLY_LIMIT = "monthly limit"
"""Words of the 429 of an exhausted quota: a rate limit has the same status."""

_NAMESPACE = uuid.UUID("8d5f2c1e-55a4-4d0e-9b57-0c1f6a3f7e21")
"""Ours alone, and fixed: another one would send again what was sent already."""


def retry_key_of(*identity: str) -> str:
    """Return the retry key of a call.

    A platform that runs a step again because it believes the first run lost has to send the same
    key: then the message goes out once, however often the step runs. So the key comes from the
    platform's own name of the step's run, never from chance or the clock.

    Args:
        identity: what names the call and nothing else: a run, a step in it, an item of the step. A
            random key if absent.
    """
    if not identity:
        return str(uuid.uuid4())
    # The length goes before each part, or ("a", "bc") and ("ab", "c") would share a key.
    return str(uuid.uuid5(_NAMESPACE, "|".join(f"{len(part)}:{part}" for part in identity)))

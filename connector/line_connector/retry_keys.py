"""Retry keys made from what a call is to the platform that makes it.

A platform that runs a step again because it believes the first run lost has to send the same key:
then the message goes out once, however often the step runs. So the key comes from the platform's
own name of the step's run, never from chance or the clock.
"""

from __future__ import annotations

import uuid

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

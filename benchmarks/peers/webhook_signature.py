"""How LINE signs the webhooks that peers read."""

from __future__ import annotations

import base64
import hashlib
import hmac

SECRET = "8c570fa6dd201bb328f1c1eac23a96d8"


def signed(body: bytes) -> str:
    """Return the header `x-line-signature` of a body."""
    digest = hmac.new(SECRET.encode(), body, hashlib.sha256).digest()
    return base64.b64encode(digest).decode()

"""Tokens of URLs: which content, under which name, until when; signed, and nothing else is served.

A token is 92 letters of base64url, all of whose bits count: 5 bytes of expiry, the SHA-256 of the
content, and an HMAC-SHA-256 over these and the name.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import re
from typing import NamedTuple

_EXPIRY = 5
_DIGEST = 32
_LENGTH = 92
_TOKEN = re.compile(rf"[A-Za-z0-9_-]{{{_LENGTH}}}")
_PURPOSE = b"line-connector media 1\0"
"""Part of what is signed, so that a signature with the same key for something else is none here."""


class Grant(NamedTuple):
    """What a token allows to read."""

    digest: str
    """SHA-256 of the content, in hexadecimal."""

    expires_at: int
    """Seconds since 1970."""


class Signer:
    """Makes and checks tokens.

    Args:
        key: the secret that they are signed with.
    """

    def __init__(self, key: bytes) -> None:
        self._key = key

    def token(self, grant: Grant, name: str) -> str:
        """Return the token of a content under a name."""
        signed = grant.expires_at.to_bytes(_EXPIRY, "big") + bytes.fromhex(grant.digest)
        return base64.urlsafe_b64encode(signed + self._signature(signed, name)).decode()

    def grant(self, token: str, name: str, now: float) -> Grant | None:
        """Return what a token allows; None where it is not ours, of another name, or expired."""
        if not _TOKEN.fullmatch(token):
            return None
        try:
            content = base64.urlsafe_b64decode(token)
        except binascii.Error:
            return None
        signed, signature = content[: _EXPIRY + _DIGEST], content[_EXPIRY + _DIGEST :]
        if not hmac.compare_digest(signature, self._signature(signed, name)):
            return None
        expires_at = int.from_bytes(signed[:_EXPIRY], "big")
        return Grant(signed[_EXPIRY:].hex(), expires_at) if now < expires_at else None

    def _signature(self, signed: bytes, name: str) -> bytes:
        message = _PURPOSE + signed + name.encode("utf-8", "surrogatepass")
        return hmac.new(self._key, message, hashlib.sha256).digest()

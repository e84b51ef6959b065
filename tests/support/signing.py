"""A channel's assertion signing key, and what is signed with it."""

from __future__ import annotations

import time
from functools import cache
from typing import Any

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

CHANNEL_ID = "1000000001"


@cache
def private_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, 2048)


def private_pem() -> str:
    return (
        private_key()
        .private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        .decode()
    )


def public_jwk() -> dict[str, Any]:
    """The public half, as the LINE Developers Console takes it."""
    jwk = jwt.algorithms.RSAAlgorithm.to_jwk(private_key().public_key(), as_dict=True)
    return {"kty": "RSA", "alg": "RS256", "use": "sig", "n": jwk["n"], "e": jwk["e"]}


def signed(kid: str, **claims: Any) -> str:
    """An assertion of the sandbox's channel."""
    payload = {
        "iss": CHANNEL_ID,
        "sub": CHANNEL_ID,
        "aud": "https://api.line.me/",
        "exp": int(time.time()) + 600,
        **claims,
    }
    return jwt.encode(payload, private_key(), algorithm="RS256", headers={"kid": kid})

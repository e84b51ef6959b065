"""OAuth2 client credentials, proven by a JWT that a private key signs."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from line_connector.auth.client_credentials import ClientCredentials
from line_connector.errors import CredentialsError
from line_connector.installing import how_to_install

if TYPE_CHECKING:
    import requests

ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"

ASSERTION_LIFETIME = 300
"""Seconds a signed assertion is good for; LINE allows 1800."""

TOKEN_LIFETIME = 900
"""Seconds asked for in an assertion; LINE's stateless tokens live no longer."""


class ClientAssertion(ClientCredentials):
    """LINE's stateless channel token for an assertion signing key (RS256)."""

    needs = ("client_id", "private_key")
    takes = ("token_url", "key_id", "audience")

    def form(self) -> dict[str, Any]:
        """Return what `fetch_token` is to put into the form."""
        return {
            "include_client_id": False,
            "auth": _no_basic_auth,
            "client_assertion_type": ASSERTION_TYPE,
            "client_assertion": self._assertion(),
        }

    def _assertion(self) -> str:
        try:
            import jwt
        except ImportError:
            raise CredentialsError(
                f"a private key needs one more package: {how_to_install('jwt')}"
            ) from None

        values = self.connection.values
        client_id = self.connection.secret("client_id")
        claims = {
            "iss": client_id,
            "sub": client_id,
            "aud": values.get("audience"),
            "exp": int(time.time()) + ASSERTION_LIFETIME,
            "token_exp": TOKEN_LIFETIME,
        }
        try:
            key, key_id = _private_key(values["private_key"])
            key_id = values.get("key_id") or key_id
            # Signed also without an ID: a key that is none is the first thing to tell.
            headers = {"kid": str(key_id)} if key_id else None
            assertion = jwt.encode(claims, key, algorithm="RS256", headers=headers)
        except (ValueError, TypeError, jwt.PyJWTError):
            raise CredentialsError(
                f"connection {self.connection.name}, private_key: "
                "must be an RSA private key, as PEM or as a JWK"
            ) from None
        if not key_id:
            raise CredentialsError(
                f"connection {self.connection.name}, key_id: is missing: "
                "LINE Developers Console shows it where the public key was registered"
            )
        return assertion


def _private_key(value: Any) -> tuple[Any, str | None]:
    """Return a key that PyJWT signs with, and the key ID where a JWK carries one."""
    import jwt

    text = json.dumps(value) if isinstance(value, Mapping) else str(value)
    if not text.lstrip().startswith("{"):
        return text, None
    jwk = json.loads(text)
    return jwt.PyJWK.from_dict(jwk, algorithm="RS256").key, jwk.get("kid")


def _no_basic_auth(request: requests.PreparedRequest) -> requests.PreparedRequest:
    """Keep requests-oauthlib from adding a Basic header when no client ID goes into the form."""
    return request

"""JWT assertions: a channel proves who it is with a key registered for it."""

import json
from collections.abc import Mapping
from typing import Any

import jwt

from line_connector.sandbox.line.errors import oauth_error, refusal
from line_connector.sandbox.state import State

AUDIENCE = "https://api.line.me/"
LONGEST_LIFE = 30 * 60


def register_channel_key(state: State, jwk: Mapping[str, Any]) -> str:
    """Register a public JWK for the channel and return the key ID its JWTs must name."""
    kid = state.random.uuid()
    state.db.execute("INSERT INTO channel_keys VALUES (?, ?)", (kid, json.dumps(jwk)))
    return kid


def claims_of(state: State, assertion: str) -> Mapping[str, Any]:
    """Return what a JWT claims; refuse one that does not prove it comes from the channel.

    Only the texts for an unknown key, a wrong issuer and a wrong expiry are LINE's.
    """
    try:
        kid = jwt.get_unverified_header(assertion).get("kid")
    except jwt.InvalidTokenError:
        raise oauth_error("invalid_client", "Invalid client_assertion") from None
    row = state.db.execute("SELECT jwk FROM channel_keys WHERE kid = ?", (kid,)).fetchone()
    if row is None:
        raise refusal(404, "Cannot find channel key that satisfies the conditions")
    claims = _verified_claims(assertion, row[0])
    if {claims.get("iss"), claims.get("sub")} != {state.channel.channel_id}:
        raise oauth_error("invalid_client", "iss and clientId of key do not match")
    now = state.clock.now()
    expiry = claims.get("exp")
    if not isinstance(expiry, (int, float)) or not now < expiry <= now + LONGEST_LIFE:
        raise oauth_error("invalid_client", "Invalid exp")
    return claims


def _verified_claims(assertion: str, jwk: str) -> dict[str, Any]:
    try:
        return jwt.decode(
            assertion,
            jwt.PyJWK.from_json(jwk, algorithm="RS256").key,
            algorithms=["RS256"],
            audience=AUDIENCE,
            # The expiry is measured by the sandbox's clock, which PyJWT does not know.
            options={"verify_exp": False, "verify_iat": False, "verify_nbf": False},
        )
    except jwt.InvalidAudienceError:
        raise oauth_error("invalid_client", "Invalid aud") from None
    except jwt.InvalidTokenError:
        raise oauth_error("invalid_client", "Invalid signature") from None

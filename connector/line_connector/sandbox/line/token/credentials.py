"""How a channel proves who it is to the token endpoints: its secret, or a signed assertion."""

from collections.abc import Mapping
from typing import Any

from line_connector.sandbox.exchange import RefusedError
from line_connector.sandbox.line.errors import oauth_error
from line_connector.sandbox.state import State

ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"


def has_assertion(fields: Mapping[str, str]) -> bool:
    """Tell whether a form or query has an assertion, and says so."""
    return fields.get("client_assertion_type") == ASSERTION_TYPE and "client_assertion" in fields


def check_assertion(state: State, fields: Mapping[str, str]) -> Mapping[str, Any]:
    """Return what the assertion in a form or query claims; refuse one that proves nothing."""
    if not has_assertion(fields):
        raise parameters_missed()
    # PyJWT is only loaded for those who sign: it takes a fifth of a second.
    from line_connector.sandbox.line.token.assertions import claims_of

    return claims_of(state, fields["client_assertion"])


def check_secret(state: State, fields: Mapping[str, str]) -> None:
    """Refuse a form whose channel ID or secret is wrong, as the endpoints v2 do."""
    if "client_id" not in fields or "client_secret" not in fields:
        raise parameters_missed()
    if fields["client_id"] != state.channel.channel_id:
        raise oauth_error("invalid_client", "invalid client_id")
    if fields["client_secret"] != state.channel.secret:
        raise oauth_error("invalid_client", "invalid client_secret")


def parameters_missed() -> RefusedError:
    """Make the error for a form or query without what it needs."""
    return oauth_error("invalid_request", "some parameters missed or invalid")

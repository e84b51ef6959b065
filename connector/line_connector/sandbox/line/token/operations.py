"""Channel access tokens: issuing stateless ones, and checking the one of a request."""

import secrets
from urllib.parse import parse_qsl

from line_connector.sandbox.exchange import Request, Response, json_response
from line_connector.sandbox.line.errors import (
    FAILED_AUTHENTICATION,
    NO_AUTHORIZATION,
    oauth_error,
    refusal,
)
from line_connector.sandbox.line.operation import Operation
from line_connector.sandbox.line.seeds import CHANNEL_ID, CHANNEL_SECRET, LONG_LIVED_TOKEN
from line_connector.sandbox.line.settings import LineSettings
from line_connector.sandbox.state import State

ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"


def issue_stateless_channel_token(state: State, request: Request) -> Response:
    """Issue a token for the channel's ID and secret, or for a JWT signed with its key."""
    form = dict(parse_qsl(request.body.decode("utf-8", errors="replace"), keep_blank_values=True))
    if form.get("grant_type") != "client_credentials":
        raise _parameters_missed()
    if form.get("client_assertion_type") == ASSERTION_TYPE and "client_assertion" in form:
        # PyJWT is only loaded for those who sign: it takes a fifth of a second.
        from line_connector.sandbox.line.token.assertions import check_assertion

        check_assertion(state, form["client_assertion"])
    elif "client_id" in form and "client_secret" in form:
        _check_secret(form["client_id"], form["client_secret"])
    else:
        raise _parameters_missed()
    lifetime = state.settings(LineSettings).token_lifetime
    token = f"eyJ{secrets.token_urlsafe(96)}"
    state.db.execute("INSERT INTO tokens VALUES (?, ?)", (token, state.clock.now() + lifetime))
    # A lifetime under a second is for tests; `expires_in` stays the integer LINE sends.
    issued = {"token_type": "Bearer", "access_token": token, "expires_in": int(lifetime)}
    return json_response(issued)


def check_token(state: State, request: Request) -> None:
    """Refuse a request without a channel access token that is valid now."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise refusal(401, NO_AUTHORIZATION)
    if token == LONG_LIVED_TOKEN:
        return
    live = state.db.execute(
        "SELECT 1 FROM tokens WHERE token = ? AND expires_at > ?", (token, state.clock.now())
    )
    if live.fetchone() is None:
        raise refusal(401, FAILED_AUTHENTICATION)


def _check_secret(client_id: str, client_secret: str) -> None:
    if (client_id, client_secret) != (CHANNEL_ID, CHANNEL_SECRET):
        raise oauth_error("invalid_request", "Invalid 'client_credentials'.")


def _parameters_missed() -> Exception:
    return oauth_error("invalid_request", "some parameters missed or invalid")


OPERATIONS = (
    Operation(
        "issueStatelessChannelToken",
        "POST",
        "/oauth2/v3/token",
        issue_stateless_channel_token,
        needs_token=False,
    ),
)

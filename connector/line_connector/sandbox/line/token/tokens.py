"""The channel access tokens that were issued."""

import secrets

from line_connector.sandbox.exchange import Request
from line_connector.sandbox.line.errors import FAILED_AUTHENTICATION, NO_AUTHORIZATION, refusal
from line_connector.sandbox.line.seeds import LONG_LIVED_TOKEN
from line_connector.sandbox.state import State


def issue_token(state: State, lifetime: float) -> str:
    """Issue a token that is valid for some seconds."""
    token = f"eyJ{secrets.token_urlsafe(96)}"
    state.db.execute("INSERT INTO tokens VALUES (?, ?)", (token, state.clock.now() + lifetime))
    return token


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

"""The channel access tokens that were issued."""

import re
from typing import Literal, NamedTuple

from line_connector.sandbox.exchange import Request
from line_connector.sandbox.line.errors import FAILED_AUTHENTICATION, NO_AUTHORIZATION, refusal
from line_connector.sandbox.state import State

Kind = Literal["stateless", "v2.1", "short-lived", "long-lived"]

MOST_LIVE = 30
"""Live tokens of one kind, where LINE limits their number."""

NEVER = 3_138_007_490
"""Seconds that LINE says a long-lived token has left."""

_JWS_HEADER = "eyJhbGciOiJIUzI1NiJ9"
_IS_JWS = re.compile(r"[\w-]+\.[\w-]+\.[\w-]+", re.ASCII)


class Token(NamedTuple):
    """A token that was issued and not revoked."""

    number: int
    token: str
    kind: Kind
    key_id: str | None
    expires_at: float | None

    def seconds_left(self, now: float) -> float:
        """Return for how long it is valid yet; below 0 if it is not."""
        return NEVER if self.expires_at is None else self.expires_at - now


def seed_long_lived_token(state: State) -> None:
    """Issue the token that a channel starts with."""
    _insert(state, state.channel.token, "long-lived", None, None)


def issue_token(state: State, kind: Kind, lifetime: float, key_id: str | None = None) -> str:
    """Issue a token that is valid for some seconds."""
    token = _new_short_lived(state) if kind == "short-lived" else _new_jws(state)
    _insert(state, token, kind, key_id, state.clock.now() + lifetime)
    return token


def live_tokens(state: State, kind: Kind) -> list[Token]:
    """Return the tokens of a kind that are valid now, the oldest first."""
    rows = state.db.execute(
        "SELECT * FROM tokens WHERE kind = ? AND expires_at > ? ORDER BY number",
        (kind, state.clock.now()),
    )
    return [Token(*row) for row in rows]


def find_token(state: State, token: str, *kinds: Kind) -> Token | None:
    """Return a token of one of some kinds; none if it was never issued, or is revoked."""
    row = state.db.execute("SELECT * FROM tokens WHERE token = ?", (token,)).fetchone()
    return Token(*row) if row is not None and row[2] in kinds else None


def revoke_token(state: State, token: Token) -> None:
    """Make a token one that is not known."""
    state.db.execute("DELETE FROM tokens WHERE number = ?", (token.number,))


def is_jws(token: str) -> bool:
    """Tell whether a token has the form of a signed one."""
    return _IS_JWS.fullmatch(token) is not None


def check_token(state: State, request: Request) -> None:
    """Refuse a request without a channel access token that is valid now."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise refusal(401, NO_AUTHORIZATION)
    live = state.db.execute(
        "SELECT 1 FROM tokens WHERE token = ? AND (expires_at IS NULL OR expires_at > ?)",
        (token, state.clock.now()),
    )
    if live.fetchone() is None:
        raise refusal(401, FAILED_AUTHENTICATION)


def _insert(
    state: State, token: str, kind: Kind, key_id: str | None, expires_at: float | None
) -> None:
    state.db.execute(
        "INSERT INTO tokens VALUES (NULL, ?, ?, ?, ?)", (token, kind, key_id, expires_at)
    )


def _new_jws(state: State) -> str:
    return f"{_JWS_HEADER}.{state.random.token_urlsafe(96)}.{state.random.token_urlsafe(32)}"


def _new_short_lived(state: State) -> str:
    return state.random.token_urlsafe(126).replace("-", "+").replace("_", "/") + "="

"""Reply tokens: each for one reply, soon after the webhook that it came with."""

from line_connector.sandbox.line.errors import UNUSABLE_REPLY, refusal
from line_connector.sandbox.state import State

LIFETIME = 60.0
"""Seconds after a webhook was sent, or sent again."""

LATEST = 20 * 60.0
"""Seconds after the event itself, however often it is sent again."""


def issue_reply_token(state: State, chat_id: str) -> str:
    """Make the token that a webhook event from a user, group or room carries."""
    token = state.random.token_hex(16)
    expires_at = state.clock.now() + LIFETIME
    state.db.execute("INSERT INTO reply_tokens VALUES (?, ?, ?)", (token, chat_id, expires_at))
    return token


def renew_reply_token(state: State, token: str, occurred_at: float) -> None:
    """Let a token that nobody used be used again: the webhook that it came with is sent now."""
    state.db.execute(
        "UPDATE reply_tokens SET expires_at = ? WHERE token = ?",
        (min(state.clock.now() + LIFETIME, occurred_at + LATEST), token),
    )


def use_reply_token(state: State, token: str) -> str:
    """Use a token up, and return the user, group or room it is for; refuse any other."""
    row = state.db.execute(
        "SELECT chat_id FROM reply_tokens WHERE token = ? AND expires_at > ?",
        (token.encode(errors="replace").decode(), state.clock.now()),
    ).fetchone()
    if row is None:
        raise refusal(400, UNUSABLE_REPLY)
    state.db.execute("DELETE FROM reply_tokens WHERE token = ?", (token,))
    return str(row[0])

"""Authorization codes: an account's administrator agreed to the module channel."""

import base64
import hashlib
import json
from collections.abc import Mapping
from typing import Any

from line_connector.sandbox.line.errors import oauth_error
from line_connector.sandbox.state import State

LIFETIME = 600
"""Seconds a code is valid; LINE does not say for how long."""

REPEATED = ("redirect_uri", "region", "basic_search_id", "scope", "brand_type")
"""Parameters of the authorization URL that attaching has to repeat."""


def issue_code(state: State, bot_id: str, consent: Mapping[str, Any]) -> str:
    """Issue a code, as the administrator's consent does."""
    code = state.random.token_hex(8)
    state.db.execute(
        "INSERT INTO module_codes VALUES (?, ?, ?, ?)",
        (code, bot_id, json.dumps(consent), state.clock.now() + LIFETIME),
    )
    return code


def redeem_code(state: State, form: Mapping[str, str]) -> tuple[str, list[str]]:
    """Use a code up; return the account's bot and the permissions.

    The texts of the refusals are ours.
    """
    row = state.db.execute(
        "SELECT bot_id, consent FROM module_codes WHERE code = ? AND expires_at > ?",
        (form.get("code"), state.clock.now()),
    ).fetchone()
    if row is None:
        raise oauth_error("invalid_grant", "invalid authorization code")
    consent = json.loads(row[1])
    for name in REPEATED:
        if form.get(name) != consent.get(name):
            raise oauth_error("invalid_grant", f"{name} does not match the authorization request")
    if consent.get("code_challenge") != _challenge(form.get("code_verifier")):
        raise oauth_error("invalid_grant", "code_verifier does not match the code_challenge")
    state.db.execute("DELETE FROM module_codes WHERE code = ?", (form["code"],))
    return row[0], str(consent.get("scope") or "message:send message:receive").split()


def _challenge(verifier: str | None) -> str | None:
    """Return what S256 (RFC 7636) makes of a verifier."""
    if verifier is None:
        return None
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()

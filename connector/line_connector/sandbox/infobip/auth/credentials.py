"""The four authentication schemes, and the tokens that were issued for two of them."""

import base64

from line_connector.sandbox.exchange import Request
from line_connector.sandbox.infobip.errors import Refuse
from line_connector.sandbox.infobip.seeds import API_KEY, PASSWORD, USERNAME
from line_connector.sandbox.state import State


def check_credentials(state: State, request: Request, refuse: Refuse) -> None:
    """Refuse a request without valid credentials of any of the four schemes."""
    scheme, _, credentials = request.headers.get("authorization", "").partition(" ")
    if not _is_valid(state, scheme.lower(), credentials.strip()):
        raise refuse(401)


def issue_token(state: State, scheme: str, lifetime: float) -> str:
    """Issue a token that is valid for some seconds with a scheme: `ibsso` or `bearer`."""
    token = state.random.token_hex(32)
    state.db.execute(
        "INSERT INTO infobip_tokens VALUES (?, ?, ?)",
        (token, scheme, state.clock.now() + lifetime),
    )
    return token


def _is_valid(state: State, scheme: str, credentials: str) -> bool:
    if scheme == "app":
        return credentials == API_KEY
    if scheme == "basic":
        return _decoded(credentials) == f"{USERNAME}:{PASSWORD}"
    row = state.db.execute(
        "SELECT 1 FROM infobip_tokens WHERE scheme = ? AND token = ? AND expires_at > ?",
        (scheme, credentials, state.clock.now()),
    ).fetchone()
    return row is not None


def _decoded(credentials: str) -> str:
    try:
        return base64.b64decode(credentials, validate=True).decode("utf-8", errors="replace")
    except ValueError:
        return ""

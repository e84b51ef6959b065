"""The four authentication schemes, and the sessions and tokens that two of them need."""

import base64
import secrets
from urllib.parse import parse_qsl

from line_connector.sandbox.exchange import Request, Response, json_response
from line_connector.sandbox.infobip.errors import Refuse, oauth_error, request_error
from line_connector.sandbox.infobip.operation import Operation
from line_connector.sandbox.infobip.seeds import API_KEY, PASSWORD, USERNAME
from line_connector.sandbox.infobip.settings import InfobipSettings
from line_connector.sandbox.infobip.validation import read_body
from line_connector.sandbox.rate_limits import Limit
from line_connector.sandbox.state import State

LIMIT = Limit(10, 1)

WRONG = "Invalid login details"
FORM = "application/x-www-form-urlencoded"


def check_credentials(state: State, request: Request, refuse: Refuse) -> None:
    """Refuse a request without valid credentials of any of the four schemes."""
    scheme, _, credentials = request.headers.get("authorization", "").partition(" ")
    if not _is_valid(state, scheme.lower(), credentials.strip()):
        raise refuse(401)


def create_session(state: State, request: Request) -> Response:
    """Begin a session; another one must not be open. How that is refused is not known."""
    body = read_body(request, "auth/session", request_error)
    if (body["username"], body["password"]) != (USERNAME, PASSWORD):
        raise request_error(401, text=WRONG)
    open_session = state.db.execute(
        "SELECT 1 FROM infobip_tokens WHERE scheme = 'ibsso' AND expires_at > ?",
        (state.clock.now(),),
    ).fetchone()
    if open_session is not None:
        raise request_error(400, text="A session exists already; destroy it first")
    lifetime = state.settings(InfobipSettings).infobip_session_lifetime
    return json_response({"token": _issue(state, "ibsso", lifetime)})


def destroy_session(state: State, request: Request) -> Response:
    """End the session that the request came with."""
    scheme, _, token = request.headers["authorization"].partition(" ")
    if scheme.lower() != "ibsso":
        raise request_error(401)
    state.db.execute("DELETE FROM infobip_tokens WHERE token = ?", (token.strip(),))
    return json_response({})


def create_access_token(state: State, request: Request) -> Response:
    """Issue an access token for a user's name and password."""
    content_type = request.headers.get("content-type", FORM)
    if content_type.partition(";")[0].strip().lower() != FORM:
        raise oauth_error(415)
    form = dict(parse_qsl(request.body.decode("utf-8", errors="replace"), keep_blank_values=True))
    # A code, for the other grant type, is not to be had here.
    if form.get("grant_type") != "client_credentials":
        raise oauth_error(400)
    if (form.get("client_id"), form.get("client_secret")) != (USERNAME, PASSWORD):
        raise oauth_error(401, text=WRONG)
    lifetime = state.settings(InfobipSettings).infobip_token_lifetime
    token = _issue(state, "bearer", lifetime)
    # A lifetime under a second is for tests; `expires_in` stays an integer.
    issued = {"access_token": token, "expires_in": int(lifetime), "token_type": "Bearer"}
    return json_response(issued)


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


def _issue(state: State, scheme: str, lifetime: float) -> str:
    token = secrets.token_hex(32)
    state.db.execute(
        "INSERT INTO infobip_tokens VALUES (?, ?, ?)",
        (token, scheme, state.clock.now() + lifetime),
    )
    return token


OPERATIONS = (
    Operation(
        "createAuthSession",
        "POST",
        "/auth/1/session",
        create_session,
        request_error,
        LIMIT,
        needs_credentials=False,
    ),
    Operation(
        "destroyAuthSession",
        "DELETE",
        "/auth/1/session",
        destroy_session,
        request_error,
        LIMIT,
    ),
    Operation(
        "createAccessToken",
        "POST",
        "/auth/1/oauth2/token",
        create_access_token,
        oauth_error,
        LIMIT,
        needs_credentials=False,
    ),
)

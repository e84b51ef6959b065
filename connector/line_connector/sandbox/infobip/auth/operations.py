"""The sessions and access tokens that two of the authentication schemes need."""

from line_connector.sandbox.exchange import Request, Response, json_response
from line_connector.sandbox.form import URL_ENCODED, read_form
from line_connector.sandbox.infobip.auth.credentials import issue_token
from line_connector.sandbox.infobip.errors import oauth_error, request_error
from line_connector.sandbox.infobip.operation import InfobipOperations
from line_connector.sandbox.infobip.seeds import PASSWORD, USERNAME
from line_connector.sandbox.infobip.settings import InfobipSettings
from line_connector.sandbox.infobip.validation import read_body
from line_connector.sandbox.rate_limits import Limit
from line_connector.sandbox.state import State

operations = InfobipOperations("/auth/1/", request_error, limit=Limit(10, 1))

WRONG = "Invalid login details"


@operations.post("createAuthSession", "session", needs_credentials=False)
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
    return json_response({"token": issue_token(state, "ibsso", lifetime)})


@operations.delete("destroyAuthSession", "session")
def destroy_session(state: State, request: Request) -> Response:
    """End the session that the request came with."""
    scheme, _, token = request.headers["authorization"].partition(" ")
    if scheme.lower() != "ibsso":
        raise request_error(401)
    state.db.execute("DELETE FROM infobip_tokens WHERE token = ?", (token.strip(),))
    return json_response({})


@operations.post("createAccessToken", "oauth2/token", refuse=oauth_error, needs_credentials=False)
def create_access_token(state: State, request: Request) -> Response:
    """Issue an access token for a user's name and password."""
    content_type = request.headers.get("content-type", URL_ENCODED)
    if content_type.partition(";")[0].strip().lower() != URL_ENCODED:
        raise oauth_error(415)
    form = read_form(request).fields
    # A code, for the other grant type, is not to be had here.
    if form.get("grant_type") != "client_credentials":
        raise oauth_error(400)
    if (form.get("client_id"), form.get("client_secret")) != (USERNAME, PASSWORD):
        raise oauth_error(401, text=WRONG)
    lifetime = state.settings(InfobipSettings).infobip_token_lifetime
    token = issue_token(state, "bearer", lifetime)
    # A lifetime under a second is for tests; `expires_in` stays an integer.
    issued = {"access_token": token, "expires_in": int(lifetime), "token_type": "Bearer"}
    return json_response(issued)

"""Issuing channel access tokens."""

from line_connector.sandbox.exchange import Request, Response, json_response
from line_connector.sandbox.form import read_form
from line_connector.sandbox.line.errors import oauth_error
from line_connector.sandbox.line.operation import LineOperations
from line_connector.sandbox.line.seeds import CHANNEL_ID, CHANNEL_SECRET
from line_connector.sandbox.line.settings import LineSettings
from line_connector.sandbox.line.token.tokens import issue_token
from line_connector.sandbox.state import State

operations = LineOperations()

ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"


@operations.post("issueStatelessChannelToken", "/oauth2/v3/token", needs_credentials=False)
def issue_stateless_channel_token(state: State, request: Request) -> Response:
    """Issue a token for the channel's ID and secret, or for a JWT signed with its key."""
    form = read_form(request).fields
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
    token = issue_token(state, lifetime)
    # A lifetime under a second is for tests; `expires_in` stays the integer LINE sends.
    issued = {"token_type": "Bearer", "access_token": token, "expires_in": int(lifetime)}
    return json_response(issued)


def _check_secret(client_id: str, client_secret: str) -> None:
    if (client_id, client_secret) != (CHANNEL_ID, CHANNEL_SECRET):
        raise oauth_error("invalid_request", "Invalid 'client_credentials'.")


def _parameters_missed() -> Exception:
    return oauth_error("invalid_request", "some parameters missed or invalid")

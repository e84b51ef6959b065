"""Issuing, verifying and revoking channel access tokens."""

import base64
import json
import re
from collections.abc import Mapping
from typing import Any

from line_connector.sandbox.exchange import Request, Response, json_response
from line_connector.sandbox.form import read_form
from line_connector.sandbox.line.errors import oauth_error, refusal
from line_connector.sandbox.line.operation import LineOperations
from line_connector.sandbox.line.settings import LineSettings
from line_connector.sandbox.line.token.credentials import (
    check_assertion,
    check_secret,
    has_assertion,
    parameters_missed,
)
from line_connector.sandbox.line.token.tokens import (
    MOST_LIVE,
    Token,
    find_token,
    is_jws,
    issue_token,
    live_tokens,
    revoke_token,
)
from line_connector.sandbox.rate_limits import Limit
from line_connector.sandbox.state import State

operations = LineOperations(needs_credentials=False)

MONTH = 30 * 24 * 60 * 60
"""Seconds a short-lived token lives, and a v2.1 token at most."""

EMPTY = Response(200, b"")


@operations.post("issueStatelessChannelToken", "/oauth2/v3/token")
def issue_stateless_channel_token(state: State, request: Request) -> Response:
    """Issue a token for the channel's ID and secret, or for a JWT signed with its key."""
    form = _read_grant(request)
    if has_assertion(form):
        check_assertion(state, form)
    elif "client_id" in form and "client_secret" in form:
        if (form["client_id"], form["client_secret"]) != state.channel[:2]:
            raise oauth_error("invalid_request", "Invalid 'client_credentials'.")
    else:
        raise parameters_missed()
    lifetime = state.settings(LineSettings).token_lifetime
    return _issued(issue_token(state, "stateless", lifetime), lifetime)


@operations.post("issueChannelTokenByJWT", "/oauth2/v2.1/token")
def issue_channel_token_by_jwt(state: State, request: Request) -> Response:
    """Issue a token with the lifetime that a signed JWT asks for, unless there are 30."""
    lifetime = _lifetime(check_assertion(state, _read_grant(request)))
    if len(live_tokens(state, "v2.1")) >= MOST_LIVE:
        raise refusal(400, "The maximum number of access tokens has already been issued")
    key_id = state.random.token_urlsafe(16)
    return _issued(issue_token(state, "v2.1", lifetime, key_id), lifetime, key_id=key_id)


@operations.get("verifyChannelTokenByJWT", "/oauth2/v2.1/verify")
def verify_channel_token_by_jwt(state: State, request: Request) -> Response:
    """Say for how long a v2.1 token is valid; whether LINE says it of a stateless one is open."""
    text = _required(request.query)
    if not is_jws(text):
        raise oauth_error("invalid_request", "The access token not JWS")
    token = find_token(state, text, "v2.1", "stateless")
    if token is None:  # LINE's text for this is not known
        raise oauth_error("invalid_request", "The access token does not exist")
    left = token.seconds_left(state.clock.now())
    if left <= 0:
        raise oauth_error("invalid_request", "The access token expired")
    return _verified(state, left, "profile chat_message.write")


@operations.get("getsAllValidChannelAccessTokenKeyIds", "/oauth2/v2.1/tokens/kid")
def gets_all_valid_channel_access_token_key_ids(state: State, request: Request) -> Response:
    """Answer with the key IDs of the v2.1 tokens that are valid."""
    check_assertion(state, request.query)
    return json_response({"kids": [token.key_id for token in live_tokens(state, "v2.1")]})


@operations.post("revokeChannelTokenByJWT", "/oauth2/v2.1/revoke")
def revoke_channel_token_by_jwt(state: State, request: Request) -> Response:
    """Revoke a v2.1 token; one that is not known is no error."""
    form = read_form(request).fields
    check_secret(state, form)
    text = _required(form)
    if not is_jws(text):
        raise oauth_error("invalid_request", "The access token not JWS")
    if not _has_header(text):
        raise oauth_error("invalid_request", "The access token malformed")
    return _revoked(state, find_token(state, text, "v2.1"))


@operations.post("issueChannelToken", "/v2/oauth/accessToken", limit=Limit(370, 1))
def issue_channel_token(state: State, request: Request) -> Response:
    """Issue a token for 30 days; where there are 30, the oldest is revoked."""
    check_secret(state, _read_grant(request))
    live = live_tokens(state, "short-lived")
    for token in live[: len(live) - MOST_LIVE + 1] if len(live) >= MOST_LIVE else []:
        revoke_token(state, token)
    return _issued(issue_token(state, "short-lived", MONTH), MONTH)


@operations.post("verifyChannelToken", "/v2/oauth/verify")
def verify_channel_token(state: State, request: Request) -> Response:
    """Say for how long a short- or long-lived token is valid."""
    text = _required(read_form(request).fields)
    if not _is_token(text):
        raise oauth_error("invalid_request", "access_token in invalid format")
    token = find_token(state, text, "short-lived", "long-lived")
    left = token.seconds_left(state.clock.now()) if token else 0
    if left <= 0:
        raise oauth_error("invalid_request", "access_token invalid")
    return _verified(state, left, "P CM")


@operations.post("revokeChannelToken", "/v2/oauth/revoke")
def revoke_channel_token(state: State, request: Request) -> Response:
    """Revoke a short- or long-lived token; one that is not known is no error."""
    text = read_form(request).fields.get("access_token", "")
    if not _is_token(text):
        raise oauth_error("invalid_request")
    return _revoked(state, find_token(state, text, "short-lived", "long-lived"))


def _read_grant(request: Request) -> Mapping[str, str]:
    form = read_form(request).fields
    if form.get("grant_type") != "client_credentials":
        raise parameters_missed()
    return form


def _required(fields: Mapping[str, str]) -> str:
    if not fields.get("access_token"):
        raise parameters_missed()
    return fields["access_token"]


def _lifetime(claims: Mapping[str, Any]) -> float:
    """Return the lifetime that a JWT asks for; the longest where it asks for none."""
    wanted = claims.get("token_exp", MONTH)
    is_number = isinstance(wanted, (int, float)) and not isinstance(wanted, bool)
    if not is_number or not 0 < wanted <= MONTH:
        raise oauth_error("invalid_client", "Invalid token_exp")  # LINE's text is not known
    return float(wanted)


def _issued(token: str, lifetime: float, **more: str) -> Response:
    # A lifetime under a second is for tests; `expires_in` stays the integer LINE sends.
    issued = {"token_type": "Bearer", "access_token": token, "expires_in": int(lifetime)}
    return json_response({**issued, **more})


def _verified(state: State, left: float, scope: str) -> Response:
    return json_response(
        {"client_id": state.channel.channel_id, "expires_in": int(left), "scope": scope}
    )


def _revoked(state: State, token: Token | None) -> Response:
    if token is not None:
        revoke_token(state, token)
    return EMPTY


def _has_header(jws: str) -> bool:
    """Tell whether the first part of a signed token is what it should be: a JSON object."""
    head = jws.partition(".")[0]
    try:
        return isinstance(json.loads(base64.urlsafe_b64decode(head + "=" * (-len(head) % 4))), dict)
    except (ValueError, RecursionError):
        return False


def _is_token(text: str) -> bool:
    """Tell whether a text has the form of a short- or long-lived token."""
    return re.fullmatch(r"[A-Za-z0-9+/_-]+=*", text) is not None

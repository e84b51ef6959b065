"""Which channel a request is for: the one whose token, ID or assertion it has."""

import json
from base64 import urlsafe_b64decode
from collections.abc import Iterator, Mapping, Sequence

from line_connector.sandbox.exchange import Request
from line_connector.sandbox.form import read_form
from line_connector.sandbox.json_values import is_object
from line_connector.sandbox.state import State

TOKEN_PATHS = ("/oauth2/", "/v2/oauth/")


def state_for(request: Request, states: Sequence[State]) -> State:
    """Return the state of the channel that a request names; the first one if it names none."""
    for token in _tokens(request):
        for state in states:
            if _knows(state, token):
                return state
    if request.path.startswith(TOKEN_PATHS):
        channel_id = _channel_id(_fields(request))
        for state in states:
            if state.channel.channel_id == channel_id:
                return state
    return states[0]


def _tokens(request: Request) -> Iterator[str]:
    _, _, token = request.headers.get("authorization", "").partition(" ")
    if token:
        yield token
    if request.path.startswith(TOKEN_PATHS) and "access_token" in (fields := _fields(request)):
        yield fields["access_token"]


def _fields(request: Request) -> Mapping[str, str]:
    return {**request.query, **read_form(request).fields}


def _knows(state: State, token: str) -> bool:
    found = state.db.execute("SELECT 1 FROM tokens WHERE token = ?", (token,))
    return found.fetchone() is not None


def _channel_id(fields: Mapping[str, str]) -> str | None:
    """Return the ID in a form, or the one that an assertion, which is checked later, claims."""
    if "client_assertion" not in fields:
        return fields.get("client_id")
    _, _, rest = fields["client_assertion"].partition(".")
    claims = rest.partition(".")[0]
    try:
        value = json.loads(urlsafe_b64decode(claims + "=" * (-len(claims) % 4)))
    except (ValueError, RecursionError):
        return None
    return str(value.get("iss")) if is_object(value) else None

"""Reply tokens and the reply that uses one up."""

import secrets

from line_connector.sandbox.exchange import Request, Response, json_response
from line_connector.sandbox.line.errors import UNUSABLE_REPLY, refusal
from line_connector.sandbox.line.people import chat_members, reachable
from line_connector.sandbox.line.sending import delivered, send_to, sent_messages
from line_connector.sandbox.line.validation import read_body
from line_connector.sandbox.state import State

LIFETIME = 60.0


def issue_reply_token(state: State, chat_id: str) -> str:
    """Make the token that a webhook event from a user, group or room would carry."""
    token = secrets.token_hex(16)
    expires_at = state.clock.now() + LIFETIME
    state.db.execute("INSERT INTO reply_tokens VALUES (?, ?, ?)", (token, chat_id, expires_at))
    return token


def reply_message(state: State, request: Request) -> Response:
    """Send messages to where a reply token came from.

    Whether a request refused for its messages uses up the token is not documented; here it
    does not.
    """
    body = read_body(request, "reply")
    to = _use_up(state, body["replyToken"])
    people = reachable(state, [to]) if to.startswith("U") else chat_members(state, to)
    sent = sent_messages(body["messages"])
    content = {**delivered(body), **sent}
    send_to(state, request, [to] if people else [], content, people=len(people))
    return json_response(sent)


def _use_up(state: State, token: str) -> str:
    row = state.db.execute(
        "SELECT chat_id FROM reply_tokens WHERE token = ? AND expires_at > ?",
        (token.encode(errors="replace").decode(), state.clock.now()),
    ).fetchone()
    if row is None:
        raise refusal(400, UNUSABLE_REPLY)
    state.db.execute("DELETE FROM reply_tokens WHERE token = ?", (token,))
    return str(row[0])

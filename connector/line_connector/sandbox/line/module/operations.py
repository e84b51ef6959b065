"""Module channels: attach, list, detach; acquire and release chats.

The sandbox's one channel is taken for a module channel too.
"""

import base64
import re
from collections.abc import Mapping

from line_connector.sandbox.exchange import Request, Response, json_response
from line_connector.sandbox.form import read_form
from line_connector.sandbox.line.errors import NOT_FOUND, invalid_parameter, refusal
from line_connector.sandbox.line.module import chat_control
from line_connector.sandbox.line.module.bots import (
    attach_bot,
    attached_bots,
    detach_bot,
    is_attached,
)
from line_connector.sandbox.line.module.codes import redeem_code
from line_connector.sandbox.line.module.events import (
    activated_event,
    attached_event,
    deactivated_event,
    detached_event,
)
from line_connector.sandbox.line.operation import LineOperations
from line_connector.sandbox.line.pages import page_of
from line_connector.sandbox.line.token.credentials import check_secret, parameters_missed
from line_connector.sandbox.line.validation import read_body, read_query
from line_connector.sandbox.line.webhook.deliveries import send_events
from line_connector.sandbox.state import State

operations = LineOperations()

BOTS_ON_A_PAGE = 100
DEFAULT_TTL = 3600

NO_BOT = "user/group/room Id is not available."
NOT_ATTACHED = "Specified channel is not detachable"
# LINE's text for this one is not known; this is ours.
LOCKED = "Another channel has acquired the chat control"


@operations.post("attachModule", "/module/auth/v1/token", needs_credentials=False)
def attach_module(state: State, request: Request) -> Response:
    """Attach the module channel to the account whose administrator the code is from."""
    form = read_form(request).fields
    check_secret(state, {**_basic_credentials(request), **form})
    if form.get("grant_type") != "authorization_code" or not {"code", "redirect_uri"} <= {*form}:
        raise parameters_missed()
    bot_id, scopes = redeem_code(state, form)
    attach_bot(state, bot_id)
    send_events(state, [attached_event(state, bot_id, scopes)], bot_id)
    return json_response({"bot_id": bot_id, "scopes": scopes})


@operations.get("getModules", "list")
def get_modules(state: State, request: Request) -> Response:
    """Answer with the accounts that the module channel is attached to, a page at a time."""
    query = read_query(request, "module/bots")
    return json_response(page_of(attached_bots(state), "bots", query, BOTS_ON_A_PAGE))


@operations.post("detachModule", "channel/detach")
def detach_module(state: State, request: Request) -> Response:
    """Detach the module channel from an account."""
    bot_id = read_body(request, "module/detach").get("botId", "")
    attached = is_attached(state, bot_id)
    if attached is None:
        raise refusal(400, NO_BOT)
    if not attached:
        raise refusal(400, NOT_ATTACHED)
    detach_bot(state, bot_id)
    send_events(state, [detached_event(state, bot_id)], bot_id)
    return json_response({})


@operations.post("acquireChatControl", "chat/{chatId}/control/acquire")
def acquire_chat_control(state: State, request: Request) -> Response:
    """Make the module channel a chat's active one."""
    chat_id = _chat_id(request)
    body = read_body(request, "module/acquire") if request.body else {}
    if not chat_control.is_chat(state, chat_id):
        raise refusal(404, NOT_FOUND)
    if chat_control.is_locked(state, chat_id):
        raise refusal(423, LOCKED)
    seconds = body.get("ttl", DEFAULT_TTL) if body.get("expired", True) else None
    chat_control.acquire(state, chat_id, "module", seconds)
    send_events(state, [activated_event(state, chat_id, seconds)])
    return json_response({})


@operations.post("releaseChatControl", "chat/{chatId}/control/release")
def release_chat_control(state: State, request: Request) -> Response:
    """Make the account's own channel a chat's active one."""
    chat_id = _chat_id(request)
    was_active = chat_control.holder(state, chat_id) == "module"
    chat_control.release(state, chat_id)
    if was_active:
        send_events(state, [deactivated_event(state, chat_id)])
    return json_response({})


def _chat_id(request: Request) -> str:
    chat_id = request.path_parameters["chatId"]
    if not re.fullmatch("[UCR][0-9a-f]{32}", chat_id):
        raise invalid_parameter("chatId")
    return chat_id


def _basic_credentials(request: Request) -> Mapping[str, str]:
    """Return channel ID and secret from the header, where they may stand as well."""
    scheme, _, encoded = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return {}
    try:
        client_id, _, client_secret = base64.b64decode(encoded).decode().partition(":")
    except ValueError:
        return {}
    return {"client_id": client_id, "client_secret": client_secret}

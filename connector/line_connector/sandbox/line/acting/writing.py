"""Users write: text, stickers and places; they edit what they wrote, and take it back."""

from typing import Any

from line_connector.sandbox.line.acting.bot_messages import find_bot_message
from line_connector.sandbox.line.acting.deed import Deed
from line_connector.sandbox.line.acting.mentions import mentioning
from line_connector.sandbox.line.acting.scene import Scene, read_scene
from line_connector.sandbox.line.acting.user_messages import (
    UserMessage,
    keep_edit,
    mark_unsent,
    message_event,
    user_message,
)
from line_connector.sandbox.line.message.ids import new_quote_token
from line_connector.sandbox.line.webhook.events import chat_event
from line_connector.sandbox.provider import Fields, InvalidInputError
from line_connector.sandbox.state import State

POSITION = {"latitude": 35.67966, "longitude": 139.73669}
NAMED = {"title": "my location", "address": "1-3 Kioicho, Chiyoda-ku, Tokyo, 102-8282, Japan"}
"""Where users are unless something else is given: LINE's head office in Tokyo."""


def write_text(state: State, fields: Fields) -> Deed:
    """Write a text, with emojis, mentions and a quoted message if they are given."""
    return write(state, fields, "text", _text(state, fields))


def send_sticker(state: State, fields: Fields) -> Deed:
    """Send a sticker."""
    content = {
        "packageId": fields.get("packageId", "446"),
        "stickerId": fields.get("stickerId", "1988"),
        "stickerResourceType": fields.get("stickerResourceType", "STATIC"),
        **{name: fields[name] for name in ("keywords", "text") if name in fields},
    }
    return write(state, fields, "sticker", content)


def send_location(state: State, fields: Fields) -> Deed:
    """Send a location."""
    return write(state, fields, "location", place(fields))


def edit(state: State, fields: Fields) -> Deed:
    """Edit a text; only in groups the bot is told."""
    scene, message_id = read_scene(state, fields), fields["messageId"]
    if _own(state, scene, message_id).type != "text":
        raise InvalidInputError("messageId: only a text can be edited")
    # A read token comes with the first event only.
    message = {
        "type": "text",
        "id": message_id,
        "quoteToken": new_quote_token(state),
        **_text(state, fields),
    }
    keep_edit(state, message)
    event = chat_event(state, "messageEdited", scene.source, replies=True, message=message)
    return Deed([event])


def unsend(state: State, fields: Fields) -> Deed:
    """Take a message back; its content is gone."""
    scene, message_id = read_scene(state, fields), fields["messageId"]
    _own(state, scene, message_id)
    mark_unsent(state, message_id)
    taken = {"messageId": message_id}
    return Deed([chat_event(state, "unsend", scene.source, replies=False, unsend=taken)])


def write(state: State, fields: Fields, kind: str, content: dict[str, Any]) -> Deed:
    """Write a message, which may quote another one."""
    scene = read_scene(state, fields)
    if "quotedMessageId" in fields:
        content = {**content, "quotedMessageId": _quoted(state, scene, fields["quotedMessageId"])}
    event = message_event(state, scene, kind, content)
    return Deed([event], {"messageIds": [event["message"]["id"]]})


def place(fields: Fields) -> dict[str, Any]:
    """Return what a location message has of some fields."""
    given = {name: fields[name] for name in ("title", "address", *POSITION) if name in fields}
    named = {} if POSITION.keys() & given.keys() else NAMED
    return {**named, **POSITION, **given}


def _text(state: State, fields: Fields) -> dict[str, Any]:
    text, mention = mentioning(state, fields["text"], fields.get("mentions", []))
    units = len(text.encode("utf-16-le")) // 2
    for number, emoji in enumerate(fields.get("emojis", [])):
        if emoji["index"] + emoji["length"] > units:
            raise InvalidInputError(f"emojis[{number}]: reaches beyond the text")
    emojis = {"emojis": fields["emojis"]} if "emojis" in fields else {}
    return {"text": text, **emojis, **mention}


def _own(state: State, scene: Scene, message_id: str) -> UserMessage:
    """Return a message that a user wrote in a chat, and did not take back."""
    message = user_message(state, message_id)
    if message is None or (message.chat_id, message.user_id) != (scene.chat_id, scene.user_id):
        raise InvalidInputError(f"messageId: {scene.user_id} wrote no {message_id} in this chat")
    if message.is_unsent:
        raise InvalidInputError(f"messageId: {message_id} was unsent")
    return message


def _quoted(state: State, scene: Scene, message_id: str) -> str:
    written = user_message(state, message_id)
    is_here = written is not None and written.chat_id == scene.chat_id and not written.is_unsent
    if not is_here and find_bot_message(state, scene.chat_id, message_id) is None:
        raise InvalidInputError(f"quotedMessageId: there is no {message_id} in this chat")
    return message_id

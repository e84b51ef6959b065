"""Control of replies and marks as read: the tokens that webhook events would carry."""

from line_connector.sandbox.line.group.chats import is_in_chat
from line_connector.sandbox.line.message.read_marks import issue_read_token, read_marks
from line_connector.sandbox.line.message.reply_tokens import issue_reply_token
from line_connector.sandbox.line.user.users import put_user, user_exists
from line_connector.sandbox.provider import Controls, Fields, unknown
from line_connector.sandbox.state import State

controls = Controls()


@controls.post("reply-tokens")
def give_reply_token(state: State, fields: Fields) -> Fields:
    """Give the reply token of a user's message, in a group or room if one is named."""
    return {"replyToken": issue_reply_token(state, _wrote(state, fields))}


@controls.post("read-tokens")
def give_read_token(state: State, fields: Fields) -> Fields:
    """Give the read token of a user's message, in a group or room if one is named."""
    return {"markAsReadToken": issue_read_token(state, _wrote(state, fields))}


@controls.get("read-marks")
def list_read_marks(state: State, _: Fields) -> Fields:
    """List up to when each chat is marked as read."""
    return {"readMarks": read_marks(state)}


def _wrote(state: State, fields: Fields) -> str:
    """Let a user write, in a group or room if one is named; return the chat's ID."""
    user_id = fields.get("userId")
    chat_id = fields.get("groupId") or fields.get("roomId")
    if user_id is not None and not user_exists(state, user_id):
        raise unknown("userId", user_id)
    if chat_id is not None and not is_in_chat(state, chat_id):
        raise unknown("groupId" if chat_id.startswith("C") else "roomId", chat_id)
    if chat_id is None:
        put_user(state, fields["userId"], {"wrote": True})
    return str(chat_id or fields["userId"])

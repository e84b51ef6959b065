"""Control of replies: the tokens that webhook events would carry."""

from line_connector.sandbox.line.group.chats import is_in_chat
from line_connector.sandbox.line.message.operations import issue_reply_token
from line_connector.sandbox.line.user.users import put_user, user_exists
from line_connector.sandbox.provider import Controls, Fields, unknown
from line_connector.sandbox.state import State

controls = Controls()


@controls.post("reply-tokens")
def give_reply_token(state: State, fields: Fields) -> Fields:
    """Give the reply token of a user's message, in a group or room if one is named."""
    user_id = fields.get("userId")
    chat_id = fields.get("groupId") or fields.get("roomId")
    if user_id is not None and not user_exists(state, user_id):
        raise unknown("userId", user_id)
    if chat_id is not None and not is_in_chat(state, chat_id):
        raise unknown("groupId" if chat_id.startswith("C") else "roomId", chat_id)
    if chat_id is None:
        put_user(state, fields["userId"], {"wrote": True})
    return {"replyToken": issue_reply_token(state, chat_id or fields["userId"])}

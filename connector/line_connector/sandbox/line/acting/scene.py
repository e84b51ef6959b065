"""Who acts, and in which chat."""

from typing import NamedTuple

from line_connector.sandbox.line.group.chats import chat_members, is_in_chat
from line_connector.sandbox.line.user.users import status_of, user_exists
from line_connector.sandbox.line.webhook.events import chat_source, user_source
from line_connector.sandbox.provider import Fields, InvalidInputError, unknown
from line_connector.sandbox.state import State


class Scene(NamedTuple):
    """A user in a chat: the one-on-one chat with the account, a group or a room."""

    user_id: str
    chat_id: str

    @property
    def is_one_on_one(self) -> bool:
        """Whether it is the user's own chat with the account."""
        return self.chat_id == self.user_id

    @property
    def source(self) -> dict[str, str]:
        """The source of the user's events there."""
        if self.is_one_on_one:
            return user_source(self.user_id)
        return {**chat_source(self.chat_id), "userId": self.user_id}


def read_scene(state: State, fields: Fields) -> Scene:
    """Return who acts where.

    Raises:
        InvalidInputError: the user or the chat is unknown, or the user cannot act there.
    """
    user_id = known_user(state, fields["userId"])
    if "groupId" in fields or "roomId" in fields:
        chat_id = joined_chat(state, fields)
        if user_id not in chat_members(state, chat_id):
            raise InvalidInputError(f"userId: {user_id} is not a member of {chat_id}")
        return Scene(user_id, chat_id)
    if status_of(state, user_id) == "blocked":
        raise InvalidInputError(f"userId: {user_id} has blocked the account: unblock it first")
    return Scene(user_id, user_id)


def known_user(state: State, user_id: str, name: str = "userId") -> str:
    """Return the ID of a user who is on LINE.

    Args:
        state: of the sandbox.
        user_id: the ID.
        name: of the field that it was given in.

    Raises:
        InvalidInputError: there is no such user, or the user left LINE.
    """
    if not user_exists(state, user_id):
        raise unknown(name, user_id)
    if status_of(state, user_id) == "deleted":
        raise InvalidInputError(f"{name}: {user_id} has left LINE")
    return user_id


def joined_chat(state: State, fields: Fields) -> str:
    """Return the ID of a group or room that the account is in.

    Raises:
        InvalidInputError: it is not in it.
    """
    name = chat_field(fields)
    chat_id: str = fields[name]
    if not is_in_chat(state, chat_id):
        raise InvalidInputError(f"{name}: the account is not in {chat_id}: let it join first")
    return chat_id


def chat_field(fields: Fields) -> str:
    """Return the name of the field that has the chat."""
    return "groupId" if "groupId" in fields else "roomId"

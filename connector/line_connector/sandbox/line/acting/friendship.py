"""Users become friends of the account, block it, and unblock it."""

from line_connector.sandbox.line.acting.deed import Deed
from line_connector.sandbox.line.acting.scene import known_user
from line_connector.sandbox.line.user.users import put_user, status_of, user_exists
from line_connector.sandbox.line.webhook.events import chat_event, user_source
from line_connector.sandbox.provider import Fields, InvalidInputError
from line_connector.sandbox.state import State


def follow(state: State, fields: Fields) -> Deed:
    """Add the account as a friend; somebody new if the user is not known."""
    user_id = fields.get("userId") or f"U{state.random.token_hex(16)}"
    if user_exists(state, user_id):
        _require(state, user_id, "stranger", "is a friend, or has blocked the account")
    return _befriended(state, user_id, is_unblocked=False)


def unfollow(state: State, fields: Fields) -> Deed:
    """Block the account: nothing that is sent to the user arrives any more."""
    user_id: str = fields["userId"]
    _require(state, user_id, "friend", "is no friend")
    put_user(state, user_id, {"status": "blocked"})
    return Deed([chat_event(state, "unfollow", user_source(user_id), replies=False)])


def unblock(state: State, fields: Fields) -> Deed:
    """Unblock the account."""
    user_id: str = fields["userId"]
    _require(state, user_id, "blocked", "has not blocked the account")
    return _befriended(state, user_id, is_unblocked=True)


def _befriended(state: State, user_id: str, *, is_unblocked: bool) -> Deed:
    put_user(state, user_id, {"status": "friend"})
    about = {"isUnblocked": is_unblocked}
    event = chat_event(state, "follow", user_source(user_id), replies=True, follow=about)
    return Deed([event], {"userId": user_id})


def _require(state: State, user_id: str, status: str, otherwise: str) -> None:
    if status_of(state, known_user(state, user_id)) != status:
        raise InvalidInputError(f"userId: {user_id} {otherwise}")

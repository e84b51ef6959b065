"""Groups and rooms: the account comes and goes, and so do users."""

from collections.abc import Callable, Sequence

from line_connector.sandbox.line.acting.deed import Deed
from line_connector.sandbox.line.acting.scene import chat_field, joined_chat, known_user
from line_connector.sandbox.line.group.chats import chat_members, is_in_chat, put_chat
from line_connector.sandbox.line.webhook.events import (
    Event,
    chat_event,
    chat_of,
    chat_source,
    user_source,
)
from line_connector.sandbox.provider import Fields, InvalidInputError
from line_connector.sandbox.state import State


def join(state: State, fields: Fields) -> Deed:
    """Invite the account to a group, or add it to a room; a new group if none is given.

    In a room the event comes with the first one of something that happens there.
    """
    name = chat_field(fields) if "groupId" in fields or "roomId" in fields else "groupId"
    chat_id: str = fields.get(name) or f"C{state.random.token_hex(16)}"
    if is_in_chat(state, chat_id):
        raise InvalidInputError(f"{name}: the account is in {chat_id} already")
    facts = {key: fields[key] for key in ("members", "groupName") if key in fields}
    for user_id in fields.get("members", []):
        known_user(state, user_id, "members")
    put_chat(state, chat_id, {**facts, "joined": True})
    if name == "roomId":
        state.db.execute("REPLACE INTO quiet_rooms VALUES (?)", (chat_id,))
        return Deed((), {name: chat_id})
    return Deed([_joined(state, chat_id)], {name: chat_id})


def leave(state: State, fields: Fields) -> Deed:
    """Remove the account from a group or room."""
    chat_id = joined_chat(state, fields)
    put_chat(state, chat_id, {"joined": False})
    return Deed([chat_event(state, "leave", chat_source(chat_id), replies=False)])


def let_members_join(state: State, fields: Fields) -> Deed:
    """Let users come to a group or room that the account is in."""
    return _change(state, fields, "memberJoined", "joined", lambda known, new: [*known, *new])


def let_members_leave(state: State, fields: Fields) -> Deed:
    """Let users leave a group or room that the account is in."""
    return _change(
        state, fields, "memberLeft", "left", lambda known, gone: [*(set(known) - set(gone))]
    )


def end_quiet(state: State, events: Sequence[Event]) -> Sequence[Event]:
    """Put the account's own joining before the first event of a room."""
    room_id = chat_of(events[0]) if events else ""
    found = state.db.execute("DELETE FROM quiet_rooms WHERE room_id = ?", (room_id,)).rowcount
    return [_joined(state, room_id), *events] if found else events


def _joined(state: State, chat_id: str) -> Event:
    return chat_event(state, "join", chat_source(chat_id), replies=True)


def _change(
    state: State,
    fields: Fields,
    kind: str,
    verb: str,
    changed: Callable[[Sequence[str], Sequence[str]], Sequence[str]],
) -> Deed:
    """Change who is in a chat; those who come must not be there, those who leave must."""
    chat_id = joined_chat(state, fields)
    members = chat_members(state, chat_id)
    for user_id in fields["members"]:
        known_user(state, user_id, "members")
        if (user_id in members) != (verb == "left"):
            is_member = "is a member already" if verb == "joined" else "is not a member"
            raise InvalidInputError(f"members: {user_id} {is_member}")
    put_chat(state, chat_id, {"members": changed(members, fields["members"])})
    about = {verb: {"members": [user_source(user_id) for user_id in fields["members"]]}}
    event = chat_event(state, kind, chat_source(chat_id), replies=verb == "joined", **about)
    return Deed([event])

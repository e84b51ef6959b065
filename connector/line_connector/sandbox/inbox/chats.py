"""The list of chats: people, groups, rooms and phones, the latest first, the silent ones last."""

import json
from typing import Any

from line_connector.sandbox.line.group.chats import chat_members
from line_connector.sandbox.line.user.users import member_profile, status_of, user_exists
from line_connector.sandbox.state import State

MOST_UNREAD = 100
"""Unread entries are counted up to here."""

KINDS = {"C": "group", "R": "room", "U": "user"}
"""By the first letter of an ID; anything else is a phone."""

_PLACE = """
 ? IN ('', kind)
 AND (? = '' OR instr(lower(chat_id), ?) OR instr(lower(name), ?))
"""

_NAMED = """
 SELECT chat_id, last_id, seen_id,
 CASE substr(chat_id, 1, 1) WHEN 'U' THEN 'user' WHEN 'C' THEN 'group' WHEN 'R' THEN 'room'
  ELSE 'phone' END AS kind,
 coalesce((SELECT json_extract(profile, '$.displayName') FROM users WHERE user_id = chat_id),
  (SELECT name FROM chats WHERE chats.chat_id = listed.chat_id), '') AS name
"""

_ACTIVE = f"""
 SELECT chat_id, last_id, seen_id FROM ({_NAMED} FROM inbox_chats AS listed WHERE last_id < ?)
 WHERE {_PLACE} AND (NOT ? OR seen_id < last_id) ORDER BY last_id DESC LIMIT ?
"""  # noqa: S608 (our own words)

_IDLE = f"""
 SELECT chat_id, 0, 0 FROM ({_NAMED} FROM (
  SELECT * FROM (SELECT user_id AS chat_id, 0 AS last_id, 0 AS seen_id FROM users
   WHERE user_id > ? ORDER BY user_id)
  UNION ALL SELECT * FROM (SELECT chat_id, 0, 0 FROM chats WHERE chat_id > ? ORDER BY chat_id)
 ) AS listed WHERE chat_id NOT IN (SELECT chat_id FROM inbox_chats))
 WHERE {_PLACE} ORDER BY chat_id LIMIT ?
"""  # noqa: S608 (our own words)


def list_chats(
    state: State,
    *,
    search: str = "",
    kind: str = "",
    unread: bool = False,
    after: str = "",
    limit: int = 50,
) -> dict[str, Any]:
    """Return a page of the list, and where the next one begins.

    Args:
        state: of the sandbox.
        search: part of a name or an ID.
        kind: `user`, `group`, `room` or `phone`; empty: all.
        unread: whether only chats with something unread are listed.
        after: `next` of the page before; empty: the first page.
        limit: how many chats a page has at most.

    Returns:
        `{"chats": […], "next": …}`; `next` is null on the last page.
    """
    _bring_up_to_date(state)
    letters = search.lower().strip()
    place = (kind, letters, letters, letters)
    rows: list[tuple[str, int, int]] = []
    stage, _, start = (after or "active:").partition(":")
    if stage == "active":
        before = int(start) if start else 2**62
        rows = state.db.execute(_ACTIVE, (before, *place, unread, limit + 1)).fetchall()
        start = ""
    if len(rows) <= limit and not unread:
        room = limit + 1 - len(rows)
        rows += state.db.execute(_IDLE, (start, start, *place, room)).fetchall()
    page = rows[:limit]
    return {
        "chats": [_chat(state, *row) for row in page],
        "next": _place_of(page[-1]) if len(rows) > limit else None,
    }


def describe_chat(state: State, chat_id: str) -> dict[str, Any]:
    """Return a chat as the list has it, with its members."""
    _bring_up_to_date(state)
    row = state.db.execute(
        "SELECT last_id, seen_id FROM inbox_chats WHERE chat_id = ?", (chat_id,)
    ).fetchone()
    members = [member_profile(state, user) for user in chat_members(state, chat_id)]
    return {**_chat(state, chat_id, *(row or (0, 0))), "members": members}


def mark_seen(state: State, chat_id: str) -> None:
    """Take everything in a chat as read."""
    _bring_up_to_date(state)
    state.db.execute("UPDATE inbox_chats SET seen_id = last_id WHERE chat_id = ?", (chat_id,))


def names(state: State, user_ids: list[str]) -> dict[str, str]:
    """Return the names of those users who exist."""
    return {
        user_id: member_profile(state, user_id).get("displayName", user_id)
        for user_id in user_ids
        if user_exists(state, user_id)
    }


def kind_of(chat_id: str) -> str:
    """Return `user`, `group`, `room` or `phone`."""
    return KINDS.get(chat_id[:1], "phone")


def _bring_up_to_date(state: State) -> None:
    (known,) = state.db.execute("SELECT coalesce(max(last_id), 0) FROM inbox_chats").fetchone()
    state.db.execute(
        "INSERT INTO inbox_chats SELECT recipient, max(id), 0 FROM received WHERE id > ?"
        " GROUP BY recipient"
        " ON CONFLICT (chat_id) DO UPDATE SET last_id = excluded.last_id",
        (known,),
    )


def _chat(state: State, chat_id: str, last_id: int, seen_id: int) -> dict[str, Any]:
    kind = kind_of(chat_id)
    return {
        "chatId": chat_id,
        "kind": kind,
        **_facts(state, kind, chat_id),
        "unread": _unread(state, chat_id, seen_id) if seen_id < last_id else 0,
        "last": _entry(state, last_id),
    }


def _facts(state: State, kind: str, chat_id: str) -> dict[str, Any]:
    """Return what is known of a chat's name and standing."""
    if kind == "user" and user_exists(state, chat_id):
        name = member_profile(state, chat_id).get("displayName", chat_id)
        return {"name": name, "status": status_of(state, chat_id)}
    row = state.db.execute(
        "SELECT name, joined, (SELECT count(*) FROM members WHERE members.chat_id = chats.chat_id)"
        " FROM chats WHERE chat_id = ?",
        (chat_id,),
    ).fetchone()
    if row is None:
        return {"name": f"+{chat_id}" if kind == "phone" else f"{kind} …{chat_id[-4:]}"}
    name, joined, members = row
    # A room has no name of its own.
    shown = name if kind == "group" else f"Room {chat_id[-4:]}"
    return {"name": shown, "status": "joined" if joined else "left", "memberCount": members}


def _unread(state: State, chat_id: str, seen_id: int) -> int:
    (count,) = state.db.execute(
        "SELECT count(*) FROM (SELECT 1 FROM received WHERE recipient = ? AND id > ? LIMIT ?)",
        (chat_id, seen_id, MOST_UNREAD),
    ).fetchone()
    return int(count)


def _entry(state: State, received_id: int) -> dict[str, Any] | None:
    row = state.db.execute(
        "SELECT entry FROM received JOIN deliveries ON deliveries.id = delivery_id"
        " WHERE received.id = ?",
        (received_id,),
    ).fetchone()
    if row is None:
        return None
    entry = json.loads(row[0])
    messages = entry.get("messages") or [entry.get("message")]
    return {"at": entry["at"], "via": entry["via"], "message": messages[-1]}


def _place_of(row: tuple[str, int, int]) -> str:
    chat_id, last_id, _ = row
    return f"active:{last_id}" if last_id else f"idle:{chat_id}"

"""The list of chats: people, groups, rooms and phones, the latest first, the silent ones last."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from line_connector.sandbox.inbox.timeline import LARGEST, chat_entries
from line_connector.sandbox.line.group.chats import chat_members
from line_connector.sandbox.line.message.loading import loading_seconds
from line_connector.sandbox.line.message.read_marks import read_until
from line_connector.sandbox.line.user.users import member_profile, status_of, user_exists
from line_connector.sandbox.state import State

MOST_UNREAD = 100
"""Unread entries are counted up to here."""

_COLUMNS = "chat_id, kind, name, last_place, last_received, last_event, seen_received"
_LATEST = f"{LARGEST}/0"
"""Behind all places."""


def _described(chats: str) -> str:
    """Return a query that adds to chats what kind they are, and the names that people see."""
    return f"""
 SELECT *, coalesce(CASE kind
   WHEN 'user' THEN (SELECT coalesce(json_extract(profile, '$.displayName'), user_id)
    FROM users WHERE user_id = listed.chat_id)
   WHEN 'group' THEN (SELECT name FROM chats WHERE chats.chat_id = listed.chat_id)
   -- A room has no name of its own.
   WHEN 'room' THEN (SELECT 'Room ' || substr(listed.chat_id, -4)
    FROM chats WHERE chats.chat_id = listed.chat_id)
   ELSE '+' || chat_id
  END, kind || ' …' || substr(chat_id, -4)) AS name
 FROM (SELECT *, CASE substr(chat_id, 1, 1) WHEN 'U' THEN 'user' WHEN 'C' THEN 'group'
  WHEN 'R' THEN 'room' ELSE 'phone' END AS kind FROM {chats}) AS listed
"""  # noqa: S608 (our own words)


_WANTED = "? IN ('', kind) AND (? = '' OR instr(casefold(chat_id), ?) OR instr(casefold(name), ?))"

_ACTIVE = f"""
 SELECT {_COLUMNS} FROM ({_described("inbox_chats")})
 WHERE (last_place, last_event) < (?, ?) AND {_WANTED}
  AND (NOT ? OR seen_received < last_received)
 ORDER BY last_place DESC, last_event DESC LIMIT ?
"""  # noqa: S608 (our own words)

_SILENT_CHATS = """(
 SELECT chat_id FROM (
  SELECT * FROM (SELECT user_id AS chat_id FROM users WHERE user_id > ? ORDER BY user_id)
  UNION ALL SELECT * FROM (SELECT chat_id FROM chats WHERE chat_id > ? ORDER BY chat_id))
 WHERE chat_id NOT IN (SELECT chat_id FROM inbox_chats))
"""

_SILENT = f"""
 SELECT chat_id, kind, name, 0, 0, 0, 0 FROM ({_described(_SILENT_CHATS)})
 WHERE {_WANTED} ORDER BY chat_id LIMIT ?
"""  # noqa: S608 (our own words)

_KNOWN_OR_SILENT = """(
 SELECT * FROM inbox_chats WHERE chat_id = ? UNION ALL SELECT ?, 0, 0, 0, 0 LIMIT 1)
"""

_ONE = f"""
 SELECT {_COLUMNS} FROM ({_described(_KNOWN_OR_SILENT)})
"""  # noqa: S608 (our own words)


class _Row(NamedTuple):
    chat_id: str
    kind: str
    name: str
    last_place: int
    last_received: int
    last_event: int
    seen_received: int


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
        search: part of a name as it is shown, or of an ID; upper and lower case are one.
        kind: `user`, `group`, `room` or `phone`; empty: all.
        unread: whether only chats with something unread are listed.
        after: `next` of the page before; empty: the first page.
        limit: how many chats a page has at most.

    Returns:
        `{"chats": […], "next": …}`; `next` is null on the last page.
    """
    _bring_up_to_date(state)
    letters = search.casefold().strip()
    wanted = (kind, letters, letters, letters)
    stage, _, start = after.partition(":")
    rows: list[_Row] = []
    if stage != "silent":
        place, _, event = (start or _LATEST).partition("/")
        found = state.db.execute(_ACTIVE, (int(place), int(event), *wanted, unread, limit + 1))
        rows += [_Row(*row) for row in found]
        start = ""
    if len(rows) <= limit and not unread:
        room = limit + 1 - len(rows)
        rows += [_Row(*row) for row in state.db.execute(_SILENT, (start, start, *wanted, room))]
    page = rows[:limit]
    return {
        "chats": [_chat(state, row) for row in page],
        "next": _place_of(page[-1]) if len(rows) > limit else None,
    }


def describe_chat(state: State, chat_id: str) -> dict[str, Any]:
    """Return a chat as the list has it, and what only the open chat shows.

    Returns:
        `{"chatId", "kind", "name", …, "members", "loadingSeconds", "readUntil"}`: for how long the
        loading animation is shown, and up to when the account has read what users wrote (null: it
        has read nothing).
    """
    _bring_up_to_date(state)
    row = state.db.execute(_ONE, (chat_id, chat_id)).fetchone()
    members = [member_profile(state, user) for user in chat_members(state, chat_id)]
    return {
        **_chat(state, _Row(*row)),
        "members": members,
        "loadingSeconds": loading_seconds(state, chat_id),
        "readUntil": read_until(state, chat_id),
    }


def mark_seen(state: State, chat_id: str) -> None:
    """Take everything in a chat as read."""
    _bring_up_to_date(state)
    state.db.execute(
        "UPDATE inbox_chats SET seen_received = last_received WHERE chat_id = ?", (chat_id,)
    )


def names_in(state: State, entries: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Return the names of the users in entries of a chat, also of those who left it."""
    entries = [*entries]
    events = [entry["event"] for entry in entries if "event" in entry]
    people = [event.get("source", {}) for event in events]
    people += [person for entry in entries for person in _mentioned(entry)]
    for name in ("joined", "left"):
        people += [member for event in events for member in event.get(name, {}).get("members", [])]
    return names_of(state, {person["userId"] for person in people if "userId" in person})


def _mentioned(entry: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Yield whom the account mentions in what it sent."""
    for message in entry.get("messages", []):
        for put in message.get("substitution", {}).values():
            yield put.get("mentionee", {})


def names_of(state: State, user_ids: Iterable[str | None]) -> dict[str, str]:
    """Return the names of those users who are known."""
    return {
        user_id: member_profile(state, user_id).get("displayName", user_id)
        for user_id in user_ids
        if user_id is not None and user_exists(state, user_id)
    }


def _bring_up_to_date(state: State) -> None:
    # The plus signs keep SQLite from reading a whole index for its order: few rows are new.
    received, event = state.db.execute(
        "SELECT coalesce((SELECT max(last_received) FROM inbox_chats), 0),"
        " coalesce((SELECT max(last_event) FROM inbox_chats), 0)"
    ).fetchone()
    state.db.execute(
        "INSERT INTO inbox_chats"
        " SELECT recipient, max(id), max(id), 0, 0 FROM received WHERE id > ?"
        " GROUP BY +recipient ON CONFLICT (chat_id) DO UPDATE"
        " SET last_place = excluded.last_place, last_received = excluded.last_received",
        (received,),
    )
    state.db.execute(
        "INSERT INTO inbox_chats"
        " SELECT chat_id, max(after_received), 0, max(number), 0"
        " FROM webhook_events WHERE number > ? AND chat_id IS NOT NULL"
        " GROUP BY +chat_id ON CONFLICT (chat_id) DO UPDATE SET"
        " last_place = max(last_place, excluded.last_place), last_event = excluded.last_event",
        (event,),
    )


def _chat(state: State, row: _Row) -> dict[str, Any]:
    newest: list[Any] = []
    if _is_active(row):
        newest = chat_entries(state, row.chat_id, limit=1)["entries"]
    return {
        "chatId": row.chat_id,
        "kind": row.kind,
        "name": row.name,
        **_facts(state, row.kind, row.chat_id),
        "unread": _unread(state, row) if row.seen_received < row.last_received else 0,
        "last": newest[0] if newest else None,
    }


def _facts(state: State, kind: str, chat_id: str) -> dict[str, Any]:
    """Return what is known of a chat's standing."""
    if kind == "user" and user_exists(state, chat_id):
        known = member_profile(state, chat_id)
        picture = {"pictureUrl": known["pictureUrl"]} if "pictureUrl" in known else {}
        return {**picture, "status": status_of(state, chat_id)}
    row = state.db.execute(
        "SELECT joined, (SELECT count(*) FROM members WHERE members.chat_id = chats.chat_id)"
        " FROM chats WHERE chat_id = ?",
        (chat_id,),
    ).fetchone()
    if row is None:
        return {}
    joined, members = row
    return {"status": "joined" if joined else "left", "memberCount": members}


def _unread(state: State, row: _Row) -> int:
    (count,) = state.db.execute(
        "SELECT count(*) FROM (SELECT 1 FROM received WHERE recipient = ? AND id > ? LIMIT ?)",
        (row.chat_id, row.seen_received, MOST_UNREAD),
    ).fetchone()
    return int(count)


def _place_of(row: _Row) -> str:
    if _is_active(row):
        return f"active:{row.last_place}/{row.last_event}"
    return f"silent:{row.chat_id}"


def _is_active(row: _Row) -> bool:
    return row.last_received > 0 or row.last_event > 0

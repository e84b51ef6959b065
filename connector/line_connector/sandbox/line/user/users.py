"""The users LINE knows, and which of them a message reaches."""

import json
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from line_connector.sandbox.state import State

WRITTEN_TO = 7 * 24 * 60 * 60
"""Seconds a user who wrote to the account can be pushed to without being a friend."""

PROFILE_FIELDS = ("displayName", "language", "pictureUrl", "statusMessage")
DEMOGRAPHIC_FIELDS = ("gender", "age", "appType", "area", "friendDays")


def user_exists(state: State, user_id: str) -> bool:
    """Tell whether a user ID is somebody's, friend or not."""
    row = state.db.execute("SELECT 1 FROM users WHERE user_id = ?", (user_id,)).fetchone()
    return row is not None


def status_of(state: State, user_id: str) -> str:
    """Return whether a user is a friend, blocked the account, is a stranger, or left LINE."""
    (status,) = state.db.execute(
        "SELECT status FROM users WHERE user_id = ?", (user_id,)
    ).fetchone()
    return str(status)


def friends(state: State) -> list[str]:
    """Return all friends who have not blocked the account."""
    rows = state.db.execute("SELECT user_id FROM users WHERE status = 'friend' ORDER BY user_id")
    return [user_id for (user_id,) in rows]


def is_friend(state: State, user_id: str) -> bool:
    """Tell whether a user is a friend who has not blocked the account."""
    row = state.db.execute(
        "SELECT 1 FROM users WHERE user_id = ? AND status = 'friend'", (user_id,)
    ).fetchone()
    return row is not None


def reachable(state: State, user_ids: Iterable[str]) -> list[str]:
    """Return those of some users who would get a message, each once, in their order."""
    since = state.clock.now() - WRITTEN_TO
    return [user_id for user_id in dict.fromkeys(user_ids) if _is_reachable(state, user_id, since)]


def profile(state: State, user_id: str) -> dict[str, Any] | None:
    """Return the profile of a user the account can reach, or none."""
    if not reachable(state, [user_id]):
        return None
    row = state.db.execute("SELECT profile FROM users WHERE user_id = ?", (user_id,)).fetchone()
    return {"userId": user_id, **json.loads(row[0])}


def member_profile(state: State, user_id: str) -> dict[str, Any]:
    """Return what the profile of a member of a chat tells, friend of the account or not."""
    row = state.db.execute("SELECT profile FROM users WHERE user_id = ?", (user_id,)).fetchone()
    return {"userId": user_id, **_only(json.loads(row[0]), ("displayName", "pictureUrl"))}


def demographics(state: State) -> dict[str, dict[str, Any]]:
    """Return what is known about each friend's demographics."""
    rows = state.db.execute("SELECT user_id, demographics FROM users WHERE status = 'friend'")
    return {user_id: json.loads(known) for user_id, known in rows}


def all_users(state: State) -> list[dict[str, Any]]:
    """Return everything about everybody, friend or not."""
    rows = state.db.execute(
        "SELECT user_id, status, profile, demographics FROM users ORDER BY user_id"
    )
    return [
        {"userId": user_id, "status": status, **json.loads(profile), **json.loads(demographics)}
        for user_id, status, profile, demographics in rows
    ]


def put_user(state: State, user_id: str, facts: Mapping[str, Any]) -> None:
    """Add a user, or change what is given of one who exists."""
    row = state.db.execute(
        "SELECT status, wrote_at, profile, demographics FROM users WHERE user_id = ?", (user_id,)
    ).fetchone()
    status, wrote_at, known_profile, known_demographics = row or ("friend", None, "{}", "{}")
    if "wrote" in facts:
        wrote_at = state.clock.now() if facts["wrote"] else None
    new_profile = {"displayName": f"User {user_id[-4:]}", **json.loads(known_profile)}
    state.db.execute(
        "REPLACE INTO users VALUES (?, ?, ?, ?, ?)",
        (
            user_id,
            facts.get("status", status),
            wrote_at,
            json.dumps({**new_profile, **_only(facts, PROFILE_FIELDS)}),
            json.dumps({**json.loads(known_demographics), **_only(facts, DEMOGRAPHIC_FIELDS)}),
        ),
    )


def _is_reachable(state: State, user_id: str, since: float) -> bool:
    row = state.db.execute(
        "SELECT 1 FROM users WHERE user_id = ?"
        " AND (status = 'friend' OR (status = 'stranger' AND wrote_at > ?))",
        (user_id, since),
    ).fetchone()
    return row is not None


def _only(facts: Mapping[str, Any], names: Collection[str]) -> dict[str, Any]:
    return {name: facts[name] for name in names if name in facts}

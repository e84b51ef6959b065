"""Audiences: lists of users that a narrowcast can be sent to."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from line_connector.sandbox.state import State

LEAST_MEMBERS = 50
EXEMPT_TYPES = {"UPLOAD", "CHAT_TAG"}
"""Audiences the account made of users it knew already may have fewer members."""


class Audience(NamedTuple):
    """What matters about an audience here."""

    type: str
    status: str
    users: set[str]

    @property
    def is_guarded(self) -> bool:
        """Whether the privacy minimum holds for it."""
        return self.type not in EXEMPT_TYPES

    @property
    def is_too_small(self) -> bool:
        """Whether it may not be one of several conditions."""
        return self.is_guarded and len(self.users) < LEAST_MEMBERS


def find_audience(state: State, audience_group_id: int) -> Audience | None:
    """Return the audience with an ID, if there is one."""
    row = state.db.execute(
        "SELECT type, status FROM audiences WHERE audience_group_id = ?", (audience_group_id,)
    ).fetchone()
    if row is None:
        return None
    users = state.db.execute(
        "SELECT user_id FROM audience_users WHERE audience_group_id = ?", (audience_group_id,)
    )
    kind, status = row
    return Audience(kind, status, {user_id for (user_id,) in users})


def put_audience(state: State, audience_group_id: int, facts: Mapping[str, Any]) -> None:
    """Register an audience, in place of the one with its ID if there is one."""
    state.db.execute(
        "REPLACE INTO audiences VALUES (?, ?, ?)",
        (audience_group_id, facts.get("type", "UPLOAD"), facts.get("status", "READY")),
    )
    state.db.execute("DELETE FROM audience_users WHERE audience_group_id = ?", (audience_group_id,))
    state.db.executemany(
        "INSERT OR IGNORE INTO audience_users VALUES (?, ?)",
        [(audience_group_id, user_id) for user_id in facts["userIds"]],
    )

"""The accounts that the module channel is, or was, attached to."""

import json
from collections.abc import Mapping
from typing import Any

from line_connector.sandbox.state import State


def put_bot(state: State, bot_id: str, profile: Mapping[str, Any], *, attached: bool) -> None:
    """Add an account, or change what is given of one."""
    row = state.db.execute("SELECT profile FROM module_bots WHERE bot_id = ?", (bot_id,)).fetchone()
    known = json.loads(row[0]) if row else _new_profile(bot_id)
    state.db.execute(
        "INSERT INTO module_bots VALUES (NULL, ?, ?, ?) ON CONFLICT (bot_id)"
        " DO UPDATE SET profile = excluded.profile, attached = excluded.attached",
        (bot_id, json.dumps({**known, **profile}), attached),
    )


def attach_bot(state: State, bot_id: str) -> None:
    """Attach the module channel to an account."""
    state.db.execute("UPDATE module_bots SET attached = 1 WHERE bot_id = ?", (bot_id,))


def detach_bot(state: State, bot_id: str) -> None:
    """Detach the module channel from an account."""
    state.db.execute("UPDATE module_bots SET attached = 0 WHERE bot_id = ?", (bot_id,))


def is_attached(state: State, bot_id: str) -> bool | None:
    """Tell whether the module channel is attached to an account; None if there is no such one."""
    row = state.db.execute(
        "SELECT attached FROM module_bots WHERE bot_id = ?", (bot_id,)
    ).fetchone()
    return None if row is None else bool(row[0])


def attached_bots(state: State) -> list[dict[str, Any]]:
    """Return the accounts that the module channel is attached to."""
    rows = state.db.execute(
        "SELECT bot_id, profile FROM module_bots WHERE attached = 1 ORDER BY number"
    )
    return [{"userId": bot_id, **json.loads(profile)} for bot_id, profile in rows]


def _new_profile(bot_id: str) -> dict[str, str]:
    return {"basicId": f"@{bot_id[-5:]}", "displayName": f"Account {bot_id[-4:]}"}

"""Changes of many users' rich menus, made some time after they were asked for.

LINE does not publish how long they take.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from line_connector.sandbox.line.per_user_rich_menu.links import (
    link,
    linked_users,
    unlink,
    users_with_link,
)
from line_connector.sandbox.line.rich_menu.menus import has_image
from line_connector.sandbox.line.settings import LineSettings
from line_connector.sandbox.state import State

REMEMBERED = 14 * 24 * 60 * 60
"""Seconds for which the progress can be asked for, and a resume key is known."""

Changes = Mapping[str, str | None]
"""Rich menus to link, by the users; none: to unlink."""


class Batch(NamedTuple):
    """How far a batch is."""

    phase: str
    accepted_at: float
    completed_at: float


def accept_bulk(state: State, request_id: str, changes: Changes) -> None:
    """Accept the change of the rich menus of some users."""
    _accept(state, request_id, "bulk", None, state.settings(LineSettings).rich_menu_bulk_duration)
    _plan(state, request_id, changes)


def accept_batch(state: State, request_id: str, body: Mapping[str, Any]) -> None:
    """Accept a batch; with a key that is known, only what an earlier one has left undone."""
    key = body.get("resumeRequestKey")
    since = state.clock.now() - REMEMBERED
    is_known = key is not None and _is_known(state, key, since)
    duration = state.settings(LineSettings).rich_menu_batch_duration
    _accept(state, request_id, "batch", key, duration)
    if is_known:
        state.db.execute(
            "UPDATE OR REPLACE rich_menu_changes SET request_id = ? WHERE request_id IN"
            " (SELECT request_id FROM rich_menu_jobs"
            " WHERE resume_key = ? AND phase = 'failed' AND accepted_at > ?)",
            (request_id, key, since),
        )
    else:
        _plan(state, request_id, _changes(state, body["operations"]))


def batch(state: State, request_id: str) -> Batch | None:
    """Return how far a batch is; none if there is none, or it is too old."""
    row = state.db.execute(
        "SELECT phase, accepted_at, completed_at FROM rich_menu_jobs"
        " WHERE request_id = ? AND kind = 'batch' AND accepted_at > ?",
        (request_id, state.clock.now() - REMEMBERED),
    ).fetchone()
    return Batch(*row) if row else None


def advance_rich_menu_jobs(state: State) -> None:
    """Carry out every job that is due."""
    due = state.db.execute(
        "SELECT request_id, kind FROM rich_menu_jobs"
        " WHERE phase = 'ongoing' AND completed_at <= ? ORDER BY completed_at",
        (state.clock.now(),),
    ).fetchall()
    for request_id, kind in due:
        with state.transaction():
            _carry_out(state, request_id, kind)


def _accept(state: State, request_id: str, kind: str, key: str | None, duration: float) -> None:
    now = state.clock.now()
    state.db.execute(
        "INSERT INTO rich_menu_jobs VALUES (?, ?, ?, 'ongoing', ?, ?)",
        (request_id, kind, key, now, now + duration),
    )


def _is_known(state: State, key: str, since: float) -> bool:
    row = state.db.execute(
        "SELECT 1 FROM rich_menu_jobs WHERE resume_key = ? AND accepted_at > ?", (key, since)
    ).fetchone()
    return row is not None


def _plan(state: State, request_id: str, changes: Changes) -> None:
    state.db.executemany(
        "INSERT INTO rich_menu_changes VALUES (?, ?, ?)",
        [(request_id, user_id, rich_menu_id) for user_id, rich_menu_id in changes.items()],
    )


def _changes(state: State, operations: list[Mapping[str, str]]) -> Changes:
    """Return what operations do to the links as they are now: none sees what another does."""
    changes: dict[str, str | None] = {}
    for operation in operations:
        everybody = operation["type"] == "unlinkAll"
        users = linked_users(state) if everybody else users_with_link(state, operation["from"])
        changes |= dict.fromkeys(users, operation.get("to"))
    return changes


def _carry_out(state: State, request_id: str, kind: str) -> None:
    """Make a job's changes; of a batch that is to fail, half of them."""
    rows = state.db.execute(
        "SELECT user_id, rich_menu_id FROM rich_menu_changes WHERE request_id = ? ORDER BY user_id",
        (request_id,),
    ).fetchall()
    fails = kind == "batch" and state.settings(LineSettings).rich_menu_batch_fails
    for user_id, rich_menu_id in rows[: len(rows) // 2] if fails else rows:
        if rich_menu_id is None:
            unlink(state, user_id)
        elif has_image(state, rich_menu_id):  # it may have been deleted since
            link(state, user_id, rich_menu_id)
        state.db.execute(
            "DELETE FROM rich_menu_changes WHERE request_id = ? AND user_id = ?",
            (request_id, user_id),
        )
    state.db.execute(
        "UPDATE rich_menu_jobs SET phase = ? WHERE request_id = ?",
        ("failed" if fails else "succeeded", request_id),
    )

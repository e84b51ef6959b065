"""The requests whose statistics can be asked for: all broadcasts and narrowcasts, and units."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from line_connector.sandbox.clock import japanese_day
from line_connector.sandbox.line.group.chats import chat_members
from line_connector.sandbox.state import State


class Send(NamedTuple):
    """A row of the table `counted_sends`."""

    request_id: str
    kind: str
    unit: str | None
    sent_at: float
    day: str
    complete_at: float
    people: int


def remember_send(
    state: State,
    request_id: str,
    content: Mapping[str, Any],
    *,
    kind: str,
    people: int,
    at: float,
    complete_at: float | None = None,
) -> None:
    """Remember a request that statistics are kept of; others are not.

    Args:
        state: the sandbox's.
        request_id: of the request.
        content: what recipients got, with `customAggregationUnits` if there is a unit.
        kind: `push`, `multicast`, `broadcast`, `narrowcast` or `reply`.
        people: how many got it.
        at: when it was sent.
        complete_at: when all have got it; at once if absent.
    """
    units: Sequence[str] = content.get("customAggregationUnits", ())
    if not units and kind not in {"broadcast", "narrowcast"}:
        return
    complete_at = at if complete_at is None else complete_at
    unit = units[0] if units else None
    state.db.execute(
        "INSERT INTO counted_sends VALUES (?, ?, ?, ?, ?, ?, ?)",
        (request_id, kind, unit, at, japanese_day(at), complete_at, people),
    )


def find_send(state: State, request_id: str) -> Send | None:
    """Return a request that statistics are kept of, or none."""
    row = state.db.execute(
        "SELECT * FROM counted_sends WHERE request_id = ?", (request_id,)
    ).fetchone()
    return Send(*row) if row else None


def people_reached(state: State, request_id: str) -> list[str]:
    """Return the users who got the messages of a request, alone or in a group or room."""
    rows = state.db.execute(
        "SELECT recipient FROM received JOIN deliveries ON deliveries.id = delivery_id"
        " WHERE request_id = ? ORDER BY received.id",
        (request_id,),
    ).fetchall()
    people = [
        user_id
        for (to,) in rows
        for user_id in ([to] if to.startswith("U") else chat_members(state, to))
    ]
    return list(dict.fromkeys(people))

"""What each recipient received, oldest first."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from line_connector.sandbox.clock import iso
from line_connector.sandbox.settings import SharedSettings
from line_connector.sandbox.state import State
from line_connector.sandbox.stream import Source

MOST_RECEIVED = 1_000_000
"""How many of the newest entries are kept, counted for each recipient."""

RECEIVED = "SELECT recipient, entry FROM received JOIN deliveries ON deliveries.id = delivery_id"


def _shown(recipient: str, entry: str) -> dict[str, Any]:
    return {"to": recipient, **json.loads(entry)}


SOURCE = Source(
    event="received",
    table="received",
    query="SELECT received.id, recipient, entry FROM received"
    " JOIN deliveries ON deliveries.id = delivery_id"
    " WHERE received.id > ? ORDER BY received.id LIMIT ?",
    shown=_shown,
)


def deliver(
    state: State,
    recipients: Iterable[str],
    *,
    via: str,
    at: float,
    request_id: str,
    content: Mapping[str, Any],
) -> None:
    """Put one delivery into each recipient's chat."""
    entry = json.dumps({**content, "via": via, "at": iso(at), "requestId": request_id})
    delivery_id = state.db.execute(
        "INSERT INTO deliveries VALUES (coalesce((SELECT max(id) FROM deliveries), 0) + ?, ?, ?)",
        (len(entry), request_id, entry),
    ).lastrowid
    state.db.executemany(
        "INSERT INTO received (recipient, delivery_id) VALUES (?, ?)",
        [(recipient, delivery_id) for recipient in recipients],
    )
    most = state.settings(SharedSettings).most_received
    _forget_the_oldest(state, (delivery_id or 0) - most)


def received(state: State, to: str | None = None, limit: int | None = None) -> list[dict[str, Any]]:
    """Return what one recipient got, or everybody; each entry names its recipient as `to`.

    Args:
        state: of the sandbox.
        to: the recipient. A phone may be given with its plus sign, which arrives as a space if it
            was not encoded.
        limit: how many of the newest entries are returned at most.
    """
    which, values = ("", ()) if to is None else (" WHERE recipient = ?", (to.lstrip("+ "),))
    rows = state.db.execute(
        f"{RECEIVED}{which} ORDER BY received.id DESC LIMIT ?",
        (*values, -1 if limit is None else limit),
    ).fetchall()
    return [_shown(recipient, entry) for recipient, entry in reversed(rows)]


def _forget_the_oldest(state: State, delivery_id: int) -> None:
    if state.db.execute("DELETE FROM deliveries WHERE id <= ?", (delivery_id,)).rowcount:
        state.db.execute("DELETE FROM received WHERE delivery_id <= ?", (delivery_id,))
    state.db.execute(
        "DELETE FROM received WHERE id <= (SELECT max(id) FROM received) - ?", (MOST_RECEIVED,)
    )

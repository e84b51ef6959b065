"""What each recipient received, oldest first."""

import heapq
import json
from collections.abc import Iterable, Mapping
from typing import Any

from line_connector.sandbox.channel import DEFAULT_CHANNEL
from line_connector.sandbox.clock import iso
from line_connector.sandbox.settings import SharedSettings
from line_connector.sandbox.state import State
from line_connector.sandbox.stream import Source

MOST_CONTENT = 256 * 1024 * 1024
"""Characters of the newest deliveries that are kept, whatever the number of their recipients."""

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
    recipients = list(recipients)
    entry = json.dumps({**content, "via": via, "at": iso(at), "requestId": request_id})
    delivery_id = state.db.execute(
        "INSERT INTO deliveries VALUES (coalesce((SELECT max(id) FROM deliveries), 0) + ?, ?, ?)",
        (len(entry), request_id, entry),
    ).lastrowid
    state.db.executemany(
        "INSERT INTO received (recipient, delivery_id) VALUES (?, ?)",
        [(recipient, delivery_id) for recipient in recipients],
    )
    _forget_the_oldest(state, (delivery_id or 0) - MOST_CONTENT)
    kept = state.settings(SharedSettings).kept_per_chat
    if kept is not None:
        for recipient in recipients:
            _keep_the_newest(state, recipient, kept)


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


def received_anywhere(
    states: Iterable[State], to: str | None = None, limit: int | None = None
) -> list[dict[str, Any]]:
    """Return what `received` does, of several channels; entries say if it was not the default.

    Those of one channel keep their order, also where the clock was set back.
    """
    of_channels = [
        [{**each, **_channel_of(state)} for each in received(state, to, limit)] for state in states
    ]
    entries = [*heapq.merge(*of_channels, key=lambda entry: entry["at"])]
    return entries if limit is None else entries[-limit:]


def _channel_of(state: State) -> dict[str, Any]:
    is_default = state.channel == DEFAULT_CHANNEL
    return {} if is_default else {"channel": state.channel.channel_id}


def _forget_the_oldest(state: State, delivery_id: int) -> None:
    kept = state.settings(SharedSettings).kept_messages
    (newest,) = state.db.execute("SELECT max(id) FROM received").fetchone()
    if delivery_id < 1 and (newest or 0) <= kept:
        return
    if state.db.execute("DELETE FROM deliveries WHERE id <= ?", (delivery_id,)).rowcount:
        state.db.execute("DELETE FROM received WHERE delivery_id <= ?", (delivery_id,))
    state.db.execute(
        "DELETE FROM received WHERE id <= (SELECT max(id) FROM received) - ?",
        (kept,),
    )
    state.db.execute("DELETE FROM deliveries WHERE id < (SELECT min(delivery_id) FROM received)")


def _keep_the_newest(state: State, recipient: str, kept: int) -> None:
    """Forget a recipient's older entries, and the deliveries that nobody else got."""
    rows = state.db.execute(
        "SELECT id, delivery_id FROM received WHERE recipient = ? AND id <="
        " (SELECT id FROM received WHERE recipient = ? ORDER BY id DESC LIMIT 1 OFFSET ?)",
        (recipient, recipient, kept),
    ).fetchall()
    state.db.executemany("DELETE FROM received WHERE id = ?", [(number,) for number, _ in rows])
    state.db.executemany(
        "DELETE FROM deliveries WHERE id = ?"
        " AND NOT EXISTS (SELECT 1 FROM received WHERE delivery_id = deliveries.id)",
        [(delivery_id,) for _, delivery_id in rows],
    )

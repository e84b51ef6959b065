"""What is in one chat: what it received and what was done in it, a page at a time."""

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from line_connector.sandbox.clock import iso
from line_connector.sandbox.inbox.shown import add_what_is_shown
from line_connector.sandbox.line.webhook.event_log import deliveries_of
from line_connector.sandbox.state import State

_RECEIVED = (
    "SELECT received.id, entry FROM received JOIN deliveries ON deliveries.id = delivery_id"
    " WHERE recipient = ? AND received.id < ? AND received.id > ?"
    " ORDER BY received.id DESC LIMIT ?"
)
_EVENTS = (
    "SELECT number, after_received, occurred_at, event FROM webhook_events"
    " WHERE chat_id = ? AND number < ? AND number > ? ORDER BY number DESC LIMIT ?"
)


class Cursor(NamedTuple):
    """A place in a chat: the last row of what was received, and of what was done."""

    received: int
    event: int

    def __str__(self) -> str:
        """Write it as in a query: `12.3`."""
        return f"{self.received}.{self.event}"


LARGEST = 10**18 - 1
"""Above the number of every row."""

START, END = Cursor(0, 0), Cursor(LARGEST, LARGEST)


def read_cursor(text: str) -> Cursor:
    """Read a cursor as it stands in a query."""
    received, _, event = text.partition(".")
    return Cursor(int(received), int(event))


def chat_entries(
    state: State, chat_id: str, *, before: Cursor = END, after: Cursor = START, limit: int = 30
) -> dict[str, Any]:
    """Return entries of a chat in the order in which they came, which the clock may not follow.

    Args:
        state: of the sandbox.
        chat_id: of a user, group or room, or the digits of a phone.
        before: only entries before this place.
        after: only entries after this place.
        limit: how many entries are returned at most: the newest ones.

    Returns:
        `{"entries", "newest", "older"}`. An entry has `at` and its `cursor`; and either what was
        received (`messages` or `message`, `via`, `requestId`), or an `event` with its `deliveries`
        and what `add_what_is_shown` adds.
        `newest` is the `after` of what comes later; `older` is the `before` of the page before this
        one, or null.
    """
    rows = [*_received(state, chat_id, before, after, limit + 1)]
    rows += _events(state, chat_id, before, after, limit + 1)
    rows.sort(key=lambda row: row.place)
    page = rows[-limit:]
    deliveries = deliveries_of(state, [row.number for row in page if row.kind == "event"])
    entries: list[dict[str, Any]] = []
    oldest, newest = before, after
    for row in reversed(page):
        oldest = oldest._replace(**{row.kind: row.number})
        newest = newest._replace(**{row.kind: max(row.number, getattr(newest, row.kind))})
        webhooks = {"deliveries": deliveries[row.number]} if row.kind == "event" else {}
        entries.append({"cursor": str(oldest), **row.entry, **webhooks})
    add_what_is_shown(state, entries)
    return {
        "entries": entries[::-1],
        "newest": str(newest),
        "older": str(oldest) if len(rows) > limit else None,
    }


class _Row(NamedTuple):
    kind: str
    """A field of a cursor."""
    number: int
    place: tuple[int, int]
    """Rises in the order in which the rows of both kinds came."""
    entry: dict[str, Any]


def _received(
    state: State, chat_id: str, before: Cursor, after: Cursor, limit: int
) -> Iterator[_Row]:
    rows = state.db.execute(_RECEIVED, (chat_id, before.received, after.received, limit))
    for number, text in rows:
        yield _Row("received", number, (number, 0), json.loads(text))


def _events(
    state: State, chat_id: str, before: Cursor, after: Cursor, limit: int
) -> Iterator[_Row]:
    rows = state.db.execute(_EVENTS, (chat_id, before.event, after.event, limit))
    for number, after_received, at, text in rows:
        entry = {"at": iso(at), "event": json.loads(text)}
        yield _Row("event", number, (after_received, number), entry)

"""Names, pictures, languages and numbers of members, asked from LINE and kept for a while.

Taking an event asks nothing: whoever answers a webhook has two seconds.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from line_connector.connector import Connector
from line_connector.errors import (
    ApiError,
    AuthenticationError,
    ConnectorError,
    RateLimitError,
    ServerError,
)
from line_connector.json_values import is_object
from line_connector.recipients.book import Book
from line_connector.recipients.recipient import Recipient
from line_connector.recipients.searching import Wanted
from line_connector.recipients.tables import recipients
from line_connector.recipients.times import DAY, now
from line_connector.schema.numbers import LARGEST_INT64

LOG = logging.getLogger(__name__)

REFRESH_DAYS = 30
"""After how many days a profile is asked for again, unless the configuration says otherwise."""

_AT_ONCE = 100

_GRACE = 5.0
"""Seconds that a request gets to end when the program does."""

_GONE = frozenset({"blocked", "left"})
"""States of those whose profile LINE does not show."""

_OF_ALL = (AuthenticationError, RateLimitError, ServerError)
"""Answers that say nothing of the one who was asked for: the next one would get the same."""

_LONGEST = {"language": 35}
"""Characters that a column has room for, where that is limited."""


def refresh(book: Book, connector: Connector, days: float, connection: str | None = None) -> int:
    """Ask for each profile that was never asked for, or not for some days; return how many.

    Raises:
        ConnectorError: LINE cannot be reached or refuses the account; what was read is kept.
    """
    asked = 0
    since = now()
    while due := _due(book, round(since - days * DAY)):
        for recipient in book.recipients(Wanted(ids=due)):
            ask(book, connector, recipient, connection)
            asked += 1
    return asked


def ask(
    book: Book, connector: Connector, recipient: Recipient, connection: str | None = None
) -> None:
    """Ask for what LINE shows of one recipient, and note it.

    Raises:
        ConnectorError: as `refresh`.
    """
    found: dict[str, Any] = {}
    if recipient.state not in _GONE:
        try:
            found = _profile(connector, recipient, connection)
        except _OF_ALL:
            raise
        except ApiError as error:
            LOG.info("no profile of %s: %s", recipient.id, error)
    book.describe(recipient.id, asked_at=now(), **found)


class ProfileKeeper:
    """Asks for profiles beside a program that takes events, in a thread of its own.

        with Book.of_account() as book, ProfileKeeper(book, connector):
            book.take(event)

    Args:
        book: where they are noted.
        connector: asks for them.
        days: after how many days they are asked for again.
        connection: name of the connection; LINE's own if absent.
    """

    def __init__(
        self,
        book: Book,
        connector: Connector,
        days: float = REFRESH_DAYS,
        connection: str | None = None,
    ) -> None:
        self._book = book
        self._connector = connector
        self._days = days
        self._connection = connection
        self._woken = threading.Event()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="profiles", daemon=True)
        book.on_change(self._woken.set)

    def __enter__(self) -> ProfileKeeper:
        self._woken.set()  # for those that a process before this one took
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopping.set()
        self._woken.set()
        self._thread.join(_GRACE)

    def _run(self) -> None:
        while True:
            self._woken.wait()
            self._woken.clear()
            if self._stopping.is_set():
                return
            try:
                self._refresh()
            except ConnectorError as error:  # the next event tries again
                LOG.warning("profiles: %s", error)
            except Exception:
                LOG.exception("profiles: the next event tries again")

    def _refresh(self) -> None:
        while due := _due(self._book, round(now() - self._days * DAY)):
            for recipient in self._book.recipients(Wanted(ids=due)):
                if self._stopping.is_set():
                    return
                ask(self._book, self._connector, recipient, self._connection)


def _due(book: Book, before: int) -> list[str]:
    """Return the IDs of some that were not asked for since a time, the longest ago first."""
    query = (
        select(recipients.c.id)
        .where(recipients.c.account == book.account, recipients.c.asked_at < before)
        .order_by(recipients.c.asked_at, recipients.c.id)
        .limit(_AT_ONCE)
    )
    with book.writing() as db:
        return list(db.execute(query).scalars())


def _profile(connector: Connector, recipient: Recipient, connection: str | None) -> dict[str, Any]:
    """Return what LINE shows of a recipient, by the book's columns."""
    if recipient.kind == "group":
        body = _body(connector, "get_group_summary", {"groupId": recipient.id}, connection)
        count = _count(connector, "get_group_member_count", "groupId", recipient.id, connection)
        return _named(body, "groupName") | count
    if recipient.kind == "room":
        return _count(connector, "get_room_member_count", "roomId", recipient.id, connection)
    if recipient.state == "member":
        chat = next(each.id for each in recipient.groups if each.is_member)
        kind = "group" if chat.startswith("C") else "room"
        where = {f"{kind}Id": chat, "userId": recipient.id}
        return _named(_body(connector, f"get_{kind}_member_profile", where, connection))
    return _named(_body(connector, "get_profile", {"userId": recipient.id}, connection))


def _body(
    connector: Connector, action: str, fields: Mapping[str, str], connection: str | None
) -> Mapping[str, Any]:
    body = connector.run(action, fields, connection).json_body
    return body if is_object(body) else {}  # from a proxy it may be a page


def _count(
    connector: Connector, action: str, field: str, chat: str, connection: str | None
) -> dict[str, Any]:
    count = _body(connector, action, {field: chat}, connection).get("count")
    if not isinstance(count, int) or not 0 <= count <= LARGEST_INT64:
        return {}
    return {"members": count, "counted_at": now()}


def _named(body: Mapping[str, Any], name: str = "displayName") -> dict[str, Any]:
    columns = {"display_name": name, "picture": "pictureUrl", "language": "language"}
    return {
        column: _storable(body[field])[: _LONGEST.get(column)]
        for column, field in columns.items()
        if isinstance(body.get(field), str)
    }


def _storable(text: str) -> str:
    """Return a text without what databases refuse: NUL, and halves of characters."""
    return text.replace("\0", "").encode(errors="replace").decode()

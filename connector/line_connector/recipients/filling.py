"""Filling the books from the events of a store, beside what received them."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from types import TracebackType
from typing import Any

from line_connector.configuration import Configuration
from line_connector.connector import Connector
from line_connector.errors import ConnectorError, CredentialsError
from line_connector.events.store import EventStore
from line_connector.recipients.book import Book
from line_connector.recipients.profiles import ProfileKeeper

LOG = logging.getLogger(__name__)

READER = "recipients"
"""The reader of the store's events that fills the books."""

_PROVIDER = "line"

_POLL = 1.0
"""Seconds between looks for what other processes have written."""

_GATHER = 0.2
"""Seconds for which events are gathered: a book learns many as fast as one."""

_PAUSE = 5.0
"""Seconds before a book that failed is tried again."""


class BookFiller:
    """Has the books learn from each stored event, at least once, in a thread of its own.

    A book that fails holds up neither webhooks nor handlers: what it missed, it gets later, and so
    it does what was stored while nothing filled it.

    Args:
        store: has the events.
        configuration: says where the books are.
        connector: asks for names and pictures, of the accounts that it has credentials of.
    """

    def __init__(
        self, store: EventStore, configuration: Configuration, connector: Callable[[], Connector]
    ) -> None:
        self._store = store
        self._configuration = configuration
        self._connector = connector
        self._books: dict[str, Book] = {}
        self._opened = ExitStack()
        self._woken = threading.Event()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="recipient book", daemon=True)
        store.on_change(self._woken.set)

    def __enter__(self) -> BookFiller:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stopping.set()
        self._woken.set()
        self._thread.join()
        self._opened.close()

    def _run(self) -> None:
        while not self._stopping.is_set():
            self._woken.clear()
            try:
                while not self._stopping.is_set() and self._take():
                    pass
            except ConnectorError as error:
                LOG.warning("%s; the recipient book learns it later", error)
                self._stopping.wait(_PAUSE)
            except Exception:
                LOG.exception("the recipient book learns it later")
                self._stopping.wait(_PAUSE)
            else:
                self._woken.wait(_POLL)
                self._stopping.wait(_GATHER)

    def _take(self) -> bool:
        """Have the books learn from the next events; return whether there were any."""
        page = self._store.unread(READER)
        if page is None:
            return False
        by_account: dict[str, list[Mapping[str, Any]]] = {}
        for _, event in page.found:
            if event.provider == _PROVIDER and event.body is not None:
                by_account.setdefault(event.account, []).append(event.content)
        for account, contents in by_account.items():
            self._learn(account, contents)
        self._store.mark_read(READER, page.position)
        return True

    def _learn(self, account: str, contents: Sequence[Mapping[str, Any]]) -> None:
        if account not in self._books:
            book = Book.of_account(account or None, self._configuration)
            self._books[account] = self._opened.enter_context(book)
            self._ask_for_profiles(book, account or None)
        self._books[account].take(*contents)

    def _ask_for_profiles(self, book: Book, account: str | None) -> None:
        try:
            connector = self._connector()
            connector.session(_PROVIDER, account)
        except CredentialsError:
            return  # who only receives has no token
        days = self._configuration.policies.profile_days
        self._opened.enter_context(ProfileKeeper(book, connector, days, account))

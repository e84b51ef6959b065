"""The book of one account: who is there, what they are called, what they agreed to."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, delete

from line_connector.configuration import Configuration, read_configuration
from line_connector.events.database import empty_log
from line_connector.json_values import is_object
from line_connector.recipients import codes, searching
from line_connector.recipients.database import database_errors, open_engine
from line_connector.recipients.erasing import erase
from line_connector.recipients.location import book_account, database_url
from line_connector.recipients.recipient import Recipient
from line_connector.recipients.sightings import Sightings
from line_connector.recipients.tables import aliases, tags
from line_connector.recipients.taking import write_sightings
from line_connector.recipients.times import now
from line_connector.recipients.writing import (
    add_recipients,
    write_alias,
    write_consent,
    write_description,
    write_tags,
)


class Book:
    """The recipients of one account, for all threads of a process and for several processes.

        with Book.of_account("tokyo") as book:
            book.take(event)

    Args:
        engine: the database.
        account: whose book it is; user IDs differ from one provider to the next.
    """

    def __init__(self, engine: Engine, account: str) -> None:
        self.engine = engine
        self.account = account
        self._listeners: list[Callable[[], object]] = []
        self._forgetting: list[Callable[[str], object]] = []

    @classmethod
    def of_account(
        cls,
        account: str | None = None,
        configuration: Configuration | None = None,
        *,
        keeps_connections: bool = True,
    ) -> Book:
        """Open the book of an account, by default that of the account that sends.

        Args:
            account: its name.
            configuration: says where the database is; absent, the user's configuration file.
            keeps_connections: keep the database's connections open until the book is closed.

        Raises:
            InputError: the configuration or the database's URL is wrong.
            BookError: the database cannot be used.
        """
        configuration = configuration or read_configuration()
        url = database_url(configuration)
        engine = open_engine(url, keeps_connections=keeps_connections)
        return cls(engine, book_account(account, configuration))

    @classmethod
    def at(cls, url: str, account: str) -> Book:
        """Open the book of an account in a database."""
        return cls(open_engine(url), account)

    def close(self) -> None:
        """Close the database."""
        self.engine.dispose()

    def __enter__(self) -> Book:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def on_change(self, listener: Callable[[], object]) -> None:
        """Have a function called after each take, by the thread that took; it must not wait."""
        self._listeners.append(listener)

    def on_forget(self, eraser: Callable[[str], object]) -> None:
        """Have a function called with an ID before the book forgets it: other stores' erasing.

        If it raises, the book forgets nothing, so that forgetting can be repeated.
        """
        self._forgetting.append(eraser)

    def take(self, *events: Any) -> None:
        """Learn from webhook events, in one transaction.

        The order does not matter, nor how often one is taken: of each fact the latest time counts.
        An event without time or source says nothing and is left out.

        Args:
            events: typed events, or their JSON objects.

        Raises:
            BookError: they cannot be written; nothing of them was.
        """
        raw: list[Any] = [each if is_object(each) else each.raw for each in events]
        sightings = Sightings.of(raw)
        with self.writing() as db:
            write_sightings(db, self.account, sightings)
            codes.look_for_codes(db, self.account, raw, now())
        for listener in self._listeners:
            listener()

    def recipients(self, wanted: searching.Wanted = searching.EVERYBODY) -> Iterator[Recipient]:
        """Yield recipients in the order of their IDs, read in pages."""
        return searching.all_recipients(self.engine, self.account, wanted)

    def find(self, recipient: str) -> Recipient | None:
        """Return the recipient of an ID; None if the book does not know it."""
        return next(self.recipients(searching.Wanted(ids=(recipient,))), None)

    def alias_ids(self) -> dict[str, str]:
        """Return the ID of each alias."""
        return searching.alias_ids(self.engine, self.account)

    def tag_names(self) -> list[str]:
        """Return the tags that are used."""
        return searching.tag_names(self.engine, self.account)

    def count_members(self, ids: Iterable[str], since: int) -> dict[str, int]:
        """Return how many members the chats have that were counted since a time."""
        return searching.count_members(self.engine, self.account, ids, since)

    def add(self, ids: Iterable[str]) -> None:
        """Note recipients of whom nothing but the ID is known."""
        with self.writing() as db:
            add_recipients(db, self.account, ids)

    def note_followers(self, ids: Iterable[str], at: int) -> None:
        """Note who was a friend of the account at a time."""
        event = {"type": "follow", "timestamp": at}
        self.take(*({**event, "source": {"type": "user", "userId": each}} for each in ids))

    def tag(self, ids: Sequence[str], names: Iterable[str], source: str) -> None:
        """Give recipients tags; who has one already keeps it as it is."""
        with self.writing() as db:
            write_tags(db, self.account, {each: tuple(names) for each in ids}, source)

    def untag(self, ids: Sequence[str], names: Iterable[str]) -> int:
        """Take tags from recipients; return how many there were."""
        with self.writing() as db:
            found = db.execute(
                delete(tags).where(
                    tags.c.account == self.account, tags.c.id.in_(ids), tags.c.tag.in_(list(names))
                )
            )
        return found.rowcount

    def set_alias(self, name: str, recipient: str, source: str) -> None:
        """Give a recipient an alias.

        Raises:
            InputError: it is another's.
        """
        with self.writing() as db:
            write_alias(db, self.account, name, recipient, source)

    def remove_alias(self, name: str) -> bool:
        """Remove an alias; return whether there was one."""
        with self.writing() as db:
            found = db.execute(
                delete(aliases).where(aliases.c.account == self.account, aliases.c.name == name)
            )
        return found.rowcount > 0

    def set_consent(
        self, ids: Iterable[str], *, given: bool, source: str, at: int | None = None
    ) -> None:
        """Note that recipients agreed to get messages, or withdrew that; earlier ones are kept.

        Args:
            ids: the recipients.
            given: whether they agreed.
            source: where that is known from.
            at: when, in milliseconds since 1970; absent, now: then it holds over all others.
        """
        with self.writing() as db:
            for each in sorted(set(ids)):
                write_consent(db, self.account, each, given=given, source=source, at=at)

    def describe(self, recipient: str, **values: Any) -> None:
        """Set columns of a recipient: name, display_name, note, language, picture, members …."""
        with self.writing() as db:
            write_description(db, self.account, recipient, values)

    def forget(self, recipient: str) -> bool:
        """Erase a recipient everywhere in the book; return whether there was one.

        Raises:
            BookError: it cannot be erased; nothing was.
        """
        for eraser in self._forgetting:
            eraser(recipient)
        with self.writing() as db:
            is_known = erase(db, recipient, self.account) > 0
        empty_log(self.engine)
        return is_known

    @contextmanager
    def writing(self) -> Generator[Connection]:
        """Yield a connection whose changes are all made, or none of them."""
        with database_errors(), self.engine.begin() as db:
            yield db

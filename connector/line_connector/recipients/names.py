"""Names of the book where a recipient is taken: an alias, `tag:vip`, `name:"Aoi"`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from line_connector.configuration import Configuration
from line_connector.errors import ConnectorError, InputError
from line_connector.installing import how_to_install
from line_connector.recipients.location import book_exists
from line_connector.recipients.times import DAY, now
from line_connector.shortening import did_you_mean, shortened

if TYPE_CHECKING:
    from line_connector.recipients.book import Book
    from line_connector.recipients.recipient import Recipient

TAG = "tag:"
NAME = "name:"

_SHOWN = 5
"""Of several that have the same name."""


class BookNames:
    """The names of a book, which is opened when one is needed, and only if it exists.

    Args:
        configuration: says where the book is.
        account: whose book; that of the account that sends if absent.
    """

    def __init__(self, configuration: Configuration, account: str | None = None) -> None:
        self._configuration = configuration
        self._account = account

    def ids(self, name: str) -> Sequence[str] | None:
        """Return the IDs that a name stands for; None if the book does not know it.

        Raises:
            InputError: nobody has the tag, or not exactly one recipient has the name.
            BookError: the book cannot be read.
        """
        if name.startswith(TAG):
            return self._tagged(name.removeprefix(TAG))
        if name.startswith(NAME):
            return [self._named(name.removeprefix(NAME).strip().strip('"'))]
        found = self._book.alias_ids().get(name) if self._exists else None
        return None if found is None else [found]

    def names(self) -> Iterable[str]:
        """Return the aliases and the tags."""
        if not self._exists:
            return ()
        return [*self._book.alias_ids(), *(f"{TAG}{each}" for each in self._book.tag_names())]

    def check(self, ids: Sequence[str], warn: Callable[[str], object]) -> None:
        """Say of whom it is known that nothing should be sent, as the configuration wishes.

        Args:
            ids: to whom is sent.
            warn: called with a warning for each.

        Raises:
            InputError: there is one, and the configuration says `blocked: refuse`.
            BookError: the book cannot be read, and the configuration says `blocked: refuse`.
        """
        refuses = self._configuration.policies.blocked == "refuse"
        try:
            if self._configuration.policies.blocked == "send" or not self._exists:
                return
            obstacles = [
                f"{each.id}{_called(each)} {each.obstacle}"
                for each in self._recipients(ids=ids)
                if each.obstacle
            ]
        except ConnectorError as error:
            if refuses:
                raise
            warn(f"not checked who has blocked the account: {error}")
            return
        if obstacles and refuses:
            raise InputError("\n".join(f"recipient {each}: refused" for each in obstacles))
        for each in obstacles:
            warn(f"recipient {each}")

    def fresh_members(self, ids: Iterable[str]) -> dict[str, int]:
        """Return how many members those chats have that were counted within a day.

        Raises:
            BookError: the book cannot be read.
        """
        return self._book.count_members(ids, now() - DAY) if self._exists else {}

    def _tagged(self, tag: str) -> list[str]:
        found = [each.id for each in self._recipients(tag=tag)] if self._exists else []
        if not found:
            known = self._book.tag_names() if self._exists else []
            there = f"; there are: {', '.join(known)}" if known else ""
            raise InputError(f"{TAG}{shortened(tag)}: nobody{did_you_mean(tag, known, there)}")
        return found

    def _named(self, name: str) -> str:
        found = self._recipients(name=name) if self._exists else []
        if not found:
            raise InputError(
                f'{NAME}"{shortened(name)}": nobody; see: line-connector recipients find'
            )
        if len(found) > 1:
            ids = ", ".join(f"{each.id} ({each.state})" for each in found[:_SHOWN])
            more = ", …" if len(found) > _SHOWN else ""
            raise InputError(f'{NAME}"{shortened(name)}": {len(found)} recipients: {ids}{more}')
        return found[0].id

    def _recipients(
        self,
        ids: Sequence[str] | None = None,
        tag: str | None = None,
        name: str | None = None,
    ) -> list[Recipient]:
        book = self._book
        from line_connector.recipients.searching import Wanted  # late: as the book

        return list(book.recipients(Wanted(ids=ids, tag=tag, name=name)))

    @cached_property
    def _exists(self) -> bool:
        return book_exists(self._configuration)

    @cached_property
    def _book(self) -> Book:
        try:
            from line_connector.recipients.book import Book  # late: with a database library
        except ModuleNotFoundError as error:
            install = how_to_install("recipients")
            raise InputError(f"the recipient book needs {error.name}: {install}") from None
        return Book.of_account(self._account, self._configuration, keeps_connections=False)


def _called(recipient: Recipient) -> str:
    name = next(iter(recipient.aliases), recipient.name)
    return f" ({shortened(name, 40)})" if name else ""

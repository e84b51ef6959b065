"""What the commands of the book share: whose book, to whom, how it is printed."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

import click

from line_connector.cli.completing_recipients import complete_recipient
from line_connector.cli.options import credentials_options, sandbox_option
from line_connector.errors import InputError

if TYPE_CHECKING:
    from line_connector.configuration import Configuration
    from line_connector.connector import Connector
    from line_connector.recipients.book import Book

CommandT = TypeVar("CommandT", bound=Callable[..., Any])


class Selected:
    """Whose book is used, and with which credentials LINE is asked.

    Args:
        connection: file with credentials.
        account: an account of the configuration file.
        sandbox: use the sandbox, and its book.
    """

    def __init__(self, connection: str | None, account: str | None, *, sandbox: bool) -> None:
        from line_connector.configuration import read_configuration

        self.configuration: Configuration = read_configuration()
        self._connection = connection
        self._account = account
        self._sandbox = sandbox

    @property
    def name(self) -> str | None:
        """Name of the book, where an option says it."""
        from line_connector.recipients.location import book_of

        return book_of(self._account, sandbox=self._sandbox)

    def ids(self, target: str) -> list[str]:
        """Return the IDs that a target stands for.

        Raises:
            InputError: it stands for nobody.
        """
        from line_connector.recipients.names import BookNames

        names = BookNames(self.configuration, self.name)
        return self.configuration.recipients_of(target, names)

    @contextmanager
    def book(self) -> Generator[Book]:
        """Yield the book."""
        from line_connector.recipients.book import Book

        with Book.of_account(self.name, self.configuration) as book:
            yield book

    @contextmanager
    def connected(self) -> Generator[Connector]:
        """Yield what asks LINE."""
        from line_connector.cli.connecting import connected
        from line_connector.manifest import load_manifest

        with connected(
            load_manifest(), self._connection, self._account, sandbox=self._sandbox
        ) as connector:
            yield connector


def book_options(command: CommandT) -> CommandT:
    """Add the options that say whose book is used."""
    return credentials_options(sandbox_option(command))


def json_option(command: CommandT) -> CommandT:
    """Add the option --json."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON.")(command)


def target_argument(command: CommandT) -> CommandT:
    """Add the argument TARGET."""
    return click.argument("target", shell_complete=complete_recipient)(command)


def one_of(selected: Selected, target: str) -> str:
    """Return the one ID that a target stands for.

    Raises:
        InputError: it stands for nobody, or for several.
    """
    ids = selected.ids(target)
    if len(ids) > 1:
        raise InputError(f"{target}: stands for {len(ids)} recipients; name one")
    return ids[0]


def counted(number: int, noun: str = "recipient") -> str:
    """Return a number with its noun."""
    return f"{number:,} {noun}{'s' * (number != 1)}"

"""`line-connector recipients discover`: the ID of a group or user, by a code said in the chat."""

from __future__ import annotations

import time
from contextlib import suppress
from typing import TYPE_CHECKING

import click

from line_connector.cli.durations import Duration, duration_text
from line_connector.cli.printing import print_json, print_raw, say, visible
from line_connector.cli.recipients.options import Selected, book_options, json_option
from line_connector.errors import ConnectorError, InputError
from line_connector.recipients.times import now

if TYPE_CHECKING:
    from line_connector.recipients.book import Book
    from line_connector.recipients.codes import Found
    from line_connector.recipients.recipient import Recipient

_POLL = 0.5
"""Seconds between two looks at the book."""


@click.command()
@click.option(
    "--timeout",
    type=Duration(1, 15 * 60),
    default="5m",
    show_default=True,
    help="How long to wait, at most 15m.",
)
@json_option
@book_options
def discover(
    connection: str | None, account: str | None, sandbox: bool, timeout: float, as_json: bool
) -> None:
    """Find an ID by a code said in the chat.

    Prints the code, and waits until it is said in a group or room, or to the account. The events
    come from whatever fills the book: line-connector listen, or import --events.
    """
    from line_connector.recipients.codes import drop_code, new_code

    selected = Selected(connection, account, sandbox=sandbox)
    with selected.book() as book:
        with book.writing() as db:
            code = new_code(db, book.account, now())
        say(f'say "line {code}" in the group, or write it to the account')
        try:
            found = _wait(book, code, timeout)
        finally:
            with book.writing() as db:
                drop_code(db, book.account, code)
        chat = _known(selected, book, found.chat)
        user = _known(selected, book, found.user) if found.user else None
    if as_json:
        print_json({"chat": chat.to_dict(), "user": user.to_dict() if user else None})
        return
    print_raw(visible(f"{chat.kind:<6} {chat.id}  {chat.name}".rstrip()))
    if user is not None and user.id != chat.id:
        print_raw(visible(f"by     {user.id}  {user.name}".rstrip()))
    say(f"name it: line-connector recipients alias NAME {chat.id}")
    say(f"or in {selected.configuration.path}, below recipients:  NAME: {chat.id}")


def _wait(book: Book, code: str, timeout: float) -> Found:
    """Return where the code was said.

    Raises:
        InputError: nowhere, in that time.
    """
    from line_connector.recipients.codes import found_by_code

    until = time.monotonic() + timeout
    while time.monotonic() < until:
        with book.writing() as db:
            found = found_by_code(db, book.account, code)
        if found is not None:
            return found
        time.sleep(_POLL)
    raise InputError(
        f'"line {code}" was not said within {duration_text(timeout)}; is something receiving '
        "webhooks and filling this book? See: line-connector recipients discover --help"
    )


def _known(selected: Selected, book: Book, recipient: str) -> Recipient:
    """Return a recipient, with its name if LINE says it."""
    from line_connector.recipients.profiles import ask

    book.add([recipient])
    known = book.find(recipient)
    assert known is not None  # noqa: S101 - it was added
    if not known.name:
        with suppress(ConnectorError), selected.connected() as connector:
            ask(book, connector, known)
            return book.find(recipient) or known
    return known

"""`line-connector recipients forget`: erase a person."""

from __future__ import annotations

import os
import sys

import click

from line_connector.cli.options import STORE
from line_connector.cli.printing import say
from line_connector.cli.recipients.options import (
    Selected,
    book_options,
    one_of,
    target_argument,
)
from line_connector.errors import InputError


@click.command()
@target_argument
@click.option("--yes", is_flag=True, help="Do not ask.")
@book_options
def forget(
    connection: str | None, account: str | None, sandbox: bool, target: str, yes: bool
) -> None:
    """Erase all that the book has of TARGET, and its events, questions and playbook runs.

    Names, groups, tags, aliases, consents and notes are erased. An opt-out is erased too. Whoever
    writes again is noted again.
    """
    selected = Selected(connection, account, sandbox=sandbox)
    recipient = one_of(selected, target)
    with selected.book() as book:
        if book.find(recipient) is None:
            raise InputError(f"{recipient}: is not in the book")
        if not yes:
            if not sys.stdin.isatty():
                raise InputError("forget: erases for good; say --yes")
            click.confirm(f"Erase {recipient} for good?", abort=True, err=True)
        book.on_forget(_erase_events)
        book.forget(recipient)
    say(f"{recipient} is forgotten")


def _erase_events(recipient: str) -> None:
    from line_connector.cli.forgetting import forget_received
    from line_connector.events.store import store_exists

    url = os.environ.get(STORE)
    if store_exists(url):
        forget_received(recipient, url)

"""`line-connector recipients tag`, `untag`, `alias`, `note` and `consent`."""

from __future__ import annotations

import click

from line_connector.cli.printing import print_json, print_raw, say, say_warning
from line_connector.cli.recipients.options import (
    Selected,
    book_options,
    counted,
    json_option,
    one_of,
    target_argument,
)
from line_connector.errors import InputError

SOURCE = "command line"
"""What the book notes as the source of what is said here, unless the command says another."""


@click.command()
@click.argument("name")
@target_argument
@book_options
def tag(connection: str | None, account: str | None, sandbox: bool, name: str, target: str) -> None:
    """Give TARGET a tag.

    Then tag:NAME stands for all who have it.
    """
    from line_connector.configuration.recipients import wrong_name

    if why := wrong_name(name):
        raise InputError(f"tag {name!r}: {why.replace('recipient', 'tag')}")
    selected = Selected(connection, account, sandbox=sandbox)
    ids = selected.ids(target)
    with selected.book() as book:
        book.tag(ids, [name], SOURCE)
    say(f"tag:{name} added to {counted(len(ids))}")


@click.command()
@click.argument("name")
@target_argument
@book_options
def untag(
    connection: str | None, account: str | None, sandbox: bool, name: str, target: str
) -> None:
    """Take the tag NAME from TARGET."""
    selected = Selected(connection, account, sandbox=sandbox)
    ids = selected.ids(target)
    with selected.book() as book:
        found = book.untag(ids, [name])
    say(f"tag:{name} removed from {counted(found)}")


@click.command()
@click.argument("name", required=False)
@click.argument("target", required=False)
@click.option("--remove", is_flag=True, help="Remove the alias NAME.")
@json_option
@book_options
def alias(
    connection: str | None,
    account: str | None,
    sandbox: bool,
    name: str | None,
    target: str | None,
    remove: bool,
    as_json: bool,
) -> None:
    """Let NAME stand for one recipient.

    Without arguments, list the aliases. A name that the configuration file has too stands for what
    it says there.
    """
    from line_connector.configuration.recipients import wrong_name

    selected = Selected(connection, account, sandbox=sandbox)
    with selected.book() as book:
        if name is None:
            _print_aliases(book.alias_ids(), as_json=as_json)
            return
        if remove:
            if not book.remove_alias(name):
                raise InputError(f"{name}: is no alias in the book")
            say(f"{name} removed")
            return
        if target is None:
            raise InputError("TARGET: must be an ID or a name")
        if why := wrong_name(name):
            raise InputError(f"alias {name!r}: {why}")
        recipient = one_of(selected, target)
        book.set_alias(name, recipient, SOURCE)
    say(f"{name} stands for {recipient}")
    say_if_hidden(selected, [name])


def say_if_hidden(selected: Selected, names: list[str]) -> None:
    """Warn of aliases that the configuration file has too, where another meaning wins."""
    for name in names:
        if name in selected.configuration.recipients:
            file = selected.configuration.path
            say_warning(f"{name} is a name in {file} too: what it says there is used")


@click.command()
@target_argument
@click.argument("text")
@book_options
def note(
    connection: str | None, account: str | None, sandbox: bool, target: str, text: str
) -> None:
    """Keep a note about TARGET; an empty TEXT removes it."""
    selected = Selected(connection, account, sandbox=sandbox)
    recipient = one_of(selected, target)
    with selected.book() as book:
        book.describe(recipient, note=text or None)
    say(f"noted about {recipient}" if text else f"note about {recipient} removed")


@click.command()
@target_argument
@click.argument("state", type=click.Choice(("given", "withdrawn")))
@click.option("--source", default=SOURCE, show_default=True, help="Where that is known from.")
@book_options
def consent(
    connection: str | None,
    account: str | None,
    sandbox: bool,
    target: str,
    state: str,
    source: str,
) -> None:
    """Note that TARGET agreed, or opted out.

    What was noted before is kept; the latest holds.
    """
    selected = Selected(connection, account, sandbox=sandbox)
    ids = selected.ids(target)
    with selected.book() as book:
        book.set_consent(ids, given=state == "given", source=source)
    say(f"consent {state}: {counted(len(ids))}")


def _print_aliases(aliases: dict[str, str], *, as_json: bool) -> None:
    if as_json:
        print_json(aliases)
        return
    for name, recipient in aliases.items():
        print_raw(f"{recipient}  {name}")

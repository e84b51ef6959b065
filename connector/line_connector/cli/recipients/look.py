"""`line-connector recipients list`, `show` and `find`."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import click

from line_connector.cli.printing import print_json, print_raw, say, visible
from line_connector.cli.recipients.options import (
    Selected,
    book_options,
    json_option,
    one_of,
    target_argument,
)
from line_connector.errors import InputError
from line_connector.json_values import is_list, is_object
from line_connector.recipients.recipient import STATES, State

if TYPE_CHECKING:
    from line_connector.recipients.recipient import Recipient


@click.command("list")
@click.option("--tag", metavar="NAME", help="Only those with a tag.")
@click.option("--state", type=click.Choice(STATES), help="Only those in a state.")
@click.option("--ids", is_flag=True, help="Print IDs only, one on each line.")
@json_option
@book_options
def list_(
    connection: str | None,
    account: str | None,
    sandbox: bool,
    tag: str | None,
    state: State | None,
    ids: bool,
    as_json: bool,
) -> None:
    """List who is in the book; --json prints an object on each line."""
    from line_connector.recipients.searching import Wanted

    selected = Selected(connection, account, sandbox=sandbox)
    with selected.book() as book:
        if not _print(book.recipients(Wanted(tag=tag, state=state)), ids=ids, as_json=as_json):
            say("nobody; see: line-connector recipients import --help, discover --help")


@click.command()
@target_argument
@json_option
@book_options
def show(
    connection: str | None, account: str | None, sandbox: bool, target: str, as_json: bool
) -> None:
    """Show all that the book knows of TARGET."""
    selected = Selected(connection, account, sandbox=sandbox)
    with selected.book() as book:
        recipient = one_of(selected, target)
        found = book.find(recipient)
    if found is None:
        raise InputError(f"{recipient}: is not in the book")
    if as_json:
        print_json(found.to_dict())
        return
    for name, value in found.to_dict().items():
        print_raw(f"{name.replace('_', ' '):<13}{visible(_text(value))}")


@click.command()
@click.argument("text")
@click.option("--ids", is_flag=True, help="Print IDs only, one on each line.")
@json_option
@book_options
def find(
    connection: str | None,
    account: str | None,
    sandbox: bool,
    text: str,
    ids: bool,
    as_json: bool,
) -> None:
    """Find recipients by part of what is known.

    TEXT is part of a name, an alias, a tag, a note or an ID; or tag:NAME, name:"…", or a list of
    IDs and names with commas.
    """
    from line_connector.recipients.searching import Wanted

    selected = Selected(connection, account, sandbox=sandbox)
    is_target = "," in text or text.startswith(("tag:", "name:"))
    wanted = Wanted(ids=selected.ids(text)) if is_target else Wanted(text=text)
    with selected.book() as book:
        if not _print(book.recipients(wanted), ids=ids, as_json=as_json):
            raise InputError(f"{text}: nobody")


def _print(recipients: Iterable[Recipient], *, ids: bool, as_json: bool) -> int:
    """Print recipients, one on each line; return how many."""
    number = 0
    for each in recipients:
        number += 1
        if as_json:
            print_raw(json.dumps(each.id if ids else each.to_dict(), ensure_ascii=False))
        else:
            print_raw(each.id if ids else _line(each))
    return number


def _line(recipient: Recipient) -> str:
    members = recipient.row["members"]
    size = f" ({members:,} members)" if members is not None else ""
    more = [*recipient.aliases, *(f"tag:{each}" for each in recipient.tags)]
    opted_out = "  opted out" if recipient.has_opted_out else ""
    name = "".join(each if each.isprintable() else " " for each in recipient.name)
    return (
        f"{recipient.id}  {recipient.state:<8}  {name}{size}{opted_out}  {' '.join(more)}".rstrip()
    )


def _text(value: Any) -> str:
    """Return a value as people read it."""
    if is_list(value):
        return ", ".join(map(_text, value))
    if is_object(value):
        return f"{value['state']} {value['at']} ({value['source']})"
    text = str(value)
    return text if text.isprintable() else json.dumps(text, ensure_ascii=False)

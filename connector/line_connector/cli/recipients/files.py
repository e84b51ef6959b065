"""`line-connector recipients import` and `export`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

import click

from line_connector.cli.completing import complete_file
from line_connector.cli.printing import print_raw, say
from line_connector.cli.recipients.labels import say_if_hidden
from line_connector.cli.recipients.options import Selected, book_options, counted
from line_connector.documents.text_files import read_standard_input, read_text_file
from line_connector.errors import ForbiddenError, InputError
from line_connector.json_values import is_list, is_object
from line_connector.recipients.times import now

if TYPE_CHECKING:
    from line_connector.recipients.book import Book

_AT_ONCE = 1000
"""IDs on a page of followers, and events in a transaction."""


@click.command("import")
@click.argument("file", required=False, shell_complete=complete_file)
@click.option("--followers", is_flag=True, help="Import all friends; needs a verified account.")
@click.option(
    "--events",
    metavar="FILE",
    shell_complete=complete_file,
    help="Learn from webhook events, one JSON object on each line; - is standard input.",
)
@click.option("--profiles", is_flag=True, help="Then ask LINE for names that are not known yet.")
@book_options
def import_(
    connection: str | None,
    account: str | None,
    sandbox: bool,
    file: str | None,
    followers: bool,
    events: str | None,
    profiles: bool,
) -> None:
    """Import a CSV file, friends, or events.

    Of a FILE all recipients are imported or, if a line is wrong, none. Columns: id, name, alias,
    tags, note, language, consent (given or withdrawn), consent_at, consent_source. All but id can
    be absent; an empty cell changes nothing.
    """
    if sum((file is not None, followers, events is not None)) > 1:
        raise click.UsageError("FILE, --followers and --events exclude each other")
    if not (file or followers or events or profiles):
        raise click.UsageError("name a FILE, --followers, --events or --profiles")
    selected = Selected(connection, account, sandbox=sandbox)
    with selected.book() as book:
        if file:
            _import_file(selected, book, file)
        elif events:
            _import_events(book, events)
        if followers or profiles:
            _ask_line(selected, book, followers=followers, profiles=profiles)


@click.command()
@click.option("--format", "form", type=click.Choice(("csv", "json")), default="csv")
@book_options
def export(connection: str | None, account: str | None, sandbox: bool, form: str) -> None:
    """Print the book as CSV or JSON.

    CSV is what import takes; JSON is one object on each line.
    """
    from line_connector.recipients.files import export_people

    selected = Selected(connection, account, sandbox=sandbox)
    with selected.book() as book:
        everybody = book.recipients()
        lines: Iterable[str]
        if form == "csv":
            lines = export_people(everybody)
        else:
            lines = (json.dumps(each.to_dict(), ensure_ascii=False) for each in everybody)
        for line in lines:
            print_raw(line)


def _import_file(selected: Selected, book: Book, file: str) -> None:
    from line_connector.recipients.files import import_people, read_people

    text = read_standard_input() if file == "-" else read_text_file(file)
    name = "standard input" if file == "-" else file
    lines = read_people(text, name, book.alias_ids())
    import_people(book, lines, f"import {name}")
    say(f"{counted(len(lines))} imported")
    say_if_hidden(selected, [alias for line in lines for alias in line.aliases])


def _import_events(book: Book, file: str) -> None:
    number = 0
    with click.open_file(file, "rb") as stream:
        events = _events(stream, "standard input" if file == "-" else file)
        # A program that pipes events in wants each to be known at once.
        while some := list(islice(events, 1 if file == "-" else _AT_ONCE)):
            book.take(*some)
            number += len(some)
    say(f"{counted(number, 'event')} taken")


def _events(lines: Iterable[bytes], file: str) -> Iterator[dict[str, Any]]:
    """Yield the events on the lines: an event each, or a webhook's body with several.

    Raises:
        InputError: a line is neither; what stood before it is taken, which can be repeated.
    """
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            value = json.loads(line.decode("utf-8-sig"))
        except UnicodeDecodeError:
            raise InputError(f"{file}, line {number}: is not text in UTF-8") from None
        except ValueError:
            value = None
        if not is_object(value):
            raise InputError(f"{file}, line {number}: must be a webhook event as a JSON object")
        found = value.get("events", [value])
        yield from (each for each in (found if is_list(found) else ()) if is_object(each))


def _ask_line(selected: Selected, book: Book, *, followers: bool, profiles: bool) -> None:
    from line_connector.recipients.profiles import refresh

    with selected.connected() as connector:
        if followers:
            number = 0
            found = connector.items("get_followers", {"limit": _AT_ONCE})
            try:
                at = now()
                while some := list(islice(found, _AT_ONCE)):
                    book.note_followers(some, at)
                    number += len(some)
                    at = now()
            except ForbiddenError as error:
                raise InputError(
                    f"--followers: only a verified or premium account can list its friends; "
                    f"others learn of them from webhooks ({error})"
                ) from None
            say(f"{counted(number, 'friend')} imported")
        if profiles:
            asked = refresh(book, connector, selected.configuration.policies.profile_days)
            say(f"{counted(asked, 'profile')} asked for")

"""What the shell offers for a recipient: names of the configuration file and of the book, and tags.

The book is read without its database library, which takes longer to import than a TAB may.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import closing, suppress
from typing import TYPE_CHECKING, Any

import click

from line_connector.cli.completing import configuration_document, document_part, items

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

_MOST = 500
"""Names of the book that are offered."""

_NAMES = """
SELECT name FROM line_connector_aliases
WHERE account = coalesce(:book, account) AND name LIKE :pattern ESCAPE '!'
UNION SELECT 'tag:' || tag FROM line_connector_tags
WHERE account = coalesce(:book, account) AND 'tag:' || tag LIKE :pattern ESCAPE '!'
ORDER BY 1 LIMIT :most
"""


def complete_recipient(
    context: click.Context, _: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Offer names of recipients; of a list that is separated by commas, its last one."""
    before, comma, last = incomplete.rpartition(",")
    document = configuration_document()
    names = [*document_part(document, "recipients"), *_of_book(context.params, document, last)]
    found = dict.fromkeys(name for name in names if name.startswith(last))
    return items({f"{before}{comma}{name}": "" for name in found})


def _of_book(options: Mapping[str, Any], document: Mapping[str, Any], start: str) -> Iterator[str]:
    """Yield the aliases and tags that begin so: of the named account's book, else of every book.

    Which account sends, only checking the credentials would say.
    """
    import sqlite3

    from line_connector.recipients.location import DATABASE, book_of, default_url, sqlite_path

    url = os.environ.get(DATABASE) or document.get("database") or default_url()
    file = sqlite_path(url) if isinstance(url, str) else None
    if file is None or not file.exists():
        return
    pattern = "".join(f"!{letter}" if letter in "!%_" else letter for letter in start) + "%"
    book = book_of(options.get("account"), sandbox=bool(options.get("sandbox")))
    # Read only: pressing TAB must not make a database.
    with (
        suppress(sqlite3.Error),
        closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as read,
    ):
        rows = read.execute(_NAMES, {"book": book, "pattern": pattern, "most": _MOST})
        yield from (name for (name,) in rows)

"""The book as files: CSV that a spreadsheet writes and reads, checked as a whole before use."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any

from line_connector.configuration.recipients import is_recipient_id, wrong_name
from line_connector.errors import InputError
from line_connector.recipients.book import Book
from line_connector.recipients.recipient import Recipient
from line_connector.recipients.times import now, shown_time
from line_connector.recipients.writing import (
    add_recipients,
    write_alias,
    write_consent,
    write_description,
    write_tags,
)
from line_connector.shortening import did_you_mean, shortened

COLUMNS = (
    "id",
    "name",
    "alias",
    "tags",
    "note",
    "language",
    "consent",
    "consent_at",
    "consent_source",
)
"""What an import takes."""

SHOWN = ("kind", "state", "display_name", "members", "first_seen", "last_seen")
"""What an export has beside these; an import leaves it out, for only LINE knows it."""

_CONSENTS = {"given": True, "withdrawn": False}
_MOST_ERRORS = 20
_LONGEST = 1000
"""Characters of a cell."""

_FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # noqa: RUF001
"""What a spreadsheet takes for a formula begins with one of these, or with white space before it.

Source: https://owasp.org/www-community/attacks/CSV_Injection
"""

_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
"""Control characters but tabs and line ends, and halves of surrogate pairs.

Names have characters without a picture: the ideographic space, the joiners of emoji and scripts.
"""

_SEPARATOR = re.compile(r"[\s,;]+")


@dataclass(frozen=True)
class Line:
    """One line of a file."""

    id: str
    described: Mapping[str, str]
    """Columns of the book by name."""
    aliases: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    consent: bool | None = None
    consent_at: int | None = None
    consent_source: str = ""


def read_people(text: str, file: str, taken: Mapping[str, str]) -> list[Line]:
    """Read recipients from CSV, separated by commas, semicolons or tabs as its first line says.

    Args:
        text: the file's.
        file: its name, for errors.
        taken: the aliases there are, with their IDs.

    Raises:
        InputError: something is wrong; one line for each, with its number.
    """
    return _Reader(file, dict(taken)).read(text.removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}"))


def import_people(book: Book, lines: Iterable[Line], source: str) -> None:
    """Write recipients down, all of them or none; an empty cell changes nothing.

    Raises:
        InputError: an alias has been given to another recipient meanwhile.
        BookError: they cannot be written.
    """
    lines = sorted(lines, key=lambda line: line.id)
    with book.writing() as db:
        add_recipients(db, book.account, [line.id for line in lines])
        write_tags(db, book.account, {line.id: line.tags for line in lines if line.tags}, source)
        for line in lines:
            write_description(db, book.account, line.id, line.described)
            for alias in line.aliases:
                write_alias(db, book.account, alias, line.id, source)
            if line.consent is not None:
                write_consent(
                    db,
                    book.account,
                    line.id,
                    given=line.consent,
                    source=line.consent_source or source,
                    at=line.consent_at,
                )


def export_people(recipients: Iterable[Recipient]) -> Iterator[str]:
    """Yield the lines of a CSV file that an import takes."""
    names = [*COLUMNS, *SHOWN]
    yield _csv_line(names)
    for each in recipients:
        row = _exported(each)
        yield _csv_line([row[name] for name in names])


def _exported(recipient: Recipient) -> dict[str, Any]:
    row = recipient.row
    consent = recipient.consents[-1] if recipient.consents else None
    return {
        **{name: row[name] or "" for name in ("id", "name", "note", "language", "display_name")},
        "alias": " ".join(recipient.aliases),
        "tags": " ".join(recipient.tags),
        "consent": "" if consent is None else "given" if consent.given else "withdrawn",
        "consent_at": shown_time(consent.at) if consent else "",
        "consent_source": consent.source if consent else "",
        "kind": recipient.kind,
        "state": recipient.state,
        "members": "" if row["members"] is None else row["members"],
        "first_seen": shown_time(row["first_seen"]),
        "last_seen": shown_time(row["last_seen"]),
    }


def _csv_line(values: Iterable[Any]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="").writerow([_harmless(value) for value in values])
    return buffer.getvalue()


def _harmless(value: Any) -> Any:
    """Return a cell that a spreadsheet does not run: people choose their names themselves."""
    is_formula = isinstance(value, str) and value.startswith(_FORMULAS)
    return f"'{value}" if is_formula else value


def _plain(cell: str) -> str:
    """Return a cell as it was before `_harmless`."""
    cell = cell.strip()
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_FORMULAS) else cell


class _Reader:
    """One file; what is wrong is collected."""

    def __init__(self, file: str, taken: dict[str, str]) -> None:
        self._file = file
        self._taken = taken
        self._lines: dict[str, int] = {}
        """Where each ID stands."""
        self._wrong: list[str] = []

    def read(self, text: str) -> list[Line]:
        people = [line for line in self._read(text) if line is not None]
        if self._wrong:
            more = len(self._wrong) - _MOST_ERRORS
            rest = [f"{self._file}: {more} more errors"] if more > 0 else []
            raise InputError("\n".join([*self._wrong[:_MOST_ERRORS], *rest]))
        return people

    def _read(self, text: str) -> Iterator[Line | None]:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
        start = 1
        columns: list[str] = []
        try:
            for row in rows:
                if any(cell.strip() for cell in row):
                    if not columns:
                        columns = self._header(row)
                    else:
                        yield self._line(start, columns, row)
                start = rows.line_num + 1
        except csv.Error as error:
            self._add(rows.line_num or 1, f"is not valid CSV: {error}")
        if not columns and not self._wrong:
            self._add(1, f"must name the columns: {', '.join(COLUMNS)}")

    def _header(self, row: list[str]) -> list[str]:
        columns = [cell.strip().lower() for cell in row]
        for name in columns:
            if name not in {*COLUMNS, *SHOWN}:
                hint = did_you_mean(name, COLUMNS, f"; there are: {', '.join(COLUMNS)}")
                self._stop(1, f"unknown column {shortened(name)!r}{hint}")
            if columns.count(name) > 1:
                self._stop(1, f"column {name} is there twice")
        if "id" not in columns:
            self._stop(1, "must have a column id")
        return columns

    def _line(self, number: int, columns: list[str], row: list[str]) -> Line | None:
        if len(row) != len(columns):
            self._add(number, f"has {len(row)} cells, not {len(columns)}")
            return None
        given = zip(columns, row, strict=True)
        cells = {name: _plain(cell) for name, cell in given if name in COLUMNS}
        before = len(self._wrong)
        for name, cell in cells.items():
            if len(cell) > _LONGEST:
                self._add(number, f"must have at most {_LONGEST} characters", name)
            if _CONTROLS.search(cell):
                self._add(number, "has a character that cannot be printed", name)
        self._check_id(number, cells["id"])
        line = Line(
            cells["id"],
            {name: cells[name] for name in ("name", "note", "language") if cells.get(name)},
            self._names(number, cells, "alias"),
            self._names(number, cells, "tags"),
            self._consent(number, cells.get("consent", "")),
            self._time(number, cells.get("consent_at", "")),
            cells.get("consent_source", ""),
        )
        for alias in line.aliases:
            if self._taken.setdefault(alias, line.id) != line.id:
                self._add(number, f"{alias} is {self._taken[alias]} already", "alias")
        return line if len(self._wrong) == before else None

    def _check_id(self, number: int, recipient: str) -> None:
        if not is_recipient_id(recipient):
            self._add(number, "must be U, C or R and 32 hex digits", "id")
        elif recipient in self._lines:
            self._add(number, f"is in line {self._lines[recipient]} too", "id")
        self._lines[recipient] = number

    def _names(self, number: int, cells: Mapping[str, str], column: str) -> tuple[str, ...]:
        names = tuple(name for name in _SEPARATOR.split(cells.get(column, "")) if name)
        for name in names:
            if why := wrong_name(name):
                self._add(number, f"{shortened(name)!r}: {_of(column, why)}", column)
        return names

    def _consent(self, number: int, cell: str) -> bool | None:
        if cell and cell not in _CONSENTS:
            self._add(number, f"must be {' or '.join(_CONSENTS)}", "consent")
        return _CONSENTS.get(cell)

    def _time(self, number: int, cell: str) -> int | None:
        if not cell:
            return None
        try:
            at = datetime.fromisoformat(cell.replace("Z", "+00:00"))
        except ValueError:
            self._add(number, "must be a time: 2026-11-21T09:30:00Z", "consent_at")
            return None
        at = at if at.tzinfo else at.replace(tzinfo=timezone.utc)
        milliseconds = round(at.timestamp() * 1000)
        if not 0 < milliseconds <= now():  # a later one would hold over what is said today
            self._add(number, "must be after 1970 and not in the future", "consent_at")
        return milliseconds

    def _add(self, number: int, why: str, column: str = "") -> None:
        place = f", column {column}" if column else ""
        self._wrong.append(f"{self._file}, line {number}{place}: {why}")

    def _stop(self, number: int, why: str) -> None:
        raise InputError(f"{self._file}, line {number}: {why}")


def _of(column: str, why: str) -> str:
    return why if column == "alias" else why.replace("a recipient's name", "a tag")


def _delimiter(text: str) -> str:
    """Return what separates the cells: what the first line has most of."""
    first = text.lstrip().partition("\n")[0]
    return max(",;\t", key=first.count)

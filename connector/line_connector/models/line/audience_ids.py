"""What an audience is made of: user IDs, or Identifiers for Advertisers (IFAs)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Annotated, NamedTuple

from pydantic import AfterValidator

from line_connector.errors import InputError
from line_connector.models.line.ids import USER_ID, UUID
from line_connector.schema.files import FileInput, LocalFileError
from line_connector.schema.model import Input
from line_connector.schema.pattern import Pattern
from line_connector.schema.problems import Problem

MOST_IN_A_FILE = 1_500_000

_MARK = b"\xef\xbb\xbf"
_LONGEST_LINE = 1000
"""Bytes; what has more is no ID, and is not read to its end."""


class IdKind(NamedTuple):
    """One of the two kinds of IDs; an audience has only one."""

    pattern: re.Pattern[bytes]
    rule: str
    """What is said about something else."""

    def fits(self, text: bytes) -> bool:
        """Tell whether a text is an ID of this kind."""
        return self.pattern.fullmatch(text) is not None


USER_IDS = IdKind(re.compile(USER_ID.encode()), "must be a user ID: U and 32 hex digits")
IFAS = IdKind(re.compile(UUID.encode()), "must be an IFA: a UUID")
_NEITHER = "must be a user ID (U and 32 hex digits) or an IFA (a UUID)"


class Audience(Input):
    """One who is to be in an audience."""

    id: Annotated[str, Pattern(f"{USER_ID}|{UUID}", _NEITHER)]
    """User ID or IFA."""


TextFile = Annotated[FileInput, AfterValidator(lambda file: file.sent_as("text/plain"))]
"""A text file; it is sent as `text/plain`, whatever its name."""


def kind_of(is_ifa_audience: bool | None) -> IdKind:
    """Return the kind of IDs that an audience takes."""
    return IFAS if is_ifa_audience else USER_IDS


def list_problems(audiences: Sequence[Audience], kind: IdKind | None = None) -> Iterator[Problem]:
    """Yield a problem for each ID in a list that is of another kind.

    Args:
        audiences: the list, the input's `audiences`.
        kind: the kind that is wanted; if absent, that of the first.
    """
    for position, audience in enumerate(audiences):
        text = audience.id.encode()
        kind = kind or _first_kind(text)
        if kind and not kind.fits(text):
            yield Problem(("audiences", position, "id"), kind.rule)


def file_problems(file: FileInput, kind: IdKind | None = None) -> Iterator[Problem]:
    """Yield the first problem of a file with an ID on each line.

    Args:
        file: the file, the input's `file`; a stream that can be read only once is not looked into.
        kind: the kind that is wanted; if absent, that of the first line.
    """
    try:
        opened = file.open_to_check()
        if opened is None:
            return
        try:
            problem = _problem_of_lines(_lines(opened.chunks()), kind)
        finally:
            opened.rewind()  # whoever gave a stream may give it again
            opened.close()
    except (InputError, LocalFileError) as error:
        problem = str(error)
    if problem:
        yield Problem(("file",), problem)


def _problem_of_lines(lines: Iterable[bytes], kind: IdKind | None) -> str | None:
    count = 0
    for number, text in enumerate(lines, 1):
        if not text:  # LINE does not say that a blank line is wrong
            continue
        kind = kind or _first_kind(text)
        if kind is None or kind.pattern.fullmatch(text) is None:
            if number == 1 and text.startswith(_MARK):
                return "line 1: must not begin with a byte order mark"
            return f"line {number}: {kind.rule if kind else _NEITHER}"
        count += 1
        if count > MOST_IN_A_FILE:
            return f"must have at most {MOST_IN_A_FILE:,} IDs, one a line"
    return None if count else "must have at least one ID"


def _lines(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the lines of a text without their ends, of whatever system."""
    rest = b""
    for chunk in chunks:
        *lines, rest = (rest + chunk).replace(b"\r\n", b"\n").split(b"\n")
        yield from lines
        if len(rest) > _LONGEST_LINE:
            break
    yield rest


def _first_kind(text: bytes) -> IdKind | None:
    return next((kind for kind in (USER_IDS, IFAS) if kind.fits(text)), None)

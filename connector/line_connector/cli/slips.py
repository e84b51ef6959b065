"""Slips at the prompt, each told with what to write instead: quotes, equals signs, file names."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

from line_connector.documents.reading import read_document
from line_connector.errors import InputError
from line_connector.json_values import is_object
from line_connector.shortening import did_you_mean, shortened

_TYPOGRAPHIC = re.compile(r"[\u201c\u201d\u201e\u2018\u2019]")

_FILE_NAME = re.compile(r"@?[^\s:{}\[\]]+\.(?:ya?ml|json)", re.IGNORECASE)

_NO_VALUE = re.compile(r"\w+:[^\s]")
"""A key that YAML makes of `to:U1`, where a quote or a space is missing."""


def read_literal(text: str) -> Any:
    """Read a JSON or YAML literal of the command line.

    Raises:
        InputError: it is none; of quotes that a shell or a word processor has changed, it says so.
    """
    try:
        value = read_document(text, "input")
    except InputError as error:
        if _TYPOGRAPHIC.search(text):
            raise _typographic() from None
        if '"' not in text and "'" not in text:
            raise InputError(f"{error}. {_QUOTED}") from None
        raise
    if is_object(value):
        for key in value:
            if _TYPOGRAPHIC.match(key):
                raise _typographic()
            if value[key] is None and _NO_VALUE.match(key) and '"' not in text:
                raise InputError(f"input: the key {shortened(key)} has no value. {_QUOTED}")
    return value


_QUOTED = 'If the shell has taken the quotes away, put all of it in single quotes: \'{"to": "U…"}\''


def require_equals(assignment: str, source: str | None) -> None:
    """Check that a `--set` has its equals sign, before anything else of the command is read.

    Args:
        assignment: what follows `--set`.
        source: INPUT, which the value has become where there is a space in place of the sign.

    Raises:
        InputError: it has none.
    """
    if "=" not in assignment:
        is_value = source is not None and not _is_input(source)
        raise no_assignment("--set", assignment, source if is_value else None)


def _is_input(source: str) -> bool:
    """Tell whether a text is an input of its own: standard input, a literal, or a file."""
    return (
        source == "-"
        or source.lstrip().startswith(("{", "["))
        or is_file_name(source)
        or os.path.exists(source)  # noqa: PTH110 - Path's raises for long names
    )


def no_assignment(option: str, assignment: str, value: str | None = None) -> InputError:
    """Return the error for an assignment without an equals sign, or without a path before it.

    Args:
        option: of the command.
        assignment: what follows it.
        value: what was meant as its value, where that is known.
    """
    is_path = "=" not in assignment and not assignment.startswith("-")
    meant = f"{assignment}={value or '…'}" if is_path else "messages[0].text=Hi"
    return InputError(
        f"{option} {shortened(assignment)}: must be PATH=VALUE, such as {shortened(meant)}"
    )


def is_file_name(text: str) -> bool:
    """Tell whether a text can only be meant as a file's name."""
    return _FILE_NAME.fullmatch(text) is not None


def no_such_file(name: str) -> InputError:
    """Return the error for an input that is neither a file nor an object."""
    text = f"{shortened(name)}: neither an existing file nor a JSON or YAML object"
    path = Path(name.removeprefix("@"))
    try:
        if name.startswith("@") and path.exists():
            return InputError(f"{text}; write {shortened(str(path))}, without @")
        near = did_you_mean(path.name, [each.name for each in path.parent.iterdir()])
    except OSError:  # no such folder, or a name too long for a file
        return InputError(text)
    return InputError(f"{text}{near if is_file_name(name) else ''}")


def _typographic() -> InputError:
    return InputError(
        'input: has typographic quotes (\u201c \u201d); JSON and YAML take straight ones: "'
    )

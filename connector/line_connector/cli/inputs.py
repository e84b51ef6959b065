"""How a command reads its input: a file, standard input or a literal, changed by `--set`."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable
from itertools import pairwise
from typing import Any

from line_connector.cli.slips import (
    is_file_name,
    no_assignment,
    no_such_file,
    read_literal,
    require_equals,
)
from line_connector.documents.plain_scalars import PlainFloat, PlainInteger
from line_connector.documents.reading import read_document, read_document_file, read_json
from line_connector.documents.text_files import read_standard_input
from line_connector.errors import InputError
from line_connector.json_values import MOST_LEVELS, is_list, is_object
from line_connector.shortening import shortened

_STEP = re.compile(r"(?:^|\.)([^.\[\]]+)|\[([0-9]+)\]")
_MAX_INDEX_DIGITS = 18


def read_any(source: str) -> Any:
    """Read a document from `-` (standard input), a file, or a JSON or YAML literal.

    Raises:
        InputError: it is none of these.
    """
    if source == "-":
        return read_document(read_standard_input(), "standard input")
    if source.lstrip().startswith(("{", "[")):
        return read_literal(source)
    if "\n" not in source and os.path.exists(source):  # noqa: PTH110 - Path's raises for long names
        return read_document_file(source)
    if is_file_name(source):
        raise no_such_file(source)
    value = read_document(source, "input")
    if not is_object(value):
        raise no_such_file(source)
    return value


def name_of(source: str) -> str:
    """Return what an error calls a document that `read_any` has read."""
    if source == "-":
        return "standard input"
    return "input" if source.lstrip().startswith(("{", "[")) else shortened(source)


def read_object(
    source: str | None, assignments: Iterable[str], texts: Iterable[str] = ()
) -> dict[str, Any]:
    """Read an action's input and apply `--set` to it, then `--set-text`.

    Raises:
        InputError: it is not an object, or an assignment does not fit it.
    """
    assignments = [*assignments]
    for assignment in assignments:
        require_equals(assignment, source)
    value: Any = read_any(source) if source is not None else {}
    if not is_object(value):
        raise InputError('the input must be an object, such as {"to": …, "messages": […]}')
    for assignment in assignments:
        assign(value, assignment)
    for assignment in texts:
        assign_text(value, assignment)
    return value


def assign_text(target: dict[str, Any], assignment: str) -> None:
    """Apply one `path=value` whose value is always text.

    Raises:
        InputError: as `assign`.
    """
    path, equals, text = assignment.partition("=")
    if not equals or not _steps(path):
        raise no_assignment("--set-text", assignment)
    assign(target, f"{path}={json.dumps(text)}")


def assign(target: dict[str, Any], assignment: str) -> None:
    """Apply one `path=value`, such as `messages[0].text=Hi`.

    The value is JSON where it parses as JSON, else text; a number is text where the input takes
    text. Missing objects and the next item of a list are created.

    Raises:
        InputError: it is not of that form, or a parent is neither an object nor a list.
    """
    path, equals, text = assignment.partition("=")
    steps = _steps(path)
    if not equals or not steps:
        raise no_assignment("--set", assignment)
    if len(steps) > MOST_LEVELS:
        raise InputError(f"--set {shortened(path)}: must be at most {MOST_LEVELS} levels deep")
    node: Any = target
    for step, following in pairwise(steps):
        node = _enter(node, step, [] if isinstance(following, int) else {}, assignment)
    _put(node, steps[-1], _value(text, path), assignment)


def _steps(path: str) -> list[str | int]:
    """Split `messages[0].text` into its steps; empty if it is not of that form."""
    found = list(_STEP.finditer(path))
    if "".join(match[0] for match in found) != path:
        return []
    if any(len(match[2] or "") > _MAX_INDEX_DIGITS for match in found):
        return []
    return [match[1] if match[1] is not None else int(match[2]) for match in found]


def _enter(node: Any, step: str | int, fresh: Any, assignment: str) -> Any:
    """Return the value at `step`; if there is none, put `fresh` there."""
    if (is_object(node) and node.get(str(step)) is None) or (is_list(node) and step == len(node)):
        _put(node, step, fresh, assignment)
    if is_object(node) and isinstance(step, str):
        return node[step]
    if is_list(node) and isinstance(step, int) and step < len(node):
        return node[step]
    raise _misfit(node, step, assignment)


def _put(node: Any, step: str | int, value: Any, assignment: str) -> None:
    if is_object(node) and isinstance(step, str):
        node[step] = value
    elif is_list(node) and isinstance(step, int) and step <= len(node):
        node[step : step + 1] = [value]
    else:
        raise _misfit(node, step, assignment)


def _misfit(node: Any, step: str | int, assignment: str) -> InputError:
    if is_list(node):
        why = f"must be an index from 0 to {len(node)}: the parent is a list"
    elif is_object(node):
        why = "must be a property name: the parent is an object"
    else:
        why = "the parent is neither an object nor a list"
    return InputError(f"--set {shortened(assignment)}: {shortened(str(step))}: {why}")


def _value(text: str, path: str) -> Any:
    try:
        value = read_json(text, f"--set {shortened(path)}")
    except ValueError:
        return text
    if type(value) is int:
        return PlainInteger(text.strip())
    return PlainFloat(text.strip()) if type(value) is float else value

"""Reading a JSON body as strictly as LINE: with line and column, and no property given twice."""

import json
import re
from typing import Any

from line_connector.sandbox.exchange import RefusedError
from line_connector.sandbox.json_values import dotted, is_object
from line_connector.sandbox.line.errors import invalid_property, refusal

TOKEN = re.compile(r'(?P<name>"(?:[^"\\]|\\.)*")\s*:|"(?:[^"\\]|\\.)*"|[{}\[\],]')


def read_json_object(body: bytes) -> dict[str, Any]:
    """Return the object a body holds."""
    text = _decoded(body)
    try:
        value = json.loads(text, object_pairs_hook=_object, parse_constant=_refuse_constant)
    except _DuplicateError:
        raise _duplicate(text) from None
    except json.JSONDecodeError as error:
        raise not_json(text, error.pos) from None
    except (ValueError, RecursionError):
        # NaN and infinities, numbers of thousands of digits, nesting without end.
        raise not_json(text, 0) from None
    if not is_object(value):
        raise not_json(text, 0)
    return value


def not_json(text: str, position: int, details: list[dict[str, str]] | None = None) -> RefusedError:
    """Refuse a body that is not JSON, saying where it stops being."""
    line = text.count("\n", 0, position) + 1
    column = position - text.rfind("\n", 0, position)
    where = f"(line: {line}, column: {column})"
    return refusal(400, f"The request body could not be parsed as JSON {where}", details or [])


class _DuplicateError(Exception):
    """A property was given twice."""


def _decoded(body: bytes) -> str:
    try:
        return body.decode()
    except UnicodeDecodeError as error:
        before = body[: error.start].decode()
        raise not_json(before, len(before)) from None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) < len(pairs):
        raise _DuplicateError
    return value


def _refuse_constant(name: str) -> None:
    raise ValueError(name)


def _duplicate(text: str) -> RefusedError:
    """Read again, more slowly, to say which property is there twice and where.

    A property of the body itself is reported with its line and column, one further inside with the
    path of the object it is in.
    """
    # Of every object and array that is open: the names met in it, and where the reader is.
    names: list[set[str]] = []
    path: list[str | int] = []
    for token in TOKEN.finditer(text):
        symbol = token.group()
        if token["name"] is not None:
            name = json.loads(token["name"])
            if name in names[-1]:
                return _duplicate_refusal(text, token.start(), path[:-1], name)
            names[-1].add(name)
            path[-1] = name
        elif symbol in {"{", "["}:
            names.append(set())
            path.append("" if symbol == "{" else 0)
        elif symbol in {"}", "]"}:
            names.pop()
            path.pop()
        elif symbol == "," and isinstance(index := path[-1], int):
            path[-1] = index + 1
    raise AssertionError(text)


def _duplicate_refusal(text: str, position: int, path: list[str | int], name: str) -> RefusedError:
    details = [{"message": f"Duplicate field '{name}'"}]
    if path:
        return invalid_property(f"'{dotted(path)}'", details)
    return not_json(text, position, details)

"""Reading a JSON body as strictly as LINE: with line and column, and no property given twice."""

import json
from typing import Any

from line_connector.json_values import is_too_deep
from line_connector.sandbox.exchange import RefusedError
from line_connector.sandbox.json_values import dotted, finite, is_object, refuse_constant
from line_connector.sandbox.line.errors import invalid_property, refusal
from line_connector.sandbox.line.json_places import line_and_column, path_at, places


def read_json_object(body: bytes) -> dict[str, Any]:
    """Return the object a body holds."""
    text = _decoded(body)
    try:
        value = _STRICT.decode(text)
    except _DuplicateError:
        raise _duplicate(text) from None
    except json.JSONDecodeError as error:
        is_unescaped = error.msg.startswith("Invalid control character")
        raise (_unescaped if is_unescaped else not_json)(text, error.pos) from None
    except (ValueError, RecursionError):
        # NaN and infinities, numbers that are too large or have thousands of digits, nesting
        # without end.
        raise not_json(text, 0) from None
    if not is_object(value) or is_too_deep(value):
        # LINE documents no deepest nesting; what is too deep for us is reported as not readable.
        raise not_json(text, 0)
    return value


def not_json(text: str, position: int, details: list[dict[str, str]] | None = None) -> RefusedError:
    """Refuse a body that is not JSON, saying where it stops being."""
    line, column = line_and_column(text, position)
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


_STRICT = json.JSONDecoder(
    object_pairs_hook=_object, parse_constant=refuse_constant, parse_float=finite
)


def _duplicate(text: str) -> RefusedError:
    """Read again, more slowly, to say which property is there twice and where.

    A property of the body itself is reported with its line and column, one further inside with the
    path of the object it is in.
    """
    names: set[tuple[str | int, ...]] = set()
    for place in places(text):
        if not place.is_name:
            continue
        if place.path in names:
            *path, name = place.path
            details = [{"message": f"Duplicate field '{name}'"}]
            if path:
                return invalid_property(f"'{dotted(path)}'", details)
            return not_json(text, place.start, details)
        names.add(place.path)
    raise AssertionError(text)


def _unescaped(text: str, position: int) -> RefusedError:
    """Refuse a line break or another control character inside a string.

    LINE names the message that the string is in, not its property.
    """
    path = path_at(text, position)
    if not path:
        return not_json(text, position)
    inside = path[:2] if len(path) > 1 and isinstance(path[1], int) else path[:1]
    return invalid_property(f"'{dotted(inside)}'", at=line_and_column(text, position))

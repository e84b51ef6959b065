"""Values as they are kept: JSON whose unquoted scalars are as they were written.

What YAML writes without quotes is a text or a number, as the field wants it that it stands in (see
`documents.plain_scalars`). The input of a call that may be made again is kept as it was written, so
that it is read the same again.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from json.encoder import encode_basestring_ascii as _quoted
from typing import Any

from line_connector.documents.plain_scalars import PlainBoolean, PlainFloat, PlainInteger
from line_connector.json_values import is_list, is_object
from line_connector.outbox.database import JournalError

_TRUTHS = frozenset({"yes", "no", "on", "off", "true", "false"})


def dump(value: Any, write: Callable[[Any], str] = json.dumps) -> str:
    """Return a value as JSON.

    Raises:
        JournalError: it is too deep, or has integers of thousands of digits.
    """
    try:
        return write(value)
    except (RecursionError, ValueError):
        raise JournalError("a value is too deep or too long to be written down") from None


def load(text: str | None, read: Callable[[str], Any] = json.loads) -> Any:
    """Return the value that `dump` wrote; None where there is none.

    Raises:
        JournalError: the text is no JSON.
    """
    try:
        return None if text is None else read(text)
    except (RecursionError, ValueError):
        raise JournalError("what was written down is damaged") from None


def dump_input(value: Any) -> str:
    """Return an input as JSON whose numbers are as they were written; errors as of `dump`."""
    return dump(value, _written)


def load_input(text: str) -> Any:
    """Return the input that `dump_input` wrote; errors as of `load`."""
    return load(text, _read_written)


def _written(value: Any) -> str:
    if isinstance(value, str):
        return _quoted(value)
    if is_object(value):
        fields = [f"{_quoted(name)}: {_written(inner)}" for name, inner in value.items()]
        return f"{{{', '.join(fields)}}}"
    if is_list(value):
        return f"[{', '.join(map(_written, value))}]"
    if isinstance(value, (PlainInteger, PlainFloat)):
        return value.written
    return json.dumps(value)


def _read_written(text: str) -> Any:
    return _unsettled(json.loads(text, parse_int=PlainInteger, parse_float=PlainFloat))


def _unsettled(value: Any) -> Any:
    if isinstance(value, str) and value.lower() in _TRUTHS:
        return PlainBoolean(value)
    if is_object(value):
        return {name: _unsettled(inner) for name, inner in value.items()}
    if is_list(value):
        return [_unsettled(inner) for inner in value]
    return value

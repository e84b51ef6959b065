"""Values of a document that can be read in two ways, settled or kept as they were written.

What YAML writes without quotes is a text or a number, as the field wants it that it stands in (see
`documents.plain_scalars`). Expressions work on JSON values, which are one or the other. The input
of a call that may be made again is kept as it was written, so that it is read the same again.
"""

from __future__ import annotations

import json
from typing import Any

from line_connector.documents.plain_scalars import PlainBoolean, PlainFloat, PlainInteger
from line_connector.json_values import is_list, is_object

_TRUTHS = frozenset({"yes", "no", "on", "off", "true", "false"})


def settled(value: Any, kind: str | None = None) -> Any:
    """Return a value as JSON has it.

    Args:
        value: of a document.
        kind: the JSON type that is wanted, where one is declared.
    """
    if isinstance(value, PlainBoolean):
        return value.truth if kind == "boolean" else str(value)
    if isinstance(value, PlainInteger | PlainFloat):
        if kind == "string":
            return value.written
        return int(value) if isinstance(value, PlainInteger) else float(value)
    if is_object(value):
        return {name: settled(inner) for name, inner in value.items()}
    if is_list(value):
        return [settled(inner) for inner in value]
    return value


def written(value: Any) -> str:
    """Return a value as JSON whose numbers are as they were written."""
    if isinstance(value, PlainInteger | PlainFloat):
        return value.written
    if is_object(value):
        fields = (f"{json.dumps(name)}: {written(inner)}" for name, inner in value.items())
        return f"{{{', '.join(fields)}}}"
    if is_list(value):
        return f"[{', '.join(map(written, value))}]"
    return json.dumps(value)


def read_written(text: str) -> Any:
    """Return the value that `written` wrote, to be read as the fields want it."""
    return _unsettled(json.loads(text, parse_int=PlainInteger, parse_float=PlainFloat))


def _unsettled(value: Any) -> Any:
    if isinstance(value, str) and value.lower() in _TRUTHS:
        return PlainBoolean(value)
    if is_object(value):
        return {name: _unsettled(inner) for name, inner in value.items()}
    if is_list(value):
        return [_unsettled(inner) for inner in value]
    return value

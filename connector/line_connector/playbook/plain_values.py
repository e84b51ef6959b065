"""Values of a document that can be read in two ways, settled.

What YAML writes without quotes is a text or a number, as the field wants it that it stands in (see
`documents.plain_scalars`). Expressions work on JSON values, which are one or the other.
"""

from __future__ import annotations

from typing import Any

from line_connector.documents.plain_scalars import PlainBoolean, PlainFloat, PlainInteger
from line_connector.json_values import is_list, is_object


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

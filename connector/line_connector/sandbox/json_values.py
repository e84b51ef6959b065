"""JSON values: writing them, and telling them apart in a way type checkers understand."""

import json
from typing import Any, TypeGuard


def compact_json(value: Any) -> bytes:
    """Write JSON in UTF-8 without spaces."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    # A lone surrogate, which JSON may carry as an escape, has no UTF-8 form of its own.
    return text.encode("utf-8", errors="replace")


def without_nulls(value: Any) -> Any:
    """Leave out the properties that are null: both providers take them as absent."""
    if is_object(value):
        return {name: without_nulls(each) for name, each in value.items() if each is not None}
    if is_array(value):
        return [without_nulls(each) for each in value]
    return value


def is_object(value: Any) -> TypeGuard[dict[str, Any]]:
    """Tell whether a value is a JSON object."""
    return isinstance(value, dict)


def is_array(value: Any) -> TypeGuard[list[Any]]:
    """Tell whether a value is a JSON array."""
    return isinstance(value, list)

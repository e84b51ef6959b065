"""JSON values: reading and writing them and the paths into them, and telling their types apart."""

import json
import math
from collections.abc import Iterable
from typing import Any, NoReturn, TypeGuard

Location = Iterable["str | int"]
"""Where in a JSON value something is: property names and indexes, the outermost first."""


_COMPACT = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def compact_json(value: Any) -> bytes:
    """Write JSON in UTF-8 without spaces."""
    text = _COMPACT.encode(value)
    # A lone surrogate, which JSON may carry as an escape, has no UTF-8 form of its own.
    return text.encode("utf-8", errors="replace")


def without_nulls(value: Any) -> Any:
    """Leave out the properties that are null: both providers take them as absent."""
    if is_object(value):
        return {name: without_nulls(each) for name, each in value.items() if each is not None}
    if is_array(value):
        return [without_nulls(each) for each in value]
    return value


def refuse_constant(name: str) -> NoReturn:
    """Refuse `NaN` and `Infinity`, which are Python's and no JSON.

    Raises:
        ValueError: always.
    """
    raise ValueError(name)


def finite(digits: str) -> float:
    """Read a number.

    Raises:
        ValueError: it is too large, and would become infinite.
    """
    number = float(digits)
    if math.isinf(number):
        raise ValueError(digits)
    return number


def is_object(value: Any) -> TypeGuard[dict[str, Any]]:
    """Tell whether a value is a JSON object."""
    return isinstance(value, dict)


def is_array(value: Any) -> TypeGuard[list[Any]]:
    """Tell whether a value is a JSON array."""
    return isinstance(value, list)


def dotted(location: Location) -> str:
    """Write a location as in `messages[0].quickReply.items[3].action`."""
    parts = (f"[{part}]" if isinstance(part, int) else f".{part}" for part in location)
    return "".join(parts).lstrip(".")


def slashed(location: Location) -> str:
    """Write a location as in `template/columns/5/title`."""
    return "/".join(str(part) for part in location)

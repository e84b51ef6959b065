"""Limits of JSON values that Python's values can exceed."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from line_connector.json_values import is_list, is_object
from line_connector.schema.problems import Location, Problem


def not_json(value: Any, path: Location = ()) -> Iterator[Problem]:
    """Yield what no JSON text in UTF-8 can say, such as half a surrogate pair or infinity.

    Args:
        value: of Python's types for JSON.
        path: where it stands.
    """
    if isinstance(value, str):
        if _is_cut(value):
            yield Problem(path, "must be a string of Unicode characters")
    elif isinstance(value, float):
        if not math.isfinite(value):
            yield Problem(path, "must be a finite number")
    elif is_object(value):
        for name, inner in value.items():
            if _is_cut(str(name)):
                yield Problem(path, "must have names of Unicode characters")
            else:
                yield from not_json(inner, (*path, str(name)))
    elif is_list(value):
        for position, inner in enumerate(value):
            yield from not_json(inner, (*path, position))


def _is_cut(text: str) -> bool:
    """Tell whether a text holds half a surrogate pair."""
    return not text.isascii() and any("\ud800" <= character <= "\udfff" for character in text)

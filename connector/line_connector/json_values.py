"""Telling JSON values apart, in a way that type checkers follow, and how deep one may be."""

from __future__ import annotations

from typing import Any, TypeGuard

MOST_LEVELS = 250
"""Deepest nesting of a value that is read; pydantic writes no more."""

TOO_DEEP = f"is nested too deep: at most {MOST_LEVELS} levels"


def is_object(value: object) -> TypeGuard[dict[str, Any]]:
    """Tell whether a JSON value is an object."""
    return isinstance(value, dict)


def is_list(value: object) -> TypeGuard[list[Any]]:
    """Tell whether a JSON value is a list."""
    return isinstance(value, list)


def is_too_deep(value: object) -> bool:
    """Tell whether a JSON value has more levels than are read.

    Asked before anything descends into a value: where Python's stack ends, also what has nothing to
    do with the value can fail, such as a destructor that runs just then.
    """
    level = [value]
    for _ in range(MOST_LEVELS + 1):
        below: list[object] = []
        has_containers = False
        for inner in level:
            if isinstance(inner, str):  # asked first: most values are texts
                continue
            if is_object(inner):
                below += inner.values()
                has_containers = True
            elif is_list(inner):
                below += inner
                has_containers = True
        if not has_containers:
            return False
        level = below
    return True

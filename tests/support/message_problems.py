"""What is wrong with one message, and what may be: sentences by property below `messages[0]`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from line_connector.models.line.validation import find_warnings, validate
from line_connector.schema.problems import Problem


def refused(message: Any) -> dict[str, str]:
    return _by_property(validate([message]))


def warned(message: Any) -> dict[str, str]:
    assert refused(message) == {}
    return _by_property(find_warnings([message]))


def told(problems: Iterable[Problem]) -> list[tuple[str, str]]:
    return [(found.property, found.message) for found in problems]


def _by_property(problems: Iterable[Problem]) -> dict[str, str]:
    return {
        path.removeprefix("messages[0]").removeprefix("."): text for path, text in told(problems)
    }

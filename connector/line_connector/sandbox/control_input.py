"""Checking what is given to the control API, and saying in one line what is wrong with it."""

from functools import cache
from typing import Any

from line_connector.sandbox.paths import dotted
from line_connector.sandbox.rulebook import Rulebook


class InvalidInputError(ValueError):
    """Something the control API cannot take."""


def check_input(name: str, value: dict[str, Any]) -> None:
    """Check a value against one of the schemas of `rules/control.yaml`."""
    for breach in _rulebook().breaches(f"control.yaml#/$defs/{name}", value):
        said = breach.schema.get("says", {})
        where = f"{dotted(breach.path)}: " if breach.path else ""
        raise InvalidInputError(where + said.get(breach.keyword, breach.message))


@cache
def _rulebook() -> Rulebook:
    return Rulebook("line_connector.sandbox")

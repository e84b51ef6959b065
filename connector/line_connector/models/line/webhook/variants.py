"""Unions that have a variant for what is unknown."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pydantic import ConfigDict, Discriminator, Tag, ValidationError

from line_connector.json_values import is_object
from line_connector.schema.model import Body
from line_connector.schema.problems import Problem, problems_of


class Received(Body):
    """An object in a webhook: each property is read as it is, and none is turned into another."""

    model_config = ConfigDict(strict=True)


def variant(kind: str = "") -> Tag:
    """Name a variant of a union; without a name it is the one for everything unknown."""
    # Errors have tags in their paths, and `=` tells them from properties.
    return Tag(f"={kind}")


def by(choose: Callable[[Any], str]) -> Discriminator:
    """Tell the variants of a union apart by a function, which returns the name of one."""
    return Discriminator(lambda value: f"={choose(value)}")


def by_type(*known: str) -> Discriminator:
    """Tell the variants of a union apart by their `type`."""

    def choose(value: Any) -> str:
        kind = value.get("type") if is_object(value) else getattr(value, "type", None)
        return kind if isinstance(kind, str) and kind in known else ""

    return by(choose)


def first_problem(error: ValidationError) -> Problem:
    """Return the first thing that does not fit, by its path in the JSON."""
    problem = problems_of(error)[0]
    return problem._replace(
        path=tuple(step for step in problem.path if not str(step).startswith("="))
    )

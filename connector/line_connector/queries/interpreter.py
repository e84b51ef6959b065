"""JMESPath evaluated within bounds of time and memory.

A short expression can ask for very much: each `[@, @]` behind another one doubles what it is given.
"""

from __future__ import annotations

from typing import Any

from jmespath.exceptions import JMESPathError
from jmespath.visitor import TreeInterpreter

from line_connector.json_values import MOST_LEVELS, is_list, is_object

MOST_STEPS = 1_000_000
"""Most parts of an expression, and of values that it builds, that are looked at: about a second."""

MOST_CHARACTERS = 100_000_000
"""Longest text that an expression may make, and most characters in the value that it returns."""


class EvaluationError(JMESPathError):
    """An expression cannot take the values it is given, or asks for too much."""


class BoundedInterpreter(TreeInterpreter):
    """Evaluates one expression once, and gives up where it asks for too much."""

    def __init__(self) -> None:
        super().__init__()
        self._steps = 0

    def evaluate(self, tree: Any, value: Any) -> Any:
        """Return an expression's value.

        Raises:
            JMESPathError: it cannot take what it is given, or asks for too much.
        """
        found = self.visit(tree, value)
        self._measure(found)
        return found

    def visit(self, node: Any, *args: Any, **kwargs: Any) -> Any:
        """Evaluate one part."""
        self._spend(1)
        value = super().visit(node, *args, **kwargs)
        if isinstance(value, str) and len(value) > MOST_CHARACTERS:
            raise EvaluationError(f"makes a text of more than {MOST_CHARACTERS} characters")
        if is_list(value) and len(value) > MOST_STEPS:
            raise EvaluationError(f"makes a list of more than {MOST_STEPS} items")
        return value

    def visit_comparator(self, node: Any, value: Any) -> Any:
        """Compare two values, of which jmespath leaves a text and a number to Python."""
        try:
            return super().visit_comparator(node, value)
        except TypeError:
            raise EvaluationError("compares a string with a number") from None

    def visit_multi_select_list(self, node: Any, value: Any) -> list[Any] | None:
        """Build a list, which holds what it is given as often as it says."""
        built = super().visit_multi_select_list(node, value)
        self._measure(built)
        return built

    def visit_multi_select_dict(self, node: Any, value: Any) -> Any:
        """Build an object, which holds what it is given as often as it says."""
        built = super().visit_multi_select_dict(node, value)
        self._measure(built)
        return built

    def _spend(self, steps: int) -> None:
        self._steps += steps
        if self._steps > MOST_STEPS:
            raise EvaluationError(f"takes more than {MOST_STEPS} steps")

    def _measure(self, value: Any) -> None:
        """Refuse a value that is too large or too deep to be written out."""
        level, characters = [value], 0
        for _ in range(MOST_LEVELS):
            below: list[Any] = []
            for inner in level:
                if isinstance(inner, str):
                    characters += len(inner)
                elif is_list(inner) or is_object(inner):
                    self._spend(len(inner))
                    below += inner.values() if is_object(inner) else inner
            if characters > MOST_CHARACTERS:
                raise EvaluationError(f"makes more than {MOST_CHARACTERS} characters")
            if not below:
                return
            level = below
        raise EvaluationError(f"makes a value of more than {MOST_LEVELS} levels")

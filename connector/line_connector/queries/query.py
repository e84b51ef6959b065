"""JMESPath read with limits, and with its mistakes found before it runs.

jmespath itself finds an unknown function, or a wrong number of arguments, only when it evaluates
the call: after a message was sent. It also takes any length and depth, and fails on them with
Python's own errors.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import jmespath
from jmespath.exceptions import JMESPathError
from jmespath.functions import Functions

from line_connector.errors import InputError
from line_connector.json_values import is_list, is_object
from line_connector.queries.interpreter import BoundedInterpreter
from line_connector.shortening import did_you_mean, shortened

if TYPE_CHECKING:
    from jmespath.parser import ParsedResult

MOST_CHARACTERS = 10_000
"""Longest query that is read."""

MOST_LEVELS = 100
"""Deepest nesting of a query; jmespath evaluates one by recursion."""

_TOO_DEEP = f"is nested too deep: at most {MOST_LEVELS} levels"


def compile_query(text: str) -> ParsedResult:
    """Return a query that can be evaluated with `search`.

    Args:
        text: JMESPath, at most 10,000 characters and 100 levels.

    Raises:
        InputError: it is not JMESPath, is too long or too deep, or calls a function that does not
            exist or takes another number of arguments; one line, which does not repeat the query.
    """
    if len(text) > MOST_CHARACTERS:
        raise InputError(f"must be at most {MOST_CHARACTERS} characters, has {len(text)}")
    try:
        query = jmespath.compile(text)
    except JMESPathError as error:
        # Its further lines show the query again, with an arrow below it.
        why = str(error).splitlines()[0].removesuffix(", for expression:").rstrip(":")
        raise InputError(shortened(why, 200)) from None
    except RecursionError:
        raise InputError(_TOO_DEEP) from None
    except ValueError:  # such as an index of more digits than Python reads
        raise InputError("holds a number that is too long") from None
    for node in _nodes({"type": "query", "children": [query.parsed]}):
        if node["type"] == "function_expression":
            _check_call(node["value"], len(node["children"]))
        _check_expressions(node)
    return query


def search(query: ParsedResult, value: Any) -> Any:
    """Return what a query finds in a JSON value.

    Raises:
        InputError: a function or a comparison of it cannot take what it is given; one line.
    """
    try:
        return BoundedInterpreter().evaluate(query.parsed, value)
    except JMESPathError as error:
        raise InputError(shortened(" ".join(str(error)[:1000].split()), 200)) from None
    except RecursionError:
        raise InputError("what it looks at is nested too deep") from None
    except (TypeError, ValueError, LookupError, AttributeError, ArithmeticError) as error:
        # Where jmespath leaves a value's type to Python.
        raise InputError(f"cannot be evaluated: {shortened(str(error))}") from None


def _nodes(root: Any) -> Iterator[dict[str, Any]]:
    """Yield every node of a syntax tree.

    Raises:
        InputError: the tree, or a literal in it, is too deep.
    """
    level: list[Any] = [root]
    for _ in range(MOST_LEVELS + 1):  # and the one that the query itself stands in
        below: list[Any] = []
        for node in level:
            if is_list(node):
                below += node
            elif is_object(node) and "children" in node:
                yield node
                below += [*node["children"], node.get("value")]
            elif is_object(node):
                below += node.values()
        level = [inner for inner in below if isinstance(inner, (dict, list))]
        if not level:
            return
    raise InputError(_TOO_DEEP)


def _check_call(name: str, given: int) -> None:
    """Refuse a call of a function that does not exist, or with too few or too many arguments."""
    known: dict[str, Any] = Functions.FUNCTION_TABLE
    function = known.get(name)
    if function is None:
        hint = did_you_mean(f"{name}()", (f"{each}()" for each in known))
        raise InputError(f"unknown function {shortened(name)}(){hint}")
    signature = function["signature"]
    least = len(signature)
    variadic = bool(signature) and signature[-1].get("variadic", False)
    if given < least or (given > least and not variadic):
        count = f"{'at least ' if variadic else ''}{least} argument{'s' * (least != 1)}"
        raise InputError(f"{name}() takes {count}, not {given}")


def _check_expressions(node: dict[str, Any]) -> None:
    """Refuse `&…` where it would become a value; it is for functions such as `sort_by`."""
    known: dict[str, Any] = Functions.FUNCTION_TABLE
    signature: list[dict[str, Any]] = []
    if node["type"] == "function_expression":
        signature = list(known[node["value"]]["signature"])
    for position, child in enumerate(node["children"]):
        types: list[str] = signature[position]["types"] if position < len(signature) else []
        if is_object(child) and child.get("type") == "expref" and "expref" not in types:
            raise InputError("& is for arguments such as sort_by(…, &name) only")

"""What kinds of values an expression works on, as far as that is known before a run."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Literal

from jmespath.functions import Functions

from line_connector.json_values import is_list
from line_connector.playbook.expressions import children_of, names_of

Kind = Literal["string", "number", "boolean", "array", "object", "null"]
"""A kind of value, in JMESPath's words."""

KindOf = Callable[[tuple[str, ...]], Kind | None]
"""The kind of what names lead to, outermost first; None where it is not known."""

Node = Mapping[str, Any]

_ORDER = {"lt": "<", "lte": "<=", "gt": ">", "gte": ">="}
_EQUALITY = {"eq": "==", "ne": "!="}

_BUILT: dict[str, Kind] = {
    "comparator": "boolean",
    "not_expression": "boolean",
    "multi_select_list": "array",
    "multi_select_dict": "object",
}
"""What these parts of an expression always make. A projection may make null too."""

_FUNCTIONS: dict[Kind, str] = {
    "array": "keys map sort sort_by to_array values",
    "boolean": "contains ends_with starts_with",
    "number": "abs ceil floor length sum",
    "object": "merge",
    "string": "join to_string type",
}
"""What functions return; the others depend on what they are given, or may return null."""

_RETURNED: dict[str, Kind] = {
    name: kind for kind, names in _FUNCTIONS.items() for name in names.split()
}


def kind_of_value(value: Any) -> Kind:
    """Return the kind of a JSON value."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int | float):
        return "number"
    if isinstance(value, str):
        return "string"
    return "array" if is_list(value) else "object"


def kind_faults(node: Node, kind_of_names: KindOf) -> Iterator[str]:
    """Yield what cannot be evaluated, whatever the values: `'5' > 3`, `length(5)`.

    Args:
        node: an expression's tree, or a part of it.
        kind_of_names: tells the kinds of what a playbook's own names lead to.
    """
    if node["type"] == "comparator":
        yield from _comparison_faults(node, *_kinds(node, kind_of_names))
    elif node["type"] == "function_expression":
        yield from _call_faults(node["value"], _kinds(node, kind_of_names))
    for child, looks_inside in children_of(node):
        yield from kind_faults(child, _unknown if looks_inside else kind_of_names)


def _comparison_faults(node: Node, left: Kind | None, right: Kind | None) -> Iterator[str]:
    if left is None or right is None or "null" in {left, right}:
        return
    operator = node["value"]
    advice = _advice(node) if {left, right} == {"string", "number"} else ""
    if operator in _ORDER:
        if left != right or left not in {"string", "number"}:
            yield f"{_ORDER[operator]} cannot compare {_a(left)} with {_a(right)}{advice}"
    elif left != right:
        never = "is never true" if operator == "eq" else "is always true"
        yield f"{_EQUALITY[operator]} between {_a(left)} and {_a(right)} {never}{advice}"


def _advice(node: Node) -> str:
    """Say how a text becomes a number, where it is an input."""
    for child in node["children"]:
        names = names_of(child)
        if len(names) == 2 and names[0] == "inputs":
            name = ".".join(names)
            return f"; give input {names[1]} `type: integer`, or write to_number({name})"
    return "; to_number(…) makes a number of a string"


def _call_faults(name: str, kinds: list[Kind | None]) -> Iterator[str]:
    signature = Functions.FUNCTION_TABLE[name]["signature"]
    # A variadic function has one type for all that it is given.
    for number, kind in enumerate(kinds):
        wanted: list[str] = signature[min(number, len(signature) - 1)]["types"]
        allowed = list(dict.fromkeys(each.partition("-")[0] for each in wanted))
        if kind is not None and allowed and kind not in allowed:
            yield f"{name}() takes {_a(' or '.join(allowed))}, not {_a(kind)}"


def _kinds(node: Node, kind_of_names: KindOf) -> list[Kind | None]:
    return [kind_of(child, kind_of_names) for child in node["children"]]


def kind_of(node: Node, kind_of_names: KindOf) -> Kind | None:
    """Return the kind of the value of an expression's tree; None where it is not known."""
    kind = node["type"]
    if kind == "literal":
        return kind_of_value(node["value"])
    if kind == "function_expression":
        return _RETURNED.get(node["value"])
    if kind in {"or_expression", "and_expression"}:
        kinds = _kinds(node, kind_of_names)
        return kinds[0] if kinds[0] == kinds[1] else None
    if kind in {"field", "subexpression"}:
        # All of it must be names: behind an index or a function anything can be.
        whole = all(child["type"] == "field" for child in node["children"])
        return kind_of_names(names_of(node)) if whole else None
    return _BUILT.get(kind)


def _unknown(_names: tuple[str, ...]) -> None:
    return None


def _a(kind: str) -> str:
    return f"an {kind}" if kind[0] in "aeiou" else f"a {kind}"

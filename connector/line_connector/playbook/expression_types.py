"""What kinds of values an expression works on, as far as that is known before a run."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Literal

from jmespath.functions import Functions

from line_connector.json_values import is_list, is_object
from line_connector.playbook.expressions import Expression, names_of

Kind = Literal["string", "number", "boolean", "array", "object", "null"]
"""A kind of value, in JMESPath's words."""

KindOf = Callable[[tuple[str, ...]], Kind | None]
"""The kind of what names lead to, outermost first; None where nobody knows it."""

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

_RETURNED: dict[str, Kind] = {
    "abs": "number",
    "ceil": "number",
    "contains": "boolean",
    "ends_with": "boolean",
    "floor": "number",
    "join": "string",
    "keys": "array",
    "length": "number",
    "map": "array",
    "merge": "object",
    "sort": "array",
    "sort_by": "array",
    "starts_with": "boolean",
    "sum": "number",
    "to_array": "array",
    "to_string": "string",
    "type": "string",
    "values": "array",
}
"""What functions return; the others depend on what they are given, or may return null."""


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


def kind_of(expression: Expression, kind_of_names: KindOf) -> Kind | None:
    """Return the kind of an expression's value; None where it is not known."""
    return _kind(expression.tree, kind_of_names)


def kind_faults(expression: Expression, kind_of_names: KindOf) -> Iterator[str]:
    """Yield what cannot be evaluated, whatever the values: `'5' > 3`, `length(5)`.

    Args:
        expression: the expression.
        kind_of_names: tells the kinds of what a playbook's own names lead to.
    """
    return _faults(expression.tree, kind_of_names)


def _faults(node: Node, kind_of_names: KindOf) -> Iterator[str]:
    if node["type"] == "comparator":
        yield from _comparison_faults(node, *_kinds(node, kind_of_names))
    elif node["type"] == "function_expression":
        yield from _call_faults(node["value"], _kinds(node, kind_of_names))
    inner = _inner(node["type"], kind_of_names)
    for number, child in enumerate(node["children"]):
        if is_object(child):
            yield from _faults(child, inner if number else _outer(node["type"], kind_of_names))


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
    return [_kind(child, kind_of_names) for child in node["children"]]


def _kind(node: Node, kind_of_names: KindOf) -> Kind | None:
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


_LOOKING_INSIDE = {
    "subexpression",
    "pipe",
    "index_expression",
    "projection",
    "value_projection",
    "filter_projection",
    "flatten",
}
"""Parts of an expression of which all but the first look at a value that the first found."""


def _outer(kind: str, kind_of_names: KindOf) -> KindOf:
    """Return what is known of the names in the first child of a node."""
    return _unknown if kind == "expref" else kind_of_names


def _inner(kind: str, kind_of_names: KindOf) -> KindOf:
    """Return what is known of the names in the other children of a node."""
    return _unknown if kind in _LOOKING_INSIDE else kind_of_names


def _unknown(_names: tuple[str, ...]) -> None:
    return None


def _a(kind: str) -> str:
    return f"an {kind}" if kind[0] in "aeiou" else f"a {kind}"

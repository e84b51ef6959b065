"""`${{ … }}`: JMESPath over what a playbook knows, inside any text of it.

A text that is nothing but one expression has the expression's value and type; among other words the
value is written out. `$${{` stands for `${{` itself; all other braces are left alone.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from line_connector.errors import InputError
from line_connector.json_values import is_list, is_object
from line_connector.queries.query import MOST_CHARACTERS, compile_query, search
from line_connector.schema.problems import Location
from line_connector.shortening import did_you_mean, shortened

MOST_EXPRESSIONS = 1000
"""Most expressions in one text."""

_OPENING = re.compile(r"\$?\$\{\{")
_TOKEN = re.compile(
    # Quotes that nothing closes reach to the end, so that no part is looked at twice.
    r"""(?:'(?:\\.|[^'\\])*(?:'|\\?\Z)|"(?:\\.|[^"\\])*(?:"|\\?\Z)|`(?:\\.|[^`\\])*(?:`|\\?\Z)"""
    r"""|\}\}|[{}])""",
    re.DOTALL,
)


class ExpressionError(InputError):
    """An expression cannot be read, or has no value that fits its place.

    Attributes:
        path: where it stands, as far as the code that raises it knows.
    """

    def __init__(self, message: str, path: Location = ()) -> None:
        super().__init__(message)
        self.path = path


class Reference(NamedTuple):
    """Something that an expression names."""

    names: tuple[str, ...]
    """From the outermost inwards: `("steps", "push", "json_body")`; none for all of a value."""

    inside: bool
    """Whether it is looked for within another value, where a playbook's own names are not."""


class Expression:
    """One `${{ … }}`."""

    def __init__(self, text: str) -> None:
        self.text = text.strip()
        try:
            self._query = compile_query(self.text)
        except InputError as error:
            raise ExpressionError(f"{self} is not JMESPath: {error}") from None

    def __str__(self) -> str:
        return f"${{{{ {one_line(self.text)} }}}}"

    @property
    def tree(self) -> dict[str, Any]:
        """The expression as jmespath's syntax tree."""
        return self._query.parsed  # type: ignore[return-value]

    def value(self, known: Mapping[str, Any]) -> Any:
        """Return the expression's value.

        Raises:
            ExpressionError: a part of it cannot take what it is given, or asks for too much.
        """
        try:
            return search(self._query, known)
        except InputError as error:
            raise ExpressionError(f"{self}: {error}{_advice(str(error))}") from None

    def references(self) -> Iterator[Reference]:
        """Yield what the expression asks for."""
        return _references(self.tree)


@lru_cache(maxsize=1024)
def parse_text(text: str) -> tuple[str | Expression, ...]:
    """Split a text into words and expressions.

    Raises:
        ExpressionError: an expression is not closed, or is not JMESPath, or there are too many.
    """
    parts: list[str | Expression] = []
    position = number = 0
    while opening := _OPENING.search(text, position):
        parts.append(text[position : opening.start()])
        position = opening.end()
        if opening[0].startswith("$$"):
            parts.append("${{")
            continue
        number += 1
        if number > MOST_EXPRESSIONS:
            raise ExpressionError(f"must hold at most {MOST_EXPRESSIONS} expressions")
        end = _closing(text, position)
        parts.append(Expression(text[position:end]))
        position = end + len("}}")
    parts.append(text[position:])
    return tuple(part for part in parts if part != "")


def expressions_in(value: Any, path: Location = ()) -> Iterator[tuple[Location, str]]:
    """Yield every text in a JSON value that holds an expression, with its place."""
    if isinstance(value, str):
        if _OPENING.search(value):
            yield path, value
    elif is_object(value):
        for name, inner in value.items():
            yield from expressions_in(inner, (*path, name))
    elif is_list(value):
        for position, inner in enumerate(value):
            yield from expressions_in(inner, (*path, position))


def expressions_of(value: Any) -> Iterator[Expression]:
    """Yield every expression in a JSON value.

    Raises:
        ExpressionError: one cannot be read.
    """
    for _, text in expressions_in(value):
        yield from (part for part in parse_text(text) if isinstance(part, Expression))


def unknown_name(name: str, known: Collection[str]) -> str | None:
    """Say what is wrong with a name that an expression begins with; None if nothing is.

    Args:
        name: the name.
        known: those that there are.
    """
    if name in known:
        return None
    if name in {"null", "true", "false"}:
        return f"{name} would be a name: write `{name}`"
    *most, last = known
    there = f": an expression begins with {', '.join(most)} or {last}"
    return f"there is no {shortened(name)}{did_you_mean(name, known, there)}"


def render(value: Any, known: Mapping[str, Any], path: Location = ()) -> Any:
    """Return a JSON value with the values of its expressions in their places.

    Args:
        value: the value.
        known: what expressions see.
        path: where the value stands, for errors.

    Raises:
        ExpressionError: an expression has no value that fits its place; with its path.
    """
    if isinstance(value, str):
        if "${{" not in value:
            return value
        try:
            return _render_text(value, known)
        except ExpressionError as error:
            raise ExpressionError(str(error), path) from None
    if is_object(value):
        return {name: render(inner, known, (*path, name)) for name, inner in value.items()}
    if is_list(value):
        return [render(inner, known, (*path, number)) for number, inner in enumerate(value)]
    return value


def one_line(text: str) -> str:
    """Return as much of an expression as an error shows, on one line."""
    return shortened(" ".join(text[:1000].split()))


def _render_text(text: str, known: Mapping[str, Any]) -> Any:
    parts = parse_text(text)
    if len(parts) == 1 and isinstance(parts[0], Expression):
        return parts[0].value(known)
    return "".join(part if isinstance(part, str) else _words(part, known) for part in parts)


def _words(expression: Expression, known: Mapping[str, Any]) -> str:
    """Write a value out, to stand among other words."""
    value = expression.value(known)
    if value is None:
        raise ExpressionError(
            f"{expression} has no value to stand in a text; give it another: "
            f"${{{{ {one_line(expression.text)} || '…' }}}}"
        )
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _advice(why: str) -> str:
    """Return the end of an error's text that says how to mend what is most often wrong."""
    if why != "compares a string with a number":
        return ""
    return "; give the input `type: integer`, or write to_number(…)"


def _closing(text: str, start: int) -> int:
    """Return where the `}}` of an expression begins: outside quotes, and no brace of its own."""
    depth = 0
    position = start
    # Blanks around the expression do not count, but there must be an end to them too.
    limit = start + 2 * MOST_CHARACTERS
    while token := _TOKEN.search(text, position, limit):
        position = token.end()
        if token[0] == "{":
            depth += 1
        elif token[0] == "}":
            depth -= 1
        elif token[0] == "}}":
            if depth == 0:
                return token.start()
            depth -= 1
            position = token.start() + 1
    why = "is not closed with }}"
    if len(text) > limit:
        why += f", or is longer than {MOST_CHARACTERS} characters"
    raise ExpressionError(f"${{{{{one_line(text[start : start + 40])}: {why}")


_PROJECTIONS = frozenset(
    ("projection", "value_projection", "filter_projection", "index_expression", "flatten")
)
_LEADING = _PROJECTIONS | {"subexpression", "pipe"}
"""Parts of an expression of which all but the first child look at a value that the first found."""


def children_of(node: Mapping[str, Any]) -> Iterator[tuple[dict[str, Any], bool]]:
    """Yield the parts of a part of an expression, each with whether it looks inside a value."""
    kind = node["type"]
    for number, child in enumerate(node["children"]):
        if is_object(child):
            yield child, kind == "expref" or (kind in _LEADING and number > 0)


def _references(node: Mapping[str, Any], inside: bool = False) -> Iterator[Reference]:
    """Yield the names that each part of an expression begins with, none for `@`.

    Args:
        node: of jmespath's syntax tree.
        inside: whether it looks at a value within what is known, not at all of it.
    """
    names = names_of(node)
    if names or node["type"] in {"current", "identity"}:
        yield Reference(names, inside)
    for child, looks_inside in children_of(node):
        if looks_inside or not names:  # else the child begins with the same names
            yield from _references(child, inside or looks_inside)


def names_of(node: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the names that `a.b[0].c` begins with, here a and b; nothing for what has none."""
    kind, children = node["type"], node["children"]
    if kind == "field":
        return (node["value"],)
    if kind in _PROJECTIONS:
        return names_of(children[0])
    if kind != "subexpression":
        return ()
    names = names_of(children[0])
    if names and children[0]["type"] in {"field", "subexpression"}:
        for child in children[1:]:
            names += names_of(child)
            if child["type"] != "field":
                break
    return names

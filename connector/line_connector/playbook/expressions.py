"""`${{ … }}`: JMESPath over what a playbook knows, inside any text of it.

A text that is nothing but one expression has the expression's value and type; among other words the
value is written out. `$${{` stands for `${{` itself; all other braces are left alone.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

import jmespath
from jmespath.exceptions import JMESPathError
from jmespath.parser import ParsedResult

from line_connector.errors import InputError
from line_connector.json_values import is_list, is_object

Path = tuple[str | int, ...]
"""Where in a playbook something stands: property names and list positions, outermost first."""

_OPENING = re.compile(r"\$?\$\{\{")
_TOKEN = re.compile(
    r"""'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|`(?:\\.|[^`\\])*`|\}\}|[{}]""", re.DOTALL
)


class ExpressionError(InputError):
    """An expression cannot be read, or has no value that fits its place."""


class Reference(NamedTuple):
    """Something that an expression names."""

    names: tuple[str, ...]
    """From the outermost inwards: `("steps", "push", "json_body")`."""

    inside: bool
    """Whether it is looked for within another value, where a playbook's own names are not."""


class Expression:
    """One `${{ … }}`."""

    def __init__(self, text: str) -> None:
        self.text = text.strip()
        try:
            self._compiled: ParsedResult = jmespath.compile(self.text)
        except JMESPathError as error:
            # Its text shows the expression again, with an arrow below it on a line of its own.
            why = " ".join(str(error).partition(", for expression")[0].split())
            raise ExpressionError(f"{self} is not JMESPath: {why}") from None

    def __str__(self) -> str:
        return f"${{{{ {self.text} }}}}"

    def value(self, known: Mapping[str, Any]) -> Any:
        """Return the expression's value.

        Raises:
            ExpressionError: a function of it cannot take what it is given.
        """
        try:
            return self._compiled.search(known)
        except JMESPathError as error:
            raise ExpressionError(f"{self}: {' '.join(str(error).split())}") from None

    def references(self) -> Iterator[Reference]:
        """Yield what the expression asks for."""
        return _references(self._compiled.parsed)


@lru_cache(maxsize=1024)
def parse_text(text: str) -> tuple[str | Expression, ...]:
    """Split a text into words and expressions.

    Raises:
        ExpressionError: an expression is not closed, or is not JMESPath.
    """
    parts: list[str | Expression] = []
    position = 0
    while opening := _OPENING.search(text, position):
        parts.append(text[position : opening.start()])
        position = opening.end()
        if opening[0].startswith("$$"):
            parts.append("${{")
            continue
        end = _closing(text, position)
        parts.append(Expression(text[position:end]))
        position = end + len("}}")
    parts.append(text[position:])
    return tuple(part for part in parts if part != "")


def expressions_in(value: Any, path: Path = ()) -> Iterator[tuple[Path, str]]:
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


def render(value: Any, known: Mapping[str, Any]) -> Any:
    """Return a JSON value with the values of its expressions in their places.

    Raises:
        ExpressionError: an expression has no value that fits its place.
    """
    if isinstance(value, str):
        return _render_text(value, known)
    if is_object(value):
        return {name: render(inner, known) for name, inner in value.items()}
    if is_list(value):
        return [render(inner, known) for inner in value]
    return value


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
            f"${{{{ {expression.text} || '…' }}}}"
        )
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _closing(text: str, start: int) -> int:
    """Return where the `}}` of an expression begins: outside quotes, and no brace of its own."""
    depth = 0
    position = start
    while token := _TOKEN.search(text, position):
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
    raise ExpressionError(f"${{{{{text[start:][:40]}: is not closed with }}}}")


_LEADING = {"projection", "value_projection", "filter_projection", "index_expression", "flatten"}
"""Expressions about what their first part names; the other parts look at its value."""


def _references(node: Mapping[str, Any], inside: bool = False) -> Iterator[Reference]:
    """Yield the names that each part of an expression begins with.

    Args:
        node: of jmespath's syntax tree.
        inside: whether it looks at a value within what is known, not at all of it.
    """
    names = _names(node)
    if names:
        yield Reference(names, inside)
    kind, children = node["type"], node["children"]
    leading = kind in _LEADING or kind in {"subexpression", "pipe"}
    for number, child in enumerate(children):
        if is_object(child) and not (names and number == 0 and leading):
            deeper = inside or kind == "expref" or (leading and number > 0)
            yield from _references(child, deeper)


def _names(node: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the names that `a.b[0].c` begins with, here a and b; nothing for what has none."""
    kind, children = node["type"], node["children"]
    if kind == "field":
        return (node["value"],)
    if kind in _LEADING:
        return _names(children[0])
    if kind != "subexpression":
        return ()
    names = _names(children[0])
    if names and children[0]["type"] in {"field", "subexpression"}:
        for child in children[1:]:
            names += _names(child)
            if child["type"] != "field":
                break
    return names

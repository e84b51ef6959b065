"""Docstrings as data: of classes, of their attributes, and of commands.

Descriptions, documented errors, links and help texts come from them. `python -OO` drops docstrings,
and the text under an attribute is none to Python: both are read from the source then.
"""

from __future__ import annotations

import ast
import inspect
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import Any, NamedTuple


def docstring(of: type | Callable[..., Any]) -> str:
    """Return the docstring of a class or a function, also under `python -OO`; none is empty."""
    text = of.__doc__
    if text is None and sys.flags.optimize > 1:
        text = _written(of).text
    return inspect.cleandoc(text or "")


def class_docstring(cls: type) -> str:
    """Return a class's docstring, or where it has none the one that it inherits."""
    own = (docstring(owner) for owner in cls.__mro__ if owner is not object)
    return next((text for text in own if text), "")


def attribute_docstrings(cls: type) -> dict[str, str]:
    """Return the docstrings of a class's attributes and of those it inherits, by name."""
    found: dict[str, str] = {}
    for owner in reversed(cls.__mro__):
        if owner.__module__.partition(".")[0] not in {"builtins", "pydantic", "typing", "abc"}:
            found.update(_written(owner).attributes)
    return found


class _Written(NamedTuple):
    """The docstrings in the source of a class or a function."""

    text: str | None
    attributes: dict[str, str]


def _written(of: type | Callable[..., Any]) -> _Written:
    return _in_module(of.__module__).get(of.__qualname__, _Written(None, {}))


@cache
def _in_module(name: str) -> dict[str, _Written]:
    """Return the docstrings in a module by qualified name: each module is parsed once."""
    try:
        tree = ast.parse(inspect.getsource(sys.modules[name]))
    except (KeyError, OSError, TypeError):  # made at run time, built in, or shipped without source
        return {}
    return dict(_in_block(tree, ""))


def _in_block(block: ast.AST, prefix: str) -> Iterator[tuple[str, _Written]]:
    for node in ast.iter_child_nodes(block):
        if isinstance(node, ast.ClassDef | ast.FunctionDef):
            name = f"{prefix}{node.name}"
            yield name, _Written(ast.get_docstring(node), dict(_attributes(node.body)))
            inner = "." if isinstance(node, ast.ClassDef) else ".<locals>."
            yield from _in_block(node, f"{name}{inner}")
        elif isinstance(node, ast.stmt):
            yield from _in_block(node, prefix)


def _attributes(body: Sequence[ast.stmt]) -> Iterator[tuple[str, str]]:
    for before, after in pairwise(body):
        match before, after:
            case (
                ast.AnnAssign(target=ast.Name(id=name)),
                ast.Expr(value=ast.Constant(value=str(text))),
            ):
                yield name, inspect.cleandoc(text)
            case _:
                pass

"""Docstrings as data: of classes, of their attributes, and of commands.

Descriptions, documented errors, links and help texts come from them. `python -OO` drops docstrings,
and the text under an attribute is none to Python: both are read from the source then.
"""

from __future__ import annotations

import ast
import inspect
import sys
from collections.abc import Callable
from functools import cache
from typing import Any, TypeAlias

_Node: TypeAlias = ast.ClassDef | ast.FunctionDef


def docstring(of: type | Callable[..., Any]) -> str:
    """Return the docstring of a class or a function, also under `python -OO`; none is empty."""
    text = of.__doc__
    if text is None and sys.flags.optimize > 1:
        node = _node(of)
        text = ast.get_docstring(node) if node else None
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
            found.update(_own_docstrings(owner))
    return found


@cache
def _own_docstrings(cls: type) -> dict[str, str]:
    node = _node(cls)
    if not isinstance(node, ast.ClassDef):
        return {}
    found: dict[str, str] = {}
    for before, after in zip(node.body, node.body[1:], strict=False):
        match before, after:
            case (
                ast.AnnAssign(target=ast.Name(id=name)),
                ast.Expr(value=ast.Constant(value=str(text))),
            ):
                found[name] = inspect.cleandoc(text)
            case _:
                pass
    return found


def _node(of: type | Callable[..., Any]) -> _Node | None:
    """Return where a class or a function is defined; None where there is no source of it."""
    return _definitions(of.__module__).get(of.__qualname__)


@cache
def _definitions(module: str) -> dict[str, _Node]:
    """Return what a module defines, by qualified names; nothing where there is no source of it."""
    try:
        source = inspect.getsource(sys.modules[module])
    except (KeyError, OSError, TypeError):  # made at run time, built in, or without source
        return {}
    found: dict[str, _Node] = {}
    waiting: list[tuple[str, list[ast.stmt]]] = [("", ast.parse(source).body)]
    while waiting:
        prefix, statements = waiting.pop()
        for node in statements:
            if isinstance(node, ast.ClassDef | ast.FunctionDef):
                name = f"{prefix}{node.name}"
                found[name] = node
                within = name if isinstance(node, ast.ClassDef) else f"{name}.<locals>"
                waiting.append((f"{within}.", node.body))
    return found

"""Docstrings as data: of classes, of their attributes, and of commands.

Descriptions, documented errors, links and help texts come from them. `python -OO` drops docstrings,
and the text under an attribute is none to Python: both are read from the source then.
"""

from __future__ import annotations

import ast
import inspect
import sys
import textwrap
from collections.abc import Callable
from functools import cache
from typing import Any


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


@cache
def _node(of: type | Callable[..., Any]) -> ast.ClassDef | ast.FunctionDef | None:
    """Return where a class or a function is defined; None where there is no source of it."""
    try:
        source = textwrap.dedent(inspect.getsource(of))
    except (OSError, TypeError):  # made at run time, built in, or shipped without source
        return None
    node = ast.parse(source).body[0]
    return node if isinstance(node, ast.ClassDef | ast.FunctionDef) else None

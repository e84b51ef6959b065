"""The text under an attribute, read from a class's source: it is the schema's description."""

from __future__ import annotations

import ast
import inspect
import textwrap
from functools import cache


def attribute_docstrings(cls: type) -> dict[str, str]:
    """Return the docstrings of a class's attributes and of those it inherits, by name."""
    found: dict[str, str] = {}
    for owner in reversed(cls.__mro__):
        if owner.__module__.partition(".")[0] not in {"builtins", "pydantic", "typing", "abc"}:
            found.update(_own_docstrings(owner))
    return found


@cache
def _own_docstrings(cls: type) -> dict[str, str]:
    try:
        source = textwrap.dedent(inspect.getsource(cls))
    except OSError:  # made at run time, or shipped without source
        return {}
    body = ast.parse(source).body[0]
    if not isinstance(body, ast.ClassDef):
        return {}
    found: dict[str, str] = {}
    for before, after in zip(body.body, body.body[1:], strict=False):
        match before, after:
            case (
                ast.AnnAssign(target=ast.Name(id=name)),
                ast.Expr(value=ast.Constant(value=str(text))),
            ):
                found[name] = inspect.cleandoc(text)
            case _:
                pass
    return found

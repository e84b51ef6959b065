"""`--query`: a JMESPath expression, checked before anything is sent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from line_connector.errors import InputError
from line_connector.json_values import is_object

if TYPE_CHECKING:
    from jmespath.parser import ParsedResult


def compile_query(query: str) -> ParsedResult:
    """Read an expression.

    Raises:
        InputError: it is not JMESPath, or calls a function that there is not, or with too few or
            too many arguments.
    """
    import jmespath
    from jmespath.exceptions import JMESPathError

    try:
        compiled = jmespath.compile(query)
        fault = next(_faults(compiled.parsed), None)
    except JMESPathError as error:
        raise InputError(f"--query {query}: {' '.join(str(error).split())}") from None
    except RecursionError:
        raise InputError("--query: is nested too deep") from None
    if fault is not None:
        raise InputError(f"--query {query}: {fault}")
    return compiled


def _faults(node: Mapping[str, Any]) -> Iterator[str]:
    """Yield what is wrong with the calls of functions in a syntax tree."""
    if node["type"] == "function_expression":
        yield from _call_faults(node["value"], len(node["children"]))
    for child in node["children"]:
        if is_object(child):
            yield from _faults(child)


def _call_faults(name: str, given: int) -> Iterator[str]:
    from jmespath.functions import Functions

    function = Functions.FUNCTION_TABLE.get(name)
    if function is None:
        yield f"unknown function {name}()"
        return
    signature = function["signature"]
    least = len(signature)
    variadic = bool(signature and signature[-1].get("variadic"))
    if given < least or (given > least and not variadic):
        wanted = f"{'at least ' if variadic else ''}{least} argument{'s' * (least != 1)}"
        yield f"{name}() takes {wanted}, not {given}"

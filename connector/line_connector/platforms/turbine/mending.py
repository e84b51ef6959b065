"""Forms in which Turbine, and playbooks of Swimlane's LINE connector, write an input.

A valid input is left as it is. In one that is refused, only the refused values are looked at, and
only those whose meaning is certain are changed. If something is still refused then, the input is
refused for that alone.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from copy import deepcopy
from typing import Any, NamedTuple, TypeVar

from line_connector.errors import InputError
from line_connector.json_values import is_list, is_object, is_too_deep
from line_connector.schema.problems import Location, Problem, warning

CheckedT = TypeVar("CheckedT")

NARROWING = frozenset({"recipient", "filter", "limit"})
"""Inputs that limit who gets a message. An empty one is not left out: more people would get it."""

_ROUNDS = 4
"""How often a mended input is checked again: a mended value may hold further ones."""

_TEXT_MESSAGE = frozenset({"type", "text", "emojis", "quickReply", "quoteToken", "sender"})
"""Properties of a text message; no other one with `text` has only these."""


class _Mend(NamedTuple):
    """What takes the place of a refused value."""

    value: Any
    """The new value, or `_NONE`."""

    warning: str = ""
    """What to tell the user; empty where the value means the same as before."""


_NONE = object()


def check_mended(
    check: Callable[[Mapping[str, Any]], CheckedT],
    inputs: Mapping[str, Any],
    *,
    without_to: bool = False,
) -> tuple[CheckedT, list[Problem]]:
    """Check an input in whichever of the forms it is written.

    Args:
        check: checks an input in the provider's own form.
        inputs: the input, flat.
        without_to: leave `to` out, with a warning.

    Returns:
        what `check` returns, and a warning for each thing left out of the input or read into it.

    Raises:
        InputError: something in the input is not valid, and its meaning is not certain.
    """
    mended = dict(inputs)
    warnings: list[Problem] = []
    if without_to and mended.pop("to", None):
        warnings.append(warning(("to",), "ignored: a broadcast goes to all friends"))
    try:
        return check(mended), warnings
    except InputError as error:
        first = last = error
    if is_too_deep(mended):  # that is what the error says
        raise first
    mended = deepcopy(mended)
    for _ in range(_ROUNDS):
        mends = _mend_all(mended, last.problems)
        if not mends:
            break
        warnings += [each for each in mends if each.message]
        try:
            return check(mended), warnings
        except InputError as error:
            last = error
    problems = _still_refused(first.problems, last.problems)
    raise InputError.of(problems) if problems else last


def _still_refused(first: list[Problem], last: list[Problem]) -> list[Problem]:
    """Return what is refused at last, in the words for the value as it was given where there are.

    A value may be mended in vain: a number that became a text.
    """
    at_first, at_last = ({each.path for each in problems} for problems in (first, last))
    still = [each for each in first if each.path in at_last]
    return still + [each for each in last if each.path not in at_first]


def _mend_all(inputs: dict[str, Any], problems: list[Problem]) -> list[Problem]:
    """Mend an input in place; return where, with what to tell the user."""
    mends: list[Problem] = []
    for problem in problems:
        parent = _at(inputs, problem.path[:-1])
        mend = _mend(problem.path, parent) if problem.path and is_object(parent) else None
        if mend is None:
            continue
        name = str(problem.path[-1])
        if mend.value is _NONE:
            del parent[name]
        else:
            parent[name] = mend.value
        mends.append(warning(problem.path, mend.warning))
    return mends


def _at(value: Any, path: Location) -> Any:
    """Return what is at a path; None if nothing is."""
    for step in path:
        if is_object(value) and isinstance(step, str):
            value = value.get(step)
        elif is_list(value) and isinstance(step, int) and step < len(value):
            value = value[step]
        else:
            return None
    return value


def _mend(path: Location, parent: Mapping[Any, Any]) -> _Mend | None:
    """Return what takes a refused value's place; None if its meaning is not certain."""
    name, value = path[-1], parent.get(path[-1])
    if name == "type" and not value:
        is_text = path[0] == "messages" and parent.get("text") and parent.keys() <= _TEXT_MESSAGE
        return _Mend("text", "is missing: taken as text") if is_text else None
    if name not in parent:
        return None
    if path == ("retryKey",) and "replyToken" in parent:
        return _Mend(_NONE, "not sent: LINE takes none for a reply, whose token works only once")
    if value is None or (value in ("", [], {}) and path[0] not in NARROWING):
        return _Mend(_NONE)
    if isinstance(value, str):
        return _of_text(path, value)
    if path == ("messages",) and is_object(value):
        return _Mend([value])
    if path == ("to",) and is_list(value) and len(value) == 1:
        return _Mend(value[0])
    if isinstance(value, int) and not isinstance(value, bool):
        return _Mend(str(value))
    return None


def _of_text(path: Location, text: str) -> _Mend | None:
    """Return the value that a text stands for where none is taken."""
    if text.lower() in ("true", "false"):
        return _Mend(text.lower() == "true")
    if text.lstrip()[:1] in ("[", "{"):
        try:
            return _Mend(json.loads(text))
        except (ValueError, RecursionError):
            return None
    if path in (("to",), ("customAggregationUnits",)):
        return _Mend([word.strip() for word in text.split(",")])
    return None

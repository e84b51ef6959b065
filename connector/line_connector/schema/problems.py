"""What is wrong with an input, in words and with the provider's own paths."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from pydantic import ValidationError

from line_connector.schema.model import UNKNOWN, Path
from line_connector.shortening import shortened

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails


MOST_PROBLEMS = 50
"""Problems that an error lists; of more it gives the number."""

_LONGEST_SUGGESTED = 50
"""Longest name for which a near one is looked for: that is slow."""

_STEP = re.compile(r"[^.\[\]]+")


class Problem(NamedTuple):
    """Something to be mended in an input."""

    property: str
    """Where, as LINE writes it: `messages[0].text`."""

    message: str
    """What is allowed there."""

    def pointer(self) -> str:
        """Where, as a JSON pointer: `/messages/0/text`."""
        steps = _STEP.findall(self.property)
        return "".join("/" + step.replace("~", "~0").replace("/", "~1") for step in steps)

    def __str__(self) -> str:
        return f"{self.property}: {self.message}" if self.property else self.message


def problems_of(error: ValidationError) -> list[Problem]:
    """Return a validation error's lines as sentences, without the values that were refused.

    At most 50 of them, and the number of the others.
    """
    lines = error.errors(include_url=False, include_input=False)
    found = [Problem(property_path(line["loc"]), sentence(line)) for line in lines[:MOST_PROBLEMS]]
    return found + _others(len(lines))


def first_problems(problems: Sequence[Problem]) -> list[Problem]:
    """Return the first 50 problems, and the number of the others as one more."""
    return [*problems[:MOST_PROBLEMS], *_others(len(problems))]


def _others(count: int) -> list[Problem]:
    others = count - MOST_PROBLEMS
    return [Problem("", f"and {others} more problem{'s' * (others > 1)}")] if others > 0 else []


def property_path(path: Path) -> str:
    """Write a path as LINE does: dots before names, brackets around positions.

    A name of more than 100 characters is cut short, and control characters are escaped.
    """
    text = ""
    for step in path:
        if isinstance(step, int):
            text += f"[{step}]"
        elif step != "[key]":  # pydantic's mark of a mapping's key, after the key itself
            name = shortened(step)
            text += f".{name}" if text else name
    return text


def sentence(line: ErrorDetails) -> str:
    """Say in one short sentence what is allowed, of one line of a validation error."""
    kind, context = line["type"], line.get("ctx", {})
    if kind in {"string_too_short", "too_short"} and context["min_length"] == 1:
        return "must not be empty"
    if kind == "literal_error":
        return _choice(context["expected"].split(", "))
    if kind == "unknown_property":
        unknown = line["msg"] == UNKNOWN  # not a property given under both its names
        return line["msg"] + (
            _suggestion(str(line["loc"][-1]), context["known"]) if unknown else ""
        )
    if kind in _SENTENCES:
        return _SENTENCES[kind].format(**context)
    return line["msg"].removeprefix("Value error, ")


def _suggestion(name: str, known: Iterable[str]) -> str:
    """Return the end of a sentence about an unknown name: which name was probably meant."""
    if len(name) > _LONGEST_SUGGESTED:
        return ""
    from difflib import get_close_matches

    # To difflib a letter in another case is another letter, but it is the commonest slip.
    by_lower = {wire.lower(): wire for wire in sorted(known)}
    near = get_close_matches(name.lower().replace("_", ""), by_lower, n=1)
    return f"; did you mean {by_lower[near[0]]!r}?" if near else ""


def _choice(words: list[str]) -> str:
    """Say which values are allowed, of many only where they begin and end."""
    if len(words) > _MOST_WORDS:
        words = [*words[:3], "…", words[-1]]
    several = len(words) > 1 or " or " in words[0]
    return f"must be {'one of ' if several else ''}{', '.join(words)}"


_MOST_WORDS = 20


_SENTENCES = {
    "missing": "is required",
    "string_type": "must be a string",
    "string_unicode": "must be a string of Unicode characters",
    "int_type": "must be a whole number",
    "int_parsing": "must be a whole number",
    "int_parsing_size": "must be a whole number of at most 4300 digits",
    "int_from_float": "must be a whole number",
    "float_type": "must be a number",
    "float_parsing": "must be a number",
    "finite_number": "must be a finite number",
    "bool_type": "must be true or false",
    "bool_parsing": "must be true or false",
    "list_type": "must be a list",
    "dict_type": "must be an object",
    "model_type": "must be an object",
    "greater_than": "must be more than {gt}",
    "greater_than_equal": "must be at least {ge}",
    "less_than": "must be less than {lt}",
    "less_than_equal": "must be at most {le}",
    "multiple_of": "must be a multiple of {multiple_of}",
    "too_short": "must have at least {min_length} items",
    "too_long": "must have at most {max_length} items",
    "string_too_short": "must be at least {min_length} characters",
    "string_too_long": "must be at most {max_length} characters",
}
"""Our sentence for each kind of error of pydantic's; its own where there is none."""

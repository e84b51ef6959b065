"""What is wrong with an input, or may be: where, what is allowed there, and how sure that is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from line_connector.shortening import shortened

if TYPE_CHECKING:
    from pydantic import ValidationError
    from pydantic_core import ErrorDetails

Location: TypeAlias = tuple[str | int, ...]
"""Location in an input: property names and list indexes, outermost first."""

Severity = Literal["error", "warning"]
"""`error`: it is refused. `warning`: the provider may refuse it; its rules are not documented."""

MOST_PROBLEMS = 50
"""Maximum number of problems that an error lists; the others are counted."""

UNKNOWN = "unknown property"
"""Message for an unknown property."""

_LONGEST_SUGGESTED = 50
"""Maximum length of a name for which a similar one is searched: that is slow."""

_STEP = re.compile(r"([^.\[\]]+)|\[(\d{1,9})\]")


class Problem(NamedTuple):
    """Something that is wrong, or may be, in an input."""

    path: Location
    """Where."""

    message: str
    """What is allowed there."""

    severity: Severity = "error"

    def under(self, path: Location) -> Problem:
        """Return the problem as seen from outside the object that stands at `path`."""
        return self._replace(path=(*path, *self.path))

    def pointer(self) -> str:
        """Where, as a JSON pointer: `/messages/0/text`."""
        steps = (shortened(str(step)) for step in self.path)
        return "".join("/" + step.replace("~", "~0").replace("/", "~1") for step in steps)

    def __str__(self) -> str:
        return ": ".join(filter(None, (self.property, self.message)))

    @property
    def property(self) -> str:
        """Where, as LINE writes it: `messages[0].text`."""
        return property_path(self.path)


def warning(path: Location, message: str) -> Problem:
    """Return a problem that the provider may not have with an input."""
    return Problem(path, message, "warning")


def property_path(path: Location) -> str:
    """Write a path as LINE does: dots before names, brackets around positions.

    A name of more than 100 characters is cut short, and control characters are escaped.
    """
    text = ""
    for step in path:
        if isinstance(step, int):
            text += f"[{step}]"
        else:
            name = shortened(step)
            text += f".{name}" if text else name
    return text


def read_property_path(text: str) -> Location:
    """Read a path as a provider writes it; one of another form is a single step."""
    path = tuple(name or int(position) for name, position in _STEP.findall(text))
    return path if property_path(path) == text else (text,)


def problems_of(error: ValidationError) -> list[Problem]:
    """Return a validation error's lines as sentences, without the values that were refused.

    At most 50 of them, and the number of the others.
    """
    lines = error.errors(include_url=False, include_input=False)
    return [*map(problem_of, lines[:MOST_PROBLEMS]), *_others(len(lines))]


def problem_of(line: ErrorDetails) -> Problem:
    """Return one line of a validation error as a sentence."""
    # Pydantic marks a mapping's key with a step of its own, after the key itself.
    return Problem(tuple(step for step in line["loc"] if step != "[key]"), _sentence(line))


def first_problems(problems: Sequence[Problem]) -> list[Problem]:
    """Return the first 50 problems, and the number of the others as one more."""
    return [*problems[:MOST_PROBLEMS], *_others(len(problems))]


def _others(count: int) -> list[Problem]:
    others = count - MOST_PROBLEMS
    return [Problem((), f"and {others} more problem{'s' * (others > 1)}")] if others > 0 else []


def _sentence(line: ErrorDetails) -> str:
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
        return _SENTENCES[kind].format(**{name: _plain(value) for name, value in context.items()})
    return line["msg"].removeprefix("Value error, ")


def _plain(value: object) -> object:
    """Return a bound without a fraction that is none: 30, not 30.0."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


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

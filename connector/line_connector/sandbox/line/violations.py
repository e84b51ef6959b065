"""What is wrong with a request, in LINE's words.

LINE checks in layers and tells only of the first that fails: JSON types and the form of IDs (one
error), then the constraints of all fields (all errors), then the content of each template, flex
or textV2 message (the errors of one message), then what it tells without details. Each place writes
paths and texts in its own way.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from line_connector.sandbox.exchange import RefusedError
from line_connector.sandbox.json_values import dotted, slashed
from line_connector.sandbox.line.errors import (
    invalid_property,
    message_errors,
    refusal,
    request_errors,
)
from line_connector.sandbox.line.json_places import line_and_column, start_of
from line_connector.sandbox.rulebook import Breach

Location = Sequence["str | int"]
Wording = Mapping[str, "str | Callable[[Breach], str]"]

BINDING, CONSTRAINT, CONTENT, PLAIN = range(4)

FLEX_INVALID = "invalid property"

INTEGER_BOUNDS = (2**31 - 1, 2**63 - 1)
"""A larger number is no int32, or no int64."""


class Violation(NamedTuple):
    """One thing that is wrong: in which layer, where, and LINE's words for it."""

    layer: int
    message: int
    """Index of the message; only the content layer tells messages apart."""
    property: str
    text: str
    value_at: Location | None = None
    """Path of a value of a wrong JSON type, of which LINE tells line and column."""


def violation_of(breach: Breach, body: Mapping[str, Any]) -> Violation:
    """Say in LINE's words which rule is broken."""
    path = breach.path
    place = _place(body, breach)
    if place == "flex":
        # A component of a wrong type is invalid as a whole.
        whole = path[-1] == "type" and breach.keyword == "enum"
        text = _text(breach, FLEX_TEXTS, FLEX_INVALID)
        return flex_violation(path[:-1] if whole else path, text)
    if breach.keyword in {"type", "lineId"} or breach.limit in INTEGER_BOUNDS:
        # LINE's sample for an element of a multicast's `to` alone has no quotes around the name.
        quote = "" if path[0] == "to" and len(path) > 1 else "'"
        name = f"{quote}{dotted(path)}{quote}"
        return Violation(BINDING, 0, name, "", path if breach.keyword != "lineId" else None)
    if place == "template":
        return content_violation(path, _text(breach, TEMPLATE_TEXTS, "invalid value"))
    if breach.keyword == "maxUnits" and list(path[2:]) == ["sender", "name"]:
        return Violation(PLAIN, 0, "", "sender.name length is invalid")
    return field_violation(path, _text(breach, FIELD_TEXTS, "Invalid value"))


def field_violation(path: Location, text: str) -> Violation:
    """Make the violation of a field's constraint."""
    return Violation(CONSTRAINT, 0, dotted(path), text)


def content_violation(path: Location, text: str) -> Violation:
    """Make a violation of a template's or a textV2 message's content."""
    return Violation(CONTENT, int(path[1]), slashed(path[2:]), text)


def flex_violation(path: Location, text: str) -> Violation:
    """Make a violation in a flex message's `contents`, where LINE's paths then begin."""
    return Violation(CONTENT, int(path[1]), "/" + slashed(path[3:]), text)


def refusal_of(violations: Sequence[Violation], body: str) -> RefusedError:
    """Make the error for the first layer that failed.

    Args:
        violations: what is wrong.
        body: the request's body, as it was sent.
    """
    first = min(violations, key=lambda each: each[:3])
    if first.layer == BINDING:
        if first.value_at is None:
            return invalid_property(first.property)
        at = line_and_column(body, start_of(body, first.value_at))
        return invalid_property(first.property, at=at)
    if first.layer == PLAIN:
        return refusal(400, first.text)
    reported = [each[2:4] for each in violations if each[:2] == first[:2]]
    details = [{"message": text, "property": where} for where, text in dict.fromkeys(reported)]
    if first.layer == CONSTRAINT:
        return request_errors(details)
    return message_errors(first.message, details)


def _place(body: Mapping[str, Any], breach: Breach) -> str:
    """Tell what a breach is in: a template, a flex container, or the request's plain fields."""
    path = breach.path
    is_whole = len(path) == 3 and breach.keyword not in {"required", "type"}
    if path[0] != "messages" or not (is_whole or len(path) > 3):
        return "field"
    kind = body["messages"][path[1]].get("type")
    inside = (kind == "template" and path[2] == "template") or (
        kind == "flex" and path[2] == "contents"
    )
    return str(kind) if inside else "field"


def _text(breach: Breach, wording: Wording, otherwise: str) -> str:
    text = breach.says or wording.get(breach.keyword, otherwise)
    return text if isinstance(text, str) else text(breach)


def _size(breach: Breach) -> str:
    low, high = (breach.schema.get(name, 0) for name in ("minItems", "maxItems"))
    return f"Size must be between {low} and {high}"


def _range(breach: Breach) -> str:
    low, high = (breach.schema.get(name) for name in ("minimum", "maximum"))
    if high is None or high in INTEGER_BOUNDS:
        return f"Must be greater than or equal to {low}"
    return f"Must be between {low} and {high}"


def _length(breach: Breach) -> str:
    return f"Length must be between 0 and {breach.limit}"


def _url(breach: Breach) -> str:
    return "Must be a valid HTTPS URL" if breach.limit == ["https"] else breach.message


def _values(breach: Breach) -> str:
    return ", ".join(str(value) for value in breach.limit)


FIELD_TEXTS: Wording = {
    "required": "May not be empty",
    "minLength": "May not be empty",
    "maxUnits": _length,
    "maxGraphemes": _length,
    "minItems": _size,
    "maxItems": _size,
    "minimum": _range,
    "maximum": _range,
    "exclusiveMinimum": "Must be a positive value",
    "enum": lambda breach: f"Must be one of the following values: [{_values(breach)}]",
    "url": _url,
    "notEnding": "invalid uri",
    "moments": lambda breach: breach.message,
}

TEMPLATE_TEXTS: Wording = {
    "required": "must be specified",
    "minLength": "must be specified",
    "maxUnits": lambda breach: f"size must be between 0 and {breach.limit}",
    "maxGraphemes": lambda breach: f"must not be longer than {breach.limit} characters",
    "minItems": lambda breach: f"must not be less than {breach.limit} items",
    "maxItems": lambda breach: f"must not be more than {breach.limit} items",
    "enum": lambda breach: f"must be one of the following values: [{_values(breach)}]",
    "url": lambda breach: breach.message,
    "notEnding": "invalid uri",
    "moments": lambda breach: breach.message,
}

FLEX_TEXTS: Wording = {
    "required": "must be specified",
    "minLength": "must be non-empty text",
    "minimum": lambda breach: f"must be greater than or equal to {breach.limit}",
    "additionalProperties": "unknown field",
    "ratio": lambda breach: breach.message,
    "moments": lambda breach: breach.message,
    "url": lambda breach: breach.message,
    "notEnding": "invalid uri",
}

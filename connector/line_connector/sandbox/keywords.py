"""The keywords that JSON Schema lacks for the rules of a provider, and some that differ from it.

`byType` picks a schema by the value of `type`, so that an error is about the type that was meant;
the schema listed under the empty name is for a value without a type.
`maxUnits` and `maxGraphemes` count text in UTF-16 code units and in grapheme clusters.
`url` demands an absolute URL of one of some schemes, `notEnding` refuses an ending.
`pattern` refuses a line break behind the end.
`lineId` demands a LINE ID that begins with one of some letters.
`ratio` demands a width and a height of limited size.
`writtenAs` demands a date or time in a form of strptime's.
`moments` demands that a date picker's dates have the form its mode asks for.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from ipaddress import IPv6Address
from typing import Any
from urllib.parse import urlsplit

import regex
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError
from jsonschema.validators import extend  # pyright: ignore[reportUnknownVariableType]

from line_connector.sandbox.json_values import is_object

Errors = Iterator[ValidationError]

GRAPHEME = regex.compile(r"\X")
RATIO = re.compile(r"([0-9]+(?:\.[0-9]+)?):([0-9]+(?:\.[0-9]+)?)")
UNENCODED = re.compile(r"[\x00-\x20\x7f\s\"<>\\^`{|}]|%(?![0-9A-Fa-f]{2})")
"""What LINE was seen to refuse in a URL, and its like. Letters beyond ASCII are let through."""


def graphemes(text: str) -> int:
    """Count grapheme clusters."""
    return len(GRAPHEME.findall(text))


def _ref(validator: Any, target: Any, value: Any, _: Any) -> Errors:
    yield from validator.descend(value, target)


def _required(_: Any, names: Sequence[str], value: Any, __: Any) -> Errors:
    if is_object(value):
        for name in names:
            if name not in value:
                yield ValidationError(f"{name} is missing", path=[name])


def _additional_properties(
    validator: Any, rule: Any, value: Any, schema: Mapping[str, Any]
) -> Errors:
    """Judge each property that is not listed at its own path."""
    if not is_object(value):
        return
    for name in value.keys() - schema.get("properties", {}).keys():
        if rule is False:
            yield ValidationError(f"{name} is unknown", path=[name])
        else:
            yield from validator.descend(value[name], rule, path=name)


def _property_names(validator: Any, rule: Any, value: Any, _: Any) -> Errors:
    """Judge each property's name at the property's own path."""
    if is_object(value):
        for name in value:
            yield from validator.descend(name, rule, path=name)


def _by_type(validator: Any, choices: Mapping[str, Any], value: Any, _: Any) -> Errors:
    if not is_object(value):
        yield ValidationError("must be an object", validator="type")
        return
    kinds = [kind for kind in choices if kind]
    if "type" not in value and "" in choices:
        yield from _referred(validator, choices[""], value)
    elif "type" not in value:
        yield ValidationError("type is missing", validator="required", path=["type"])
    elif not isinstance(value["type"], str):
        yield ValidationError("must be a string", validator="type", path=["type"])
    elif value["type"] not in kinds:
        message = f"must be one of {', '.join(kinds)}"
        yield ValidationError(message, validator="enum", validator_value=kinds, path=["type"])
    else:
        yield from _referred(validator, choices[value["type"]], value)


def _referred(validator: Any, target: Any, value: Any) -> Errors:
    """Apply a definition as the validator's own `$ref` does, which may not be the one above."""
    yield from validator.VALIDATORS["$ref"](validator, target, value, {})


def _max_units(_: Any, limit: int, value: Any, __: Any) -> Errors:
    if isinstance(value, str):
        units = len(value.encode("utf-16-le", errors="surrogatepass")) // 2
        if units > limit:
            yield ValidationError(f"must not be longer than {limit} UTF-16 code units")


def _max_graphemes(_: Any, limit: int, value: Any, __: Any) -> Errors:
    # A text has no more clusters than characters: most need no counting.
    if isinstance(value, str) and len(value) > limit and graphemes(value) > limit:
        yield ValidationError(f"must not be longer than {limit} characters")


def compiled_pattern(pattern: str) -> re.Pattern[str]:
    """Compile a pattern, whose last `$` is the very end; Python lets a line break follow."""
    return re.compile(re.sub(r"\$$", r"\\Z", pattern))


def _pattern(_: Any, pattern: str, value: Any, __: Any) -> Errors:
    if isinstance(value, str) and not compiled_pattern(pattern).search(value):
        yield ValidationError(f"{value!r} does not match {pattern!r}")


def _line_id(_: Any, letters: str, value: Any, __: Any) -> Errors:
    if isinstance(value, str) and not re.fullmatch(f"[{letters}][0-9a-f]{{32}}", value):
        yield ValidationError(f"must be one of {letters} and 32 hex digits")


def _url(_: Any, schemes: Sequence[str], value: Any, __: Any) -> Errors:
    if not isinstance(value, str):
        return
    scheme = _scheme(value)
    # Of media LINE only ever says that the scheme is wrong.
    if scheme is None and schemes != ["https"]:
        yield ValidationError("invalid uri")
    if scheme not in schemes:
        yield ValidationError("invalid uri scheme")


def _scheme(value: str) -> str | None:
    """Return the scheme of an absolute URL, None for anything else."""
    try:
        parts = urlsplit(value)
        if "[" in parts.netloc:  # which Python checks since 3.11.4
            IPv6Address(parts.hostname or "")
    except ValueError:
        return None
    is_web = parts.scheme in {"http", "https"}
    has_rest = parts.netloc if is_web else value.partition(":")[2]
    return parts.scheme if parts.scheme and has_rest and not UNENCODED.search(value) else None


def _not_ending(_: Any, ending: str, value: Any, __: Any) -> Errors:
    if isinstance(value, str) and value.endswith(ending):
        yield ValidationError(f"must not end with {ending}")


def _ratio(_: Any, limits: Mapping[str, int], value: Any, __: Any) -> Errors:
    if not isinstance(value, str):
        return
    match = RATIO.fullmatch(value)
    sides = [float(side) for side in match.groups()] if match else [0.0]
    if not all(0 < side <= limits["largest"] for side in sides):
        yield ValidationError("invalid property")
    elif sides[1] > limits["tallest"] * sides[0]:
        tallest = limits["tallest"]
        yield ValidationError(f"aspect ratio must be in the range (0 < (h/w) <= {tallest})")


def _written_as(_: Any, form: str, value: Any, __: Any) -> Errors:
    if isinstance(value, str) and _moment(form, value) is None:
        yield ValidationError("invalid datetime")


def _moments(_: Any, forms: Mapping[str, str], value: Any, __: Any) -> Errors:
    """Check the `initial`, `min` and `max` of a date picker against the form of its `mode`."""
    form = forms.get(str(value.get("mode"))) if is_object(value) else None
    if form is None:
        return
    moments = {
        name: _moment(form, value[name])
        for name in ("initial", "min", "max")
        if isinstance(value.get(name), str)
    }
    for name, moment in moments.items():
        if moment is None:
            text = "invalid datetime format for the specified mode"
            yield ValidationError(text, path=[name])
    low, high = moments.get("min"), moments.get("max")
    # Whether they may be equal is not known.
    if low and high and low > high:
        yield ValidationError("invalid date time order", path=["max"])


def _moment(form: str, text: str) -> datetime | None:
    try:
        moment = datetime.strptime(text.upper(), form)  # noqa: DTZ007 (it has no time zone)
    except ValueError:
        return None
    # Only with all its zeros is it written as the form says.
    is_exact = moment.strftime(form) == text.upper()
    return moment if is_exact and 1900 <= moment.year <= 2100 else None


VALIDATOR: Any = extend(  # type: ignore[no-untyped-call]
    Draft202012Validator,
    {
        "$ref": _ref,
        "required": _required,
        "additionalProperties": _additional_properties,
        "propertyNames": _property_names,
        "byType": _by_type,
        "maxUnits": _max_units,
        "maxGraphemes": _max_graphemes,
        "pattern": _pattern,
        "lineId": _line_id,
        "url": _url,
        "notEnding": _not_ending,
        "ratio": _ratio,
        "writtenAs": _written_as,
        "moments": _moments,
    },
)

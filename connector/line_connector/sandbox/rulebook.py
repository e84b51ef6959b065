"""JSON Schema rules kept as data, and the keywords JSON Schema lacks for them.

`byType` picks a schema by the value of `type`, so that an error is about the type that was meant;
the schema listed under the empty name is for a value without a type.
`maxUnits` and `maxGraphemes` count text in UTF-16 code units and in grapheme clusters.
`url` demands an absolute URL of one of some schemes, `notEnding` refuses an ending.
`lineId` demands a LINE ID that begins with one of some letters.
`ratio` demands a width and a height of limited size.
`writtenAs` demands a date or time in a form of strptime's.
`moments` demands that a date picker's dates have the form its mode asks for.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from urllib.parse import urljoin, urlsplit

import regex
import yaml
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError
from jsonschema.validators import extend  # pyright: ignore[reportUnknownVariableType]

from line_connector.sandbox.json_values import is_array, is_object

Errors = Iterator[ValidationError]

GRAPHEME = regex.compile(r"\X")
RATIO = re.compile(r"(\d+(?:\.\d+)?):(\d+(?:\.\d+)?)")
UNENCODED = re.compile(r"[^!-~]|[\"<>\\^`{|}]|%(?![0-9A-Fa-f]{2})")
"""What may not stand in a URL as it is: everything but RFC 3986's characters."""


class Breach(NamedTuple):
    """One rule that a value breaks."""

    path: list[str | int]
    keyword: str
    limit: Any
    """What the schema gives for the keyword."""
    schema: Mapping[str, Any]
    """The schema the keyword stands in."""
    message: str

    @property
    def says(self) -> str | None:
        """The schema's own words for it: `says` has a text for all keywords, or one for each."""
        texts: str | Mapping[str, str] = self.schema.get("says", {})
        return texts if isinstance(texts, str) else texts.get(self.keyword)


class Rulebook:
    """Files of schemas that refer to each other, each schema compiled when it is first used."""

    def __init__(self, files: Mapping[str, str]) -> None:
        """Read files.

        Args:
            files: YAML by its path. A `$ref` from one to another is relative to its own path:
                `flex.yaml#/$defs/container`, `../common.yaml#/$defs/int32`.
        """
        self._documents: dict[str, Any] = {path: _load(text) for path, text in files.items()}
        linked: set[int] = set()
        for path, document in self._documents.items():
            self._link(document, path, linked)
        # jsonschema's own types say little, so its objects stay in this module as Any.
        self._validators: dict[str, Any] = {}

    def references(self) -> dict[str, str]:
        """Return a reference for the name of each definition in any file."""
        return {
            name: f"{path}#/$defs/{name}"
            for path, document in self._documents.items()
            for name in document["$defs"]
        }

    def schema(self, reference: str) -> Mapping[str, Any]:
        """Return a schema, named like `message/requests.yaml#/$defs/push`."""
        schema: Mapping[str, Any] = self._target(reference, "")
        return schema

    def breaches(self, reference: str, value: Any) -> list[Breach]:
        """Check a value against a schema, named like `message/requests.yaml#/$defs/push`."""
        validator = self._validators.get(reference)
        if validator is None:
            validator = VALIDATOR(self._target(reference, ""))
            self._validators[reference] = validator
        return [_breach(error) for error in validator.iter_errors(value)]

    def _link(self, node: Any, path: str, linked: set[int]) -> None:
        """Put the schemas themselves into the place of the references to them.

        Looking references up is half of what a check would cost. A schema may contain itself then.
        """
        if id(node) in linked:  # YAML's aliases put one node into several places
            return
        linked.add(id(node))
        for key, each in _children(node):
            if key == "$ref":
                node[key] = self._target(each, path)
            elif key == "byType":
                node[key] = {kind: self._target(each[kind], path) for kind in each}
            else:
                self._link(each, path, linked)

    def _target(self, reference: str, path: str) -> Any:
        """Return the schema that a reference in the file at a path leads to."""
        url, _, pointer = reference.partition("#/")
        target = self._documents[urljoin(path, url)]
        for name in pointer.split("/"):
            target = target[name]
        return target


def graphemes(text: str) -> int:
    """Count grapheme clusters."""
    return len(GRAPHEME.findall(text))


def _load(text: str) -> Any:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(text, loader)  # noqa: S506 (both loaders are safe)


def _children(node: Any) -> list[tuple[Any, Any]]:
    if is_object(node):
        return list(node.items())
    return list(enumerate(node)) if is_array(node) else []


def _breach(error: Any) -> Breach:
    return Breach(
        list(error.absolute_path),
        error.validator,
        error.validator_value,
        error.schema if is_object(error.schema) else {},
        error.message,
    )


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


def _by_type(validator: Any, choices: Mapping[str, Any], value: Any, _: Any) -> Errors:
    if not is_object(value):
        yield ValidationError("must be an object", validator="type")
        return
    kinds = [kind for kind in choices if kind]
    if "type" not in value and "" in choices:
        yield from validator.descend(value, choices[""])
    elif "type" not in value:
        yield ValidationError("type is missing", validator="required", path=["type"])
    elif not isinstance(value["type"], str):
        yield ValidationError("must be a string", validator="type", path=["type"])
    elif value["type"] not in kinds:
        message = f"must be one of {', '.join(kinds)}"
        yield ValidationError(message, validator="enum", validator_value=kinds, path=["type"])
    else:
        yield from validator.descend(value, choices[value["type"]])


def _max_units(_: Any, limit: int, value: Any, __: Any) -> Errors:
    if isinstance(value, str):
        units = len(value.encode("utf-16-le", errors="surrogatepass")) // 2
        if units > limit:
            yield ValidationError(f"must not be longer than {limit} UTF-16 code units")


def _max_graphemes(_: Any, limit: int, value: Any, __: Any) -> Errors:
    # A text has no more clusters than characters: most need no counting.
    if isinstance(value, str) and len(value) > limit and graphemes(value) > limit:
        yield ValidationError(f"must not be longer than {limit} characters")


def _line_id(_: Any, letters: str, value: Any, __: Any) -> Errors:
    if isinstance(value, str) and not re.fullmatch(f"[{letters}][0-9a-f]{{32}}", value):
        yield ValidationError(f"must be one of {letters} and 32 hex digits")


def _url(_: Any, schemes: Sequence[str], value: Any, __: Any) -> Errors:
    if not isinstance(value, str):
        return
    try:
        parts = urlsplit(value)
    except ValueError:
        yield ValidationError("invalid uri")
        return
    absolute = parts.scheme and (parts.netloc or parts.scheme not in {"http", "https"})
    if not absolute or UNENCODED.search(value):
        yield ValidationError("invalid uri")
    if parts.scheme not in schemes:
        yield ValidationError("invalid uri scheme")


def _not_ending(_: Any, ending: str, value: Any, __: Any) -> Errors:
    if isinstance(value, str) and value.endswith(ending):
        yield ValidationError(f"must not end with {ending}")


def _ratio(_: Any, limits: Mapping[str, int], value: Any, __: Any) -> Errors:
    if not isinstance(value, str):
        return
    match = RATIO.fullmatch(value)
    sides = [float(side) for side in match.groups()] if match else [0.0]
    if not all(1 <= side <= limits["largest"] for side in sides):
        yield ValidationError(f"must be width:height, each from 1 to {limits['largest']}")
    elif sides[1] > limits["tallest"] * sides[0]:
        yield ValidationError(f"must not be higher than {limits['tallest']} times its width")


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
            yield ValidationError("invalid datetime", path=[name])
    low, high = moments.get("min"), moments.get("max")
    # Whether they may be equal is not known.
    if low and high and low > high:
        yield ValidationError("must be later than min", path=["max"])


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
        "byType": _by_type,
        "maxUnits": _max_units,
        "maxGraphemes": _max_graphemes,
        "lineId": _line_id,
        "url": _url,
        "notEnding": _not_ending,
        "ratio": _ratio,
        "writtenAs": _written_as,
        "moments": _moments,
    },
)

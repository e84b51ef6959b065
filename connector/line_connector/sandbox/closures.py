"""Schemas compiled into functions that tell, fast, whether a value obeys; not what is wrong.

They agree with jsonschema on every value: `tests/differential/test_closures.py` compares them. The
keywords that take time have closures here; any other is left to jsonschema's own function.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from line_connector.sandbox.json_values import is_array, is_object
from line_connector.sandbox.keywords import VALIDATOR, compiled_pattern

Accepts = Callable[[Any], bool]
Schema = Mapping[str, Any]

SILENT = {"$defs", "says", "then", "else", "title", "description"}
"""They refuse nothing, or another keyword sees to them."""


class Closures:
    """Compiles schemas whose references were replaced by what they lead to."""

    def __init__(self) -> None:
        self._compiled: dict[int, Accepts] = {}

    def compiled(self, schema: "Schema | bool") -> Accepts:
        """Return the function of a schema, which has to live as long as this object.

        Raises:
            ValueError: a keyword is unknown.
        """
        if isinstance(schema, bool):
            return lambda _: schema
        key = id(schema)
        if key not in self._compiled:
            # A schema that contains itself finds a stand-in, which is then made to call the real
            # function: itself, for one more Python call a level is too many in a deep value.
            later: Any = partial(bool)
            self._compiled[key] = later
            self._compiled[key] = _all(list(self._keywords(schema)))
            later.__setstate__((self._compiled[key], (), {}, None))
        return self._compiled[key]

    def _keywords(self, schema: Schema) -> Iterator[Accepts]:
        if not schema.keys().isdisjoint({"properties", "additionalProperties", "required"}):
            yield self._object(schema)
        for keyword, limit in schema.items():
            if keyword in SILENT or keyword in {"properties", "additionalProperties", "required"}:
                continue
            if keyword in APPLICATORS:
                yield APPLICATORS[keyword](self.compiled, limit, schema)
            elif keyword in ASSERTIONS:
                yield ASSERTIONS[keyword](limit)
            else:
                yield _by_jsonschema(keyword, limit, schema)

    def _object(self, schema: Schema) -> Accepts:
        names = tuple(schema.get("required", ()))
        known = {name: self.compiled(each) for name, each in schema.get("properties", {}).items()}
        other = self.compiled(schema.get("additionalProperties", True))

        def accepts(value: Any) -> bool:
            if not is_object(value):
                return True
            for name in names:
                if name not in value:
                    return False
            for name, each in value.items():  # noqa: SIM110 (half the time of `all`)
                if not known.get(name, other)(each):
                    return False
            return True

        return accepts


def _all(parts: list[Accepts]) -> Accepts:
    if len(parts) == 1:
        return parts[0]
    if len(parts) == 2:
        first, second = parts
        return lambda value: first(value) and second(value)

    def accepts(value: Any) -> bool:
        for part in parts:  # noqa: SIM110 (half the time of `all`)
            if not part(value):
                return False
        return True

    return accepts


def _by_jsonschema(keyword: str, limit: Any, schema: Schema) -> Accepts:
    check = VALIDATOR.VALIDATORS.get(keyword)
    if check is None:
        raise ValueError(f"{keyword} is not a keyword of rules")
    validator = VALIDATOR(schema)
    return lambda value: next(check(validator, limit, value, schema), None) is None


Compile = Callable[["Schema | bool"], Accepts]


def _by_type(compiled: Compile, choices: Mapping[str, Schema], _: Schema) -> Accepts:
    without = compiled(choices.get("", False))
    kinds = {kind: compiled(each) for kind, each in choices.items() if kind}

    def accepts(value: Any) -> bool:
        if not is_object(value):
            return False
        if "type" not in value:
            return without(value)
        kind = value["type"]
        return isinstance(kind, str) and kind in kinds and kinds[kind](value)

    return accepts


def _items(compiled: Compile, limit: "Schema | bool", schema: Schema) -> Accepts:
    if "prefixItems" in schema:
        return _by_jsonschema("items", limit, schema)
    each = compiled(limit)
    return lambda value: not is_array(value) or all(map(each, value))


def _if(compiled: Compile, limit: "Schema | bool", schema: Schema) -> Accepts:
    condition = compiled(limit)
    then, other = (compiled(schema.get(name, True)) for name in ("then", "else"))
    return lambda value: (then if condition(value) else other)(value)


def _not(compiled: Compile, limit: "Schema | bool", _: Schema) -> Accepts:
    refused = compiled(limit)
    return lambda value: not refused(value)


def _all_of(compiled: Compile, limit: list["Schema | bool"], _: Schema) -> Accepts:
    return _all([compiled(each) for each in limit])


def _any_of(compiled: Compile, limit: list["Schema | bool"], _: Schema) -> Accepts:
    parts = [compiled(each) for each in limit]
    return lambda value: any(part(value) for part in parts)


def _one_of(compiled: Compile, limit: list["Schema | bool"], _: Schema) -> Accepts:
    parts = [compiled(each) for each in limit]
    return lambda value: sum(part(value) for part in parts) == 1


APPLICATORS: Mapping[str, Callable[[Compile, Any, Schema], Accepts]] = {
    "$ref": lambda compiled, target, _: compiled(target),
    "byType": _by_type,
    "items": _items,
    "if": _if,
    "not": _not,
    "allOf": _all_of,
    "anyOf": _any_of,
    "oneOf": _one_of,
}
"""Keywords that apply other schemas."""


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


TYPES: Mapping[str, Accepts] = {
    "object": is_object,
    "array": is_array,
    "string": lambda value: isinstance(value, str),
    "boolean": lambda value: isinstance(value, bool),
    "null": lambda value: value is None,
    "number": _is_number,
    "integer": lambda value: _is_number(value) and value % 1 == 0,
}


def _type(names: "str | list[str]") -> Accepts:
    if isinstance(names, str):
        return TYPES[names]
    parts = [TYPES[name] for name in names]
    return lambda value: any(part(value) for part in parts)


def _enum(values: list[Any]) -> Accepts:
    if not all(isinstance(value, str) for value in values):
        return _by_jsonschema("enum", values, {"enum": values})
    texts = frozenset(values)
    return lambda value: isinstance(value, str) and value in texts


def _pattern(pattern: str) -> Accepts:
    search = compiled_pattern(pattern).search
    return lambda value: not isinstance(value, str) or search(value) is not None


ASSERTIONS: Mapping[str, Callable[[Any], Accepts]] = {
    "type": _type,
    "enum": _enum,
    "pattern": _pattern,
    "minItems": lambda least: lambda value: not is_array(value) or len(value) >= least,
    "maxItems": lambda most: lambda value: not is_array(value) or len(value) <= most,
    "minLength": lambda least: lambda value: not isinstance(value, str) or len(value) >= least,
    "maxLength": lambda most: lambda value: not isinstance(value, str) or len(value) <= most,
    "minimum": lambda least: lambda value: not _is_number(value) or value >= least,
    "maximum": lambda most: lambda value: not _is_number(value) or value <= most,
}
"""Keywords that look at the value itself."""

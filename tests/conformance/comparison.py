"""A schema of ours and LINE's, side by side: what one has and the other has not."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any, cast

from line_connector.schema.plain_schema import without_null

Schema = dict[str, Any]

LIMITS = ("minItems", "maxItems", "minLength", "maxLength", "minimum", "maximum")


class Comparison:
    """Walks through a request of ours and LINE's side by side, or through an answer.

    Args:
        ours: a schema of ours, with its definitions.
        theirs: LINE's schemas by name.
        answer: whether it is an answer, of which we may expect less and take more.
        skipped: names of schemas of LINE's that are compared elsewhere.
    """

    def __init__(
        self,
        ours: Schema,
        theirs: Mapping[str, Schema],
        *,
        answer: bool = False,
        skipped: Collection[str] = (),
    ) -> None:
        self._ours = ours.get("$defs", {})
        self._theirs = theirs
        self._answer = answer
        self._skipped = skipped
        self.compared: set[str] = set()
        """Names of LINE's schemas."""

    def differences(self, ours: Schema, theirs: Schema, place: str) -> Iterator[str]:
        """Yield what differs between two schemas and in all that they hold.

        Args:
            ours: a schema of ours.
            theirs: LINE's.
            place: name of the schema or property there.
        """
        ours = without_null(ours)
        if theirs.get("format") == "binary":
            return
        if not self._answer:
            yield from _limits(ours, theirs, place)
        if name := referred(theirs):
            if name in self._skipped:
                return
            theirs, place = self._theirs[name], name
        values: Any = theirs.get("additionalProperties")
        if mapping := theirs.get("discriminator", {}).get("mapping"):
            self.compared.add(name)
            yield from self._union(ours, mapping, place)
        elif our_name := referred(ours):
            yield from self.objects(self._ours[our_name], theirs, name or place)
        elif isinstance(values, dict) and "patternProperties" in ours:
            [ours_inside] = ours["patternProperties"].values()
            yield from self.differences(ours_inside, values, place)
        elif "items" in ours and "items" in theirs:
            yield from self.differences(ours["items"], theirs["items"], place)
        else:
            self.compared.add(name)
            yield from self._values(ours, theirs, place)

    def _union(self, ours: Schema, mapping: dict[str, str], place: str) -> Iterator[str]:
        names = [referred(each) for each in ours.get("oneOf", [ours])]
        for name in filter(None, names):
            # A variant for what is unknown has no words.
            for word in _all_words(self._ours[name]["properties"].get("type", {})):
                if word in mapping:
                    their_name = mapping[word].rpartition("/")[2]
                    yield from self.objects(self._ours[name], self._theirs[their_name], their_name)
                else:
                    yield f"{place}: invented type {word}"

    def objects(self, ours: Schema, theirs: Schema, their_name: str) -> Iterator[str]:
        """Yield what differs between two objects and in all that they hold."""
        if their_name in self.compared:
            return
        self.compared.add(their_name)
        given, listed = ours.get("properties", {}), dict(self._properties(theirs))
        yield from (f"{their_name}.{name}: invented" for name in given.keys() - listed)
        yield from (f"{their_name}.{name}: missing" for name in listed.keys() - given)
        required = set(self._required(theirs)) - {"type"}
        needed = set(ours.get("required", ())) - {"type"}
        if not self._answer:
            yield from (f"{their_name}.{name}: optional" for name in required - needed)
        yield from (
            f"{their_name}.{name}: required" for name in (needed - required) & listed.keys()
        )
        for name in given.keys() & listed:
            yield from self.differences(given[name], listed[name], f"{their_name}.{name}")

    def _properties(self, schema: Schema) -> Iterator[tuple[str, Schema]]:
        for part in self._parts(schema):
            yield from part.get("properties", {}).items()

    def _required(self, schema: Schema) -> Iterator[str]:
        for part in self._parts(schema):
            yield from part.get("required", ())

    def _parts(self, schema: Schema) -> Iterator[Schema]:
        """Yield a schema and those it is put together from."""
        yield schema
        for part in schema.get("allOf", ()):
            yield from self._parts(self._theirs[referred(part)] if referred(part) else part)

    def _values(self, ours: Schema, theirs: Schema, place: str) -> Iterator[str]:
        """Yield what differs between schemas of what holds nothing."""
        listed = theirs.get("type")
        choices: list[Schema] = ours.get("anyOf", [ours]) if self._answer else [ours]
        given = [choice.get("type") for choice in choices]
        if listed not in given and not ("const" in ours and listed == "string"):
            yield f"{place}: {given[0] or sorted(ours)}, not {listed}"
        if "enum" not in theirs:
            return
        if "pattern" in ours:
            if not all(re.fullmatch(ours["pattern"], word) for word in theirs["enum"]):
                yield f"{place}: not every word of {sorted(theirs['enum'])}"
            return
        words = set(_all_words(ours) if self._answer else _words(ours))
        if words != set(theirs["enum"]):
            yield f"{place}: {sorted(words)}, not {sorted(theirs['enum'])}"


def _limits(ours: Schema, theirs: Schema, place: str) -> Iterator[str]:
    for limit in LIMITS:
        if "Length" in limit and "pattern" in ours:
            continue  # the pattern holds it
        if theirs.get(limit) and ours.get(limit) != theirs[limit]:
            yield f"{place}: {limit} {ours.get(limit)}, not {theirs[limit]}"


def _all_words(schema: Schema) -> list[str]:
    """Return the words of an enum, also of one that takes others besides."""
    return [word for choice in schema.get("anyOf", [schema]) for word in _words(choice)]


def _words(schema: Schema) -> list[str]:
    words: list[str] = schema.get("enum", [schema["const"]] if "const" in schema else [])
    return words


def referred(schema: Schema) -> str:
    """Return the name of the schema that one refers to; empty if it refers to none."""
    return str(schema.get("$ref", "")).rpartition("/")[2]


def reached(name: str, schemas: Schema) -> set[str]:
    """Return the names of all schemas that one leads to, and its own."""
    found, waiting = {name}, [cast("Any", schemas[name])]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            refs = [node.get("$ref"), *node.get("discriminator", {}).get("mapping", {}).values()]
            names = {ref.rpartition("/")[2] for ref in refs if isinstance(ref, str)} - found
            found |= names
            waiting += [schemas[each] for each in names] + list(node.values())
        elif isinstance(node, list):
            waiting += node
    return found

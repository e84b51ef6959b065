"""Message objects have the properties of LINE's own OpenAPI file: none invented, none forgotten."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any, cast

import pytest
import yaml

from line_actions.message.narrowcast import NarrowcastInput
from line_connector.models.line.actions import RichMenuSwitchAction
from line_connector.schema.json_schema import json_schema
from line_connector.schema.plain_schema import without_null

ROOT = Path(__file__).parents[2]
FILE = Path(
    os.environ.get("LINE_OPENAPI_DIR", ROOT / "../shared/line-openapi"), "messaging-api.yml"
)

pytestmark = pytest.mark.skipif(not FILE.exists(), reason=f"LINE's OpenAPI file is not at {FILE}")

Schema = dict[str, Any]

DIFFERENCES = {
    "CouponMessage.deliveryTag: maxLength None, not 30": "its pattern holds it",
    **dict.fromkeys(
        (
            "AppTypeDemographicFilter.oneOf: required",
            "AreaDemographicFilter.oneOf: required",
            "AudienceRecipient.audienceGroupId: required",
            "DatetimePickerAction.data: required",
            "DatetimePickerAction.mode: required",
            "Emoji.emojiId: required",
            "Emoji.index: required",
            "Emoji.productId: required",
            "FlexBoxLinearGradient.angle: required",
            "FlexBoxLinearGradient.endColor: required",
            "FlexBoxLinearGradient.startColor: required",
            "GenderDemographicFilter.oneOf: required",
            "ImagemapExternalLink.label: required",
            "ImagemapExternalLink.linkUri: required",
            "ImagemapVideo.area: required",
            "ImagemapVideo.originalContentUrl: required",
            "ImagemapVideo.previewImageUrl: required",
            "MessageAction.text: required",
            "PostbackAction.data: required",
            "QuickReply.items: required",
            "QuickReplyItem.action: required",
            "RedeliveryRecipient.requestId: required",
            "RichMenuSwitchAction.data: required",
            "RichMenuSwitchAction.richMenuAliasId: required",
            "URIAction.uri: required",
        ),
        "LINE's reference requires it; the file does not say",
    ),
}
"""What is not as in LINE's file, by place there, with the reason."""


class Comparison:
    """Walks through a request of ours and LINE's side by side."""

    def __init__(self, ours: Schema, theirs: Schema) -> None:
        self._ours = ours["$defs"]
        self._theirs = theirs
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
        for limit in LIMITS:
            if theirs.get(limit) and ours.get(limit) != theirs[limit]:
                yield f"{place}: {limit} {ours.get(limit)}, not {theirs[limit]}"
        if name := _referred(theirs):
            theirs, place = self._theirs[name], name
        values: Any = theirs.get("additionalProperties")
        if mapping := theirs.get("discriminator", {}).get("mapping"):
            self.compared.add(name)
            yield from self._union(ours, mapping, place)
        elif our_name := _referred(ours):
            yield from self._objects(our_name, theirs, name or place)
        elif isinstance(values, dict) and "patternProperties" in ours:
            [ours_inside] = ours["patternProperties"].values()
            yield from self.differences(ours_inside, values, place)
        elif "items" in ours and "items" in theirs:
            yield from self.differences(ours["items"], theirs["items"], place)
        else:
            self.compared.add(name)
            yield from _values(ours, theirs, place)

    def _union(self, ours: Schema, mapping: dict[str, str], place: str) -> Iterator[str]:
        names = [_referred(each) for each in ours.get("oneOf", [ours])]
        for name in filter(None, names):
            word = self._ours[name]["properties"]["type"]["const"]
            if word in mapping:
                their_name = mapping[word].rpartition("/")[2]
                yield from self._objects(name, self._theirs[their_name], their_name)
            else:
                yield f"{place}: invented type {word}"

    def _objects(self, our_name: str, theirs: Schema, their_name: str) -> Iterator[str]:
        if their_name in self.compared:
            return
        self.compared.add(their_name)
        ours = self._ours[our_name]
        given, listed = ours["properties"], dict(self._properties(theirs))
        yield from (f"{their_name}.{name}: invented" for name in given.keys() - listed)
        yield from (f"{their_name}.{name}: missing" for name in listed.keys() - given)
        required = set(self._required(theirs)) - {"type"}
        needed = set(ours.get("required", ())) - {"type"}
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
            yield from self._parts(self._theirs[_referred(part)] if _referred(part) else part)


def _values(ours: Schema, theirs: Schema, place: str) -> Iterator[str]:
    """Yield what differs between schemas of what holds nothing."""
    given, listed = ours.get("type"), theirs.get("type")
    if given != listed and not ("const" in ours and listed == "string"):
        yield f"{place}: {given or sorted(ours)}, not {listed}"
    if "enum" in theirs and "pattern" in ours:
        if not all(re.fullmatch(ours["pattern"], word) for word in theirs["enum"]):
            yield f"{place}: not every word of {sorted(theirs['enum'])}"
        return
    words = set(ours.get("enum", [ours["const"]] if "const" in ours else ()))
    if "enum" in theirs and words != set(theirs["enum"]):
        yield f"{place}: {sorted(words)}, not {sorted(theirs['enum'])}"


LIMITS = ("minItems", "maxItems", "minLength", "maxLength", "minimum", "maximum")


def _referred(schema: Schema) -> str:
    return str(schema.get("$ref", "")).rpartition("/")[2]


def _reached(name: str, schemas: Schema) -> set[str]:
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


@pytest.fixture(scope="module")
def theirs() -> Schema:
    document = yaml.load(FILE.read_text(encoding="utf-8"), yaml.CSafeLoader)
    schemas: Schema = document["components"]["schemas"]
    return schemas


@pytest.fixture(scope="module")
def ours() -> Schema:
    """The request that holds messages, recipients and filters: a narrowcast."""
    request, action = json_schema(NarrowcastInput), json_schema(RichMenuSwitchAction)
    request["properties"].pop("retryKey")  # a header to LINE
    return {"$defs": {**request["$defs"], "Narrowcast": request, "RichMenuSwitchAction": action}}


def compare(ours: Schema, theirs: Schema) -> tuple[set[str], set[str]]:
    """Return the differences, and the names of the schemas that were compared."""
    comparison = Comparison(ours, theirs)
    found = comparison.differences(*_refs("Narrowcast", "NarrowcastRequest"), "")
    # An action too, but no message may hold it.
    alone = comparison.differences(*_refs("RichMenuSwitchAction", "RichMenuSwitchAction"), "")
    return {*found, *alone}, comparison.compared


def _refs(our_name: str, their_name: str) -> tuple[Schema, Schema]:
    return {"$ref": our_name}, {"$ref": their_name}


def test_objects_differ_from_lines_only_where_there_is_a_reason(
    ours: Schema, theirs: Schema
) -> None:
    found, _ = compare(ours, theirs)
    assert found == DIFFERENCES.keys()


def test_every_object_that_a_request_reaches_is_compared(ours: Schema, theirs: Schema) -> None:
    _, compared = compare(ours, theirs)
    assert _reached("NarrowcastRequest", theirs) - compared == set()


@pytest.mark.parametrize(
    ("place", "change", "difference"),
    [
        ("TextMessage.properties", {"mood": {"type": "string"}}, "TextMessage.mood: invented"),
        ("Box.properties.flex", {"type": "string"}, "FlexBox.flex: string, not integer"),
        ("Emoji.properties", {"index": None}, "Emoji.index: missing"),
        ("Carousel", {"required": ["type"]}, "FlexCarousel.contents: optional"),
        ("QuickReply.properties.items", {"maxItems": 14}, "QuickReply.items: maxItems 14, not 13"),
        (
            "UserMention.properties.type",
            {"const": "person"},
            "MentionTarget: invented type person",
        ),
        (
            "Button.properties.height",
            {"anyOf": [{"enum": ["sm"], "type": "string"}]},
            "FlexButton.height: ['sm'], not ['md', 'sm']",
        ),
    ],
)
def test_what_would_differ_is_found(
    ours: Schema, theirs: Schema, place: str, change: Schema, difference: str
) -> None:
    changed = deepcopy(ours)
    node = changed["$defs"]
    for step in place.split("."):
        node = node[step]
    for name, value in change.items():
        if value is None:
            del node[name]
        else:
            node[name] = value

    found, _ = compare(changed, theirs)
    assert difference in found

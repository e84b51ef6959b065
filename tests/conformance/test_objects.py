"""Message objects have the properties of LINE's own OpenAPI file: none invented, none forgotten."""

from __future__ import annotations

import os
from copy import deepcopy
from pathlib import Path

import pytest
import yaml

from conformance.comparison import Comparison, Schema, reached
from line_actions.message.narrowcast import NarrowcastInput
from line_connector.models.line.actions import RichMenuSwitchAction
from line_connector.schema.json_schema import json_schema

ROOT = Path(__file__).parents[2]
FILE = Path(
    os.environ.get("LINE_OPENAPI_DIR", ROOT / "../shared/line-openapi"), "messaging-api.yml"
)

pytestmark = pytest.mark.skipif(not FILE.exists(), reason=f"LINE's OpenAPI file is not at {FILE}")

DIFFERENCES = {
    "Message: invented type card": "a card of ours, which is sent as a flex message",
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


@pytest.fixture(scope="module")
def theirs() -> Schema:
    document = yaml.load(FILE.read_text(encoding="utf-8"), yaml.CSafeLoader)
    schemas: Schema = document["components"]["schemas"]
    return schemas


@pytest.fixture(scope="module")
def ours() -> Schema:
    """The request that holds messages, recipients and filters: a narrowcast."""
    request = deepcopy(json_schema(NarrowcastInput))
    action = json_schema(RichMenuSwitchAction)
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
    assert reached("NarrowcastRequest", theirs) - compared == set()


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

"""Events have the types and properties of LINE's OpenAPI file: none invented, none forgotten."""

from __future__ import annotations

import os
from copy import deepcopy
from pathlib import Path

import pytest
import yaml

from conformance.comparison import Comparison, Schema, reached
from line_connector.models.line.webhook.reading import EVENTS
from line_connector.schema.json_schema import json_schema
from line_connector.schema.union import load

ROOT = Path(__file__).parents[2]
FILE = Path(os.environ.get("LINE_OPENAPI_DIR", ROOT / "../shared/line-openapi"), "webhook.yml")

pytestmark = pytest.mark.skipif(not FILE.exists(), reason=f"LINE's OpenAPI file is not at {FILE}")

ONLY_IN_REFERENCE = {
    "messageEdited": "https://developers.line.biz/en/reference/messaging-api/#edit-event"
}
"""Types of events that the file does not have, with LINE's page."""

WITHOUT_REPLY_TOKEN = {
    "ActivatedEvent", "BotResumedEvent", "BotSuspendedEvent", "DeactivatedEvent", "LeaveEvent",
    "MemberLeftEvent", "ModuleEvent", "PnpDeliveryCompletionEvent", "UnfollowEvent", "UnsendEvent",
}  # fmt: skip

DIFFERENCES = {
    **dict.fromkeys(
        (f"{event}.replyToken: invented" for event in WITHOUT_REPLY_TOKEN),
        "every event of ours may have one: LINE has added reply tokens to events",
    ),
    "PostbackContent.params: ['description', 'oneOf', 'title'], not object": (
        "the reference says which parameters there are; the file: any, each a string"
    ),
}
"""What is not as in LINE's file, by place there, with the reason."""


@pytest.fixture(scope="module")
def theirs() -> Schema:
    document = yaml.load(FILE.read_text(encoding="utf-8"), yaml.CSafeLoader)
    schemas: Schema = document["components"]["schemas"]
    return schemas


def mapped(theirs: Schema) -> dict[str, str]:
    """Return the name of the schema of each type of event."""
    mapping = theirs["Event"]["discriminator"]["mapping"]
    return {kind: place.rpartition("/")[2] for kind, place in mapping.items()}


def compare(theirs: Schema, kind: str, ours: Schema) -> tuple[set[str], set[str]]:
    """Return the differences of one event, and the names of the schemas that were compared."""
    comparison = Comparison(ours, theirs, answer=True)
    name = mapped(theirs)[kind]
    return set(comparison.objects(ours, theirs[name], name)), comparison.compared


def test_every_type_of_event_has_a_class(theirs: Schema) -> None:
    assert EVENTS.keys() - mapped(theirs).keys() == ONLY_IN_REFERENCE.keys()
    assert mapped(theirs).keys() - EVENTS.keys() == set()


def test_events_differ_from_lines_only_where_there_is_a_reason(theirs: Schema) -> None:
    found: set[str] = set()
    for kind in mapped(theirs):
        found |= compare(theirs, kind, json_schema(load(EVENTS[kind])))[0]
    assert found == DIFFERENCES.keys()


def test_every_object_of_an_event_is_compared(theirs: Schema) -> None:
    compared = {"Event"}
    for kind in mapped(theirs):
        compared |= compare(theirs, kind, json_schema(load(EVENTS[kind])))[1]
    assert reached("Event", theirs) - compared == set()


@pytest.mark.parametrize(
    ("kind", "place", "change", "difference"),
    [
        (
            "message",
            "TextMessageContent.properties",
            {"mood": {}},
            "TextMessageContent.mood: invented",
        ),
        ("message", "SentEmoji.properties", {"index": None}, "Emoji.index: missing"),
        (
            "message",
            "ContentProvider",
            {"required": ["originalContentUrl"]},
            "ContentProvider.originalContentUrl: required",
        ),
        (
            "membership",
            "MembershipContent.properties.type",
            {"anyOf": [{"enum": ["joined", "paused"]}]},
            "MembershipContent: invented type paused",
        ),
        (
            "beacon",
            "BeaconContent.properties.type",
            {"anyOf": [{"type": "string", "enum": ["stay"]}]},
            "BeaconContent.type: ['stay'], not ['banner', 'enter', 'stay']",
        ),
    ],
)
def test_what_would_differ_is_found(
    theirs: Schema, kind: str, place: str, change: Schema, difference: str
) -> None:
    changed = deepcopy(json_schema(load(EVENTS[kind])))
    node = changed["$defs"]
    for step in place.split("."):
        node = node[step]
    node.update(change)
    for name in [name for name, value in change.items() if value is None]:
        del node[name]

    assert difference in compare(theirs, kind, changed)[0]

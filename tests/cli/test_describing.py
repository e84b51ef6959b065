"""`describe` for objects: found by class, type or family; examples are valid."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from line_connector.errors import InputError
from line_connector.objects import ObjectSpec, example_of, find_object, objects
from line_connector.schema.model import Input

if TYPE_CHECKING:
    from cli.conftest import Run

ROOT = Path(__file__).parents[2]

WITHOUT_EXAMPLE = {
    "Audience",
    "LinkOperation",
    "Menu",
    "OmniViber",
    "OperatorDemographicFilter",
    "OperatorRecipient",
    "UnlinkOperation",
}
"""What they need depends on several properties, none of which is required."""


@pytest.mark.parametrize(
    ("name", "full_name"),
    [
        ("TextMessage", "message.text"),
        ("textmessage", "message.text"),
        ("flex", "message.flex"),
        ("message.text", "message.text"),
        ("text", "message.text"),
        ("Text", "flex.text"),
        ("Box", "flex.box"),
        ("bubble", "flex.bubble"),
        ("uri", "action.uri"),
        ("action.uri", "action.uri"),
        ("OmniBox", "omni.flex.box"),
        ("omni.line.text", "omni.line.text"),
        ("LineNotification", "lon.line_notification"),
        ("alert", "card.alert"),
        ("AlertMessage", "card.alert"),
        ("RichMenuArea", "RichMenuArea"),
    ],
)
def test_an_object_is_found(name: str, full_name: str) -> None:
    if name == "uri":
        with pytest.raises(InputError, match=r"several objects: action\.uri"):
            find_object(name)
        return
    assert find_object(name).full_name == full_name


@pytest.mark.parametrize("name", ["narrowcast.operator", "Operator"])
def test_objects_that_share_family_and_type_are_named_by_their_classes(
    command: Run, name: str
) -> None:
    refused = command("describe", name)
    assert refused.status == 2
    assert "several objects: OperatorDemographicFilter, OperatorRecipient" in refused.err

    shown = command("describe", "OperatorRecipient").out
    assert "Others of this type\n  OperatorDemographicFilter\n" in shown


def test_every_object_of_the_reference_is_found() -> None:
    reference = (ROOT / "docs" / "reference" / "objects.md").read_text(encoding="utf-8")
    headings = re.findall(r"^## (\w+)$", reference, re.MULTILINE)

    assert headings
    assert [name for name in headings if find_object(name).name != name] == []


@pytest.mark.parametrize("spec", objects(), ids=lambda spec: spec.full_name)
def test_its_example_is_valid(spec: ObjectSpec) -> None:
    example = example_of(spec.model)
    if spec.name in WITHOUT_EXAMPLE or not issubclass(spec.model, Input):
        return
    assert example is not None
    spec.model.model_validate(example)


def test_fields_limits_link_and_example_are_shown(command: Run) -> None:
    shown = command("describe", "message.text").out

    assert "text  string, 1 to 5000 characters, required" in shown
    assert "#text-message" in shown
    assert '{"type": "text", "text": "Hi"}' in shown
    assert "flex.text" in shown  # others are of this type too


def test_json_is_its_schema(command: Run) -> None:
    schema = json.loads(command("describe", "Box", "--json").out)
    assert "contents" in schema["required"]


@pytest.mark.parametrize(
    ("name", "meant"),
    [("TextMesage", "TextMessage"), ("push_mesage", "push_message"), ("push", "push_message")],
)
def test_a_name_that_is_near_is_suggested(command: Run, name: str, meant: str) -> None:
    ended = command("describe", name)
    assert ended.status == 2
    assert ended.err == f"error: unknown action or object {name!r}; did you mean {meant}?\n"

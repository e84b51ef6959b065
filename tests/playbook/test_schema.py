"""The schema that editors complete playbooks with says what the checker says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from line_connector import load_manifest
from line_connector.playbook.schema import playbook_schema
from support.published import each_published

EXAMPLES = sorted((Path(__file__).parents[2] / "examples" / "playbooks").glob("*.yaml"))


@pytest.fixture(scope="module")
def validator() -> Any:
    schema = playbook_schema(load_manifest())
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.stem)
def test_it_takes_the_examples(validator: Any, file: Path) -> None:
    validator.validate(yaml.safe_load(file.read_text(encoding="utf-8")))


@each_published
def test_it_takes_published_messages(validator: Any, message: dict[str, Any]) -> None:
    given = {"to": "${{ inputs.to }}", "messages": [message]}
    validator.validate({"steps": [{"id": "push", "action": "push_message", "with": given}]})


@pytest.mark.parametrize("name", sorted(load_manifest().actions))
def test_it_takes_every_actions_example(validator: Any, name: str) -> None:
    given = load_manifest().action(name).action.example
    validator.validate({"steps": [{"id": "one", "action": name, "with": given}]})


@pytest.mark.parametrize(
    "step",
    [
        {"id": "x", "action": "push_mesage"},
        {"id": "x", "action": "push_message", "with": {"to": "${{ inputs.to }}"}},
        {"id": "x", "action": "get_message_quota", "foreach": []},
        {"id": "x-y", "action": "get_message_quota"},
        {"id": "x", "action": "get_message_quota", "if": "inputs.to"},
        {
            "id": "x",
            "action": "push_message",
            "with": {
                "to": "U" + "0" * 32,
                "messages": [{"type": "text", "txt": "${{ inputs.a }}"}],
            },
        },
    ],
)
def test_it_refuses_what_the_checker_refuses(validator: Any, step: dict[str, Any]) -> None:
    assert not validator.is_valid({"steps": [step]})


def test_it_describes_what_an_editor_shows() -> None:
    definitions = playbook_schema(load_manifest())["$defs"]
    names = {
        each["const"]: each["title"]
        for each in definitions["Step"]["properties"]["action"]["oneOf"]
    }
    assert names["push_message"] == "Send Push Message"
    to = definitions["input.push_message"]["properties"]["to"]
    assert to["description"] == "ID of a user, group or room, as webhooks give it."

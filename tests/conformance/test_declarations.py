"""What every declared action keeps."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from conformance.differences import OUR_OWN
from line_connector import Connector, errors, load_manifest
from line_connector.describe import describe_action
from line_connector.errors import ApiError
from line_connector.manifest import ActionSpec
from line_connector.sandbox.operation import declared
from line_connector.schema.json_schema import json_schema
from support.sandboxed import Line

ROOT = Path(__file__).parents[2]
SPECS = list(load_manifest().actions.values())
OPERATIONS = [spec for spec in SPECS if spec.name not in OUR_OWN]
SOURCES = {
    "line": "https://developers.line.biz/en/",
    "infobip": "https://www.infobip.com/docs/api/",
}
RETRY_KEYED = {"push_message", "multicast", "narrowcast", "broadcast"}

every_action = pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.name)


@every_action
def test_one_stem_names_module_and_class_and_the_chapter_has_tests(spec: ActionSpec) -> None:
    module = spec.action.__module__
    assert module.rpartition(".")[2] == spec.name
    assert spec.action.__name__.lower() == spec.name.replace("_", "")
    below = module.split(".")[1:-1]
    assert list(ROOT.joinpath("tests/actions", *below).glob("test_*.py"))


@every_action
def test_declaration_is_complete(spec: ActionSpec) -> None:
    found = describe_action(spec)

    assert found["source"].startswith(SOURCES[spec.connection])
    assert re.fullmatch(r"\d+/(s|\d*min|h)|unpublished", found["rate_limit"])
    assert found["description"].partition("\n")[0].endswith(".")
    assert "Raises" not in found["description"]
    assert all(hasattr(errors, name) for name in found["documented_errors"])
    assert all("description" in field for field in properties(found["input_schema"]))


@every_action
def test_example_is_a_valid_input(spec: ActionSpec) -> None:
    spec.action.read_input(spec.action.example)


@every_action
def test_only_the_four_operations_take_a_retry_key(spec: ActionSpec) -> None:
    assert spec.action.takes_retry_key() == (spec.name in RETRY_KEYED)


@every_action
def test_whoever_gets_messages_is_told_from_who_reads(spec: ActionSpec) -> None:
    effect = spec.action.effect_of_running()

    sends = bool(re.match(r"(infobip_send|push|reply|multicast|narrowcast|broadcast)", spec.name))
    assert (effect in {"sends", "sends_to_many"}) == (sends or spec.name == "line_request")
    assert effect != "reads" or spec.action.is_idempotent()


@pytest.mark.parametrize("spec", OPERATIONS, ids=lambda spec: spec.name)
def test_sandbox_knows_the_operation_and_answers_the_example(
    spec: ActionSpec, connector: Connector, line: Line
) -> None:
    known = declared(f"line_connector.sandbox.{spec.connection}", "operations")
    assert (spec.action.method, spec.action.path) in {(each.method, each.path) for each in known}

    with suppress(ApiError):  # an example's reply token, request ID or rich menu is nobody's
        connector.run(spec.name, spec.action.example)
    place = re.sub(r"\{\w+\}", r"[^/]+", spec.action.path)
    assert [entry for entry in line.requests() if re.fullmatch(place, entry["path"])]


def test_objects_of_one_name_are_the_same() -> None:
    """A schema of several actions, such as that of playbooks, has each object once."""
    forms: dict[tuple[str, str], set[str]] = {}
    for each in SPECS:
        for name, schema in json_schema(each.action.input_model).get("$defs", {}).items():
            forms.setdefault((each.connection, name), set()).add(json.dumps(schema, sort_keys=True))
    assert [name for name, found in forms.items() if len(found) > 1] == []


def properties(schema: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the properties of an input, and none of the message objects it refers to."""
    return list(schema.get("properties", {}).values())

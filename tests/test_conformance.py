"""What every declared action keeps, and how it stands to LINE's own OpenAPI files."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from line_connector import Connector, errors, load_manifest
from line_connector.describe import describe_action
from line_connector.manifest import ActionSpec
from support.sandboxed import Line

ROOT = Path(__file__).parents[1]
OPENAPI = Path(os.environ.get("LINE_OPENAPI_DIR", ROOT / "../shared/line-openapi"))
SPECS = list(load_manifest().actions.values())
OPERATIONS = [spec for spec in SPECS if spec.name != "line_request"]
OF_LINE = [spec for spec in OPERATIONS if spec.connection == "line"]
SOURCES = {
    "line": "https://developers.line.biz/en/",
    "infobip": "https://www.infobip.com/docs/api/",
}
RETRY_KEYED = {"push_message", "multicast", "narrowcast", "broadcast"}

every_action = pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.name)


@every_action
def test_one_stem_names_module_class_and_test(spec: ActionSpec) -> None:
    module = spec.action.__module__
    assert module.rpartition(".")[2] == spec.name
    assert spec.action.__name__.lower() == spec.name.replace("_", "")
    below = module.split(".")[1:-1]
    assert ROOT.joinpath("tests/actions", *below, f"test_{spec.name}.py").exists()


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
def test_sandbox_knows_the_operation(spec: ActionSpec, connector: Connector, line: Line) -> None:
    from line_connector.errors import ApiError

    try:
        connector.run(spec.name, spec.action.example)
    except ApiError as error:  # an example's reply token, request ID or scenario is nobody's
        assert error.output.error_body.message in {"Invalid reply token", "Not found"}
    place = re.sub(r"\{\w+\}", r"[^/]+", spec.action.path)
    assert [entry for entry in line.requests() if re.fullmatch(place, entry["path"])]


def properties(schema: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the properties of an input, and none of the message objects it refers to."""
    return list(schema.get("properties", {}).values())


def openapi_operations() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for file in OPENAPI.glob("*.yml"):
        document = yaml.load(file.read_text(encoding="utf-8"), yaml.CSafeLoader)
        for path, methods in document["paths"].items():
            for method, operation in methods.items():
                if method != "parameters" and "operationId" in operation:
                    name = re.sub(
                        r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])",
                        "_",
                        operation["operationId"],
                    )
                    parameters = [
                        *methods.get("parameters", []),
                        *operation.get("parameters", []),
                    ]
                    found[name.lower()] = {
                        **operation,
                        "parameters": parameters,
                        "method": method.upper(),
                        "path": path,
                        "schemas": document["components"]["schemas"],
                    }
    return found


@pytest.mark.skipif(not OPENAPI.is_dir(), reason=f"LINE's OpenAPI files are not in {OPENAPI}")
@pytest.mark.parametrize("spec", OF_LINE, ids=lambda spec: spec.name)
def test_action_agrees_with_lines_openapi(spec: ActionSpec) -> None:
    operation = openapi_operations()[spec.name]
    action = spec.action

    assert (action.method, action.path) == (operation["method"], operation["path"])
    assert {int(status) for status in operation["responses"] if status < "300"} == action.success
    parameters = {entry["name"]: entry for entry in operation["parameters"]}
    ours = {info.alias for info in action.input_model.model_fields.values()}
    assert action.takes_retry_key() == ("X-Line-Retry-Key" in parameters)
    headers = {name for name, entry in parameters.items() if entry["in"] == "header"}
    assert set(action.headers.values()) == headers - {"X-Line-Retry-Key"}
    in_url = {name for name in parameters if name not in headers}
    assert ours - {"retryKey", *action.headers} == in_url | body_fields(operation, ours)


def body_fields(operation: dict[str, Any], ours: set[str | None]) -> set[str | None]:
    """Return the fields of an operation's body; a body that is a file alone has one of our name."""
    found: set[str | None] = set()
    for media in operation.get("requestBody", {}).get("content", {}).values():
        waiting = [media["schema"]]
        for schema in waiting:
            if schema.get("format") == "binary":
                path = {entry["name"] for entry in operation["parameters"]}
                return ours - path
            if "$ref" in schema:
                waiting.append(operation["schemas"][schema["$ref"].rpartition("/")[2]])
            waiting += schema.get("oneOf", [])
            found |= schema.get("properties", {}).keys()
    return found

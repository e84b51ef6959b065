"""Every operation of LINE's OpenAPI files is an action, and the other way round."""

from __future__ import annotations

import os
from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from action_code import HOSTS
from conformance.comparison import Comparison
from conformance.differences import DIFFERENCES, DOCUMENTED_ONLY, OUR_OWN
from line_connector import load_manifest
from line_connector.manifest import ActionSpec
from line_connector.schema.json_schema import json_schema
from openapi import Operation, read_operations

ROOT = Path(__file__).parents[2]
FOLDER = Path(os.environ.get("LINE_OPENAPI_DIR", ROOT / "../shared/line-openapi"))
OF_LINE = {
    name: spec
    for name, spec in load_manifest().actions.items()
    if spec.connection == "line" and name not in OUR_OWN
}
COMPARED_AS_OBJECTS = {"Action", "Message", "Recipient", "Filter", "Limit"}
"""Schemas that test_objects.py compares, whichever operation takes them."""


pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason=f"no OpenAPI files in {FOLDER}")
every_action = pytest.mark.parametrize(
    "spec",
    [spec for name, spec in OF_LINE.items() if name not in DOCUMENTED_ONLY],
    ids=lambda spec: spec.name,
)


@cache
def operations() -> dict[str, Operation]:
    """LINE's operations, by the names of our actions."""
    return {operation.name: operation for operation in read_operations(FOLDER).values()}


def test_every_operation_is_an_action() -> None:
    missing = [
        f"{operation.id}: {operation.method} {operation.path} ({operation.source})"
        for name, operation in operations().items()
        if name not in OF_LINE
    ]
    assert not missing, "operations without an action:\n" + "\n".join(missing)


def test_every_action_is_an_operation() -> None:
    assert OF_LINE.keys() - operations().keys() == DOCUMENTED_ONLY.keys()


@every_action
def test_action_differs_from_the_operation_only_where_there_is_a_reason(spec: ActionSpec) -> None:
    found = set(differences(spec, operations()[spec.name]))
    known = {each for each in DIFFERENCES if each.startswith(f"{spec.name}.")}
    assert {f"{spec.name}.{each}" for each in found} == known


def differences(spec: ActionSpec, operation: Operation) -> Iterator[str]:
    """Yield what differs between an action and LINE's operation."""
    action = spec.action
    successes = sorted(status for status in operation.statuses if status < 300)
    keyed = "X-Line-Retry-Key" in operation.headers
    facts: list[tuple[str, Any, Any]] = [
        ("method", action.method, operation.method),
        ("path", action.path, operation.path),
        ("host", action.host, HOSTS[operation.host]),
        ("success", sorted(action.success), successes),
        ("retry key", action.takes_retry_key(), keyed),
        ("headers", {*action.headers.values()}, {*operation.headers} - {"X-Line-Retry-Key"}),
    ]
    yield from (f"{what}: {ours}, not {theirs}" for what, ours, theirs in facts if ours != theirs)
    yield from input_differences(spec, operation)
    if operation.answer is not None:
        ours = json_schema(action.body_model)
        comparison = Comparison(ours, operation.schemas, answer=True)
        theirs = operation.resolved(operation.answer)[1]
        yield from comparison.objects(ours, theirs, "body")


def input_differences(spec: ActionSpec, operation: Operation) -> Iterator[str]:
    """Yield what differs between what an action and LINE's operation take."""
    ours = deepcopy(json_schema(spec.action.input_model))
    for header in ("retryKey", *spec.action.headers):
        ours["properties"].pop(header, None)
    fields = [*operation.parameters, *operation.body]
    theirs = {
        "properties": {field.wire: field.schema for field in fields},
        "required": [field.wire for field in fields if field.required],
    }
    comparison = Comparison(ours, operation.schemas, skipped=COMPARED_AS_OBJECTS)
    yield from comparison.objects(ours, theirs, "input")

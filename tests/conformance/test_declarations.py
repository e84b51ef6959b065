"""What every declared action keeps."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from line_connector import load_manifest
from line_connector.manifest import ActionSpec

ROOT = Path(__file__).parents[2]
SPECS = list(load_manifest().actions.values())
OPERATIONS = [spec for spec in SPECS if spec.name != "line_request"]
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


def properties(schema: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the properties of an input, and none of the message objects it refers to."""
    return list(schema.get("properties", {}).values())

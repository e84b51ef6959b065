"""What a chapter's folder holds is part of the sandbox: nothing is forgotten in a list."""

from __future__ import annotations

from collections import Counter
from importlib import import_module, resources
from typing import Any

import pytest

from line_connector.sandbox.control import CONTROLS
from line_connector.sandbox.infobip import chapters as infobip
from line_connector.sandbox.line import chapters as line
from line_connector.sandbox.package_files import package_files
from line_connector.sandbox.provider import Provider
from line_connector.sandbox.providers import PROVIDERS

LISTED = {
    f"{provider}.{module}": {row.name for row in rows}
    for provider, chapters in (("line", line), ("infobip", infobip))
    for module, rows in (("operations", chapters.OPERATIONS), ("control", chapters.CONTROLS))
}


@pytest.mark.parametrize("name", ["operations", "control"])
@pytest.mark.parametrize("provider", PROVIDERS, ids=lambda each: each.name)
def test_every_row_of_a_chapter_is_listed(provider: Provider, name: str) -> None:
    listed = LISTED[f"{provider.name}.{name}"]
    found: set[str] = set()
    for path in package_files(provider.package, f"{name}.py"):
        module = import_module(f"{provider.package}.{path.removesuffix('.py').replace('/', '.')}")
        rows: tuple[Any, ...] = module.OPERATIONS if name == "operations" else module.CONTROLS
        found |= {row.name for row in rows}
    assert found == listed


@pytest.mark.parametrize("provider", PROVIDERS, ids=lambda each: each.name)
def test_a_provider_owns_its_paths_alone(provider: Provider) -> None:
    for route in provider.routes():
        assert [each for each in PROVIDERS if each.owns(route.path)] == [provider]


def test_no_operation_hides_another() -> None:
    routes = [(each.method, each.path) for one in PROVIDERS for each in one.routes()]
    controls = [each for one in PROVIDERS for each in one.controls]
    names = [each.name for each in line.OPERATIONS] + [each.name for each in infobip.OPERATIONS]
    assert [each for each, count in Counter(routes).items() if count > 1] == []
    assert [each for each, count in Counter(names).items() if count > 1] == []
    by_name = Counter((each.method, each.name) for each in (*CONTROLS, *controls))
    assert [each for each, count in by_name.items() if count > 1] == []


def test_no_setting_hides_another() -> None:
    names = [name for one in PROVIDERS for name in one.settings.__dataclass_fields__]
    assert len(names) == len(set(names))


def test_every_control_operation_and_setting_has_a_rule() -> None:
    shared = resources.files("line_connector.sandbox").joinpath("control.yaml").read_text("utf-8")
    rules = "".join([shared, *(_control_rules(each) for each in PROVIDERS)])
    for control in (*CONTROLS, *(each for one in PROVIDERS for each in one.controls)):
        assert f"\n  {control.method} {control.name}:" in rules
    for name in (name for one in PROVIDERS for name in one.settings.__dataclass_fields__):
        head, *words = name.split("_")
        assert f"\n  setting {head}{''.join(word.capitalize() for word in words)}:" in rules


def _control_rules(provider: Provider) -> str:
    return "".join(package_files(provider.package, "control.yaml").values())

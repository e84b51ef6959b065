"""What the chapters' folders declare fits together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from importlib import resources

import pytest

from line_connector.sandbox.channels import Channels
from line_connector.sandbox.control_rules import control_rules
from line_connector.sandbox.package_files import package_files
from line_connector.sandbox.provider import Provider
from line_connector.sandbox.providers import PROVIDERS
from line_connector.sandbox.shared_controls import SharedControls


@pytest.fixture(name="shared_controls")
def _shared_controls() -> Iterator[SharedControls]:
    with closing(Channels(PROVIDERS)) as channels:
        yield SharedControls(channels, control_rules(PROVIDERS), (), None)


@pytest.mark.parametrize("provider", PROVIDERS, ids=lambda each: each.name)
def test_a_provider_owns_its_paths_alone(provider: Provider) -> None:
    assert provider.operations
    for operation in provider.operations:
        assert [each for each in PROVIDERS if each.owns(operation.path)] == [provider]


def test_no_operation_hides_another(shared_controls: SharedControls) -> None:
    operations = [each for one in PROVIDERS for each in one.operations]
    routes = [(each.method, each.path) for each in operations]
    controls = [each for one in PROVIDERS for each in one.controls]
    names = [each.name for each in operations]
    assert [each for each, count in Counter(routes).items() if count > 1] == []
    assert [each for each, count in Counter(names).items() if count > 1] == []
    by_name = Counter((each.method, each.name) for each in (*shared_controls, *controls))
    assert [each for each, count in by_name.items() if count > 1] == []


def test_no_setting_hides_another() -> None:
    names = [name for one in PROVIDERS for name in one.settings.__dataclass_fields__]
    assert len(names) == len(set(names))


def test_every_control_operation_and_setting_has_a_rule(shared_controls: SharedControls) -> None:
    shared = resources.files("line_connector.sandbox").joinpath("control.yaml").read_text("utf-8")
    rules = "".join([shared, *(_control_rules(each) for each in PROVIDERS)])
    for control in (*shared_controls, *(each for one in PROVIDERS for each in one.controls)):
        assert f"\n  {control.method} {control.name}:" in rules
    for name in (name for one in PROVIDERS for name in one.settings.__dataclass_fields__):
        head, *words = name.split("_")
        assert f"\n  setting {head}{''.join(word.capitalize() for word in words)}:" in rules


def _control_rules(provider: Provider) -> str:
    return "".join(package_files(provider.package, "control.yaml").values())

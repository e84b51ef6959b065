"""Joins Swimlane's two packages, as far as it is known how Turbine's image does.

Works in a connector's folder: `entrypoint.py ACTION`. A script for the action takes the place of
the runner if it is the only file of that name. Nothing is caught here, so that a failure which our
code lets through shows as a traceback.
"""

from __future__ import annotations

import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import swimlane_core  # type: ignore[import-not-found]
from connector_definition_runner import Runner  # type: ignore[import-not-found]


def runner_of(action: str) -> Any:
    found = list(Path().rglob(f"{action}.py"))
    if len(found) != 1:
        return Runner
    spec = spec_from_file_location("override", found[0])
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.RunnerOverride


runner = runner_of(sys.argv[1])(
    asset=swimlane_core.get_asset(),
    asset_schema=swimlane_core.get_asset_schema(),
    http_proxy=swimlane_core.get_proxy(),
)
output = runner.run(
    inputs=swimlane_core.process_inputs(swimlane_core.get_inputs()),
    action_schema=swimlane_core.get_action_schema(),
)
print(swimlane_core.get_output(swimlane_core.process_outputs(output)))  # noqa: T201 - it is to

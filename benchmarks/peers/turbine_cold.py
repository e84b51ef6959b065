"""One action run by our script in Swimlane's packages, joined as in `swimlane_cold`.

Works in a connector's folder: `turbine_cold.py ACTION`, asset and inputs on standard input.
"""

import sys
from importlib.util import module_from_spec, spec_from_file_location

import swimlane_core

# A connector's image has the runner loaded by the time it finds that a script takes its place.
from connector_definition_runner import Runner  # noqa: F401

spec = spec_from_file_location("override", f"src/{sys.argv[1]}.py")
script = module_from_spec(spec)
spec.loader.exec_module(script)
runner = script.RunnerOverride(
    asset=swimlane_core.get_asset(),
    asset_schema=swimlane_core.get_asset_schema(),
    http_proxy=swimlane_core.get_proxy(),
)
output = runner.run(
    inputs=swimlane_core.process_inputs(swimlane_core.get_inputs()),
    action_schema=swimlane_core.get_action_schema(),
)
print(swimlane_core.get_output(swimlane_core.process_outputs(output)))

"""One action run by Swimlane's own packages, joined as their READMEs say.

Works in a connector's folder: `swimlane_cold.py ACTION`, asset and inputs on standard input.
"""

import swimlane_core
from connector_definition_runner import Runner

runner = Runner(
    asset=swimlane_core.get_asset(),
    asset_schema=swimlane_core.get_asset_schema(),
    http_proxy=swimlane_core.get_proxy(),
)
output = runner.run(
    inputs=swimlane_core.process_inputs(swimlane_core.get_inputs()),
    action_schema=swimlane_core.get_action_schema(),
)
print(swimlane_core.get_output(swimlane_core.process_outputs(output)))

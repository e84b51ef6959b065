"""What a script in the bundle stands on: Swimlane's contract of an action written in code."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Any, ClassVar


class Override:
    """Runs one declared action in place of Swimlane's runner.

    Nothing happens until `run`: Turbine would not learn of an earlier failure.
    """

    action: ClassVar[str]
    """The action's name in the manifest."""

    replaces_swimlanes: ClassVar[bool] = False
    """Whether the connector takes the place of Swimlane's LINE connector, with its playbooks."""

    def __init__(
        self, asset: Mapping[str, Any], asset_schema: Mapping[str, Any], http_proxy: str | None
    ) -> None:
        del asset_schema
        self._asset = asset
        self._http_proxy = http_proxy

    def run(self, inputs: Mapping[str, Any], action_schema: Mapping[str, Any]) -> dict[str, Any]:
        """Run the action; return its output.

        A failure ends the process as Swimlane's runner ends it: `::set-error`, exit status 1.
        """
        del action_schema
        from line_connector.platforms.turbine.call import run_action, tell_failure

        try:
            return run_action(
                self.action,
                self._asset,
                inputs,
                self._http_proxy,
                replaces_swimlanes=self.replaces_swimlanes,
            )
        except Exception as error:  # noqa: BLE001 - a traceback tells Turbine nothing
            tell_failure(error)
            sys.exit(1)

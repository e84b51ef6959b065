"""Which tools a server offers: for each action those that its effect asks for."""

from __future__ import annotations

from collections.abc import Iterator

from line_connector.services.mcp.plans import Plans
from line_connector.services.mcp.sender import Sender
from line_connector.services.mcp.tools import JobTool, ReadingTool, RunTool, SendTool
from line_connector.services.mcp.toolsets import offered_actions
from line_connector.services.mcp.two_steps import PlanTool, SendPlannedTool


def offered_tools(sender: Sender, plans: Plans) -> Iterator[RunTool]:
    """Yield the tools for every action that the settings leave.

    Raises:
        InputError: the settings name a toolset that does not exist.
    """
    read_only = sender.settings.read_only
    for spec in offered_actions(sender.connector.manifest, sender.settings):
        action = spec.action
        effect = action.effect_of_running()
        if effect == "reads":
            yield RunTool(spec, sender) if action.job is None else JobTool(spec, sender)
        elif read_only:
            if action.reads_with:
                yield ReadingTool(spec, sender)
        elif effect == "changes":
            yield RunTool(spec, sender)
        elif effect == "sends":
            yield SendTool(spec, sender)
        else:
            yield PlanTool(spec, sender, plans)
            yield SendPlannedTool(spec, sender, plans)

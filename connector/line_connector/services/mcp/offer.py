"""Which actions a server offers, and with which tools: a model works better with few."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from line_connector.errors import InputError
from line_connector.manifest import ActionSpec, Manifest
from line_connector.services.mcp.rich_menus import (
    ApplyRichMenusTool,
    PlanRichMenusTool,
    RichMenuPlans,
)
from line_connector.services.mcp.sender import Sender
from line_connector.services.mcp.settings import Settings
from line_connector.services.mcp.tools import JobTool, ReadingTool, RunTool, SendTool
from line_connector.services.mcp.two_steps import PlanTool, SendPlannedTool

TOOLSETS = {
    "messaging": {"message"},
    "line_request": {"line_request"},
    "infobip": {"infobip"},
}
"""The manifest's chapters, and actions without a chapter, that make up each toolset.

A chapter that is not listed is a toolset of its own name. Other actions without a chapter are in
the toolset with the name of their connection.
"""


def toolset_of(spec: ActionSpec) -> str:
    """Return the toolset of an action."""
    for name, members in TOOLSETS.items():
        if (spec.chapter or spec.name) in members:
            return name
    return spec.chapter or spec.connection


def offered_actions(manifest: Manifest, settings: Settings) -> list[ActionSpec]:
    """Return the actions of the settings' toolsets and connections.

    Raises:
        InputError: a toolset is unknown.
    """
    specs = [
        spec
        for spec in manifest.actions.values()
        if settings.connections is None or spec.connection in settings.connections
    ]
    if settings.toolsets is None:
        return specs
    known = dict.fromkeys(toolset_of(spec) for spec in specs)
    for name in settings.toolsets:
        if name not in known:
            raise InputError(f"unknown toolset {name!r}, must be one of {', '.join(known)}")
    return [spec for spec in specs if toolset_of(spec) in settings.toolsets]


OfferedTool = RunTool | PlanRichMenusTool | ApplyRichMenusTool


def offered_tools(sender: Sender) -> Iterator[OfferedTool]:
    """Yield the tools of every offered action, and those of many actions.

    An action that takes a secret has none: what an agent passes is in its model's context and in
    its host's logs.

    Raises:
        InputError: the settings name an unknown toolset.
    """
    offered = offered_actions(sender.connector.manifest, sender.settings)
    yield from _tools_of_actions(sender, offered)
    if any(spec.name == "create_rich_menu" for spec in offered):
        plans = RichMenuPlans(sender)
        yield PlanRichMenusTool(plans)
        if not sender.settings.read_only:
            yield ApplyRichMenusTool(plans)


def _tools_of_actions(sender: Sender, offered: Iterable[ActionSpec]) -> Iterator[RunTool]:
    """Yield the tools of every offered action; its side effect decides which they are."""
    read_only = sender.settings.read_only
    for spec in offered:
        action = spec.action
        if action.takes_secrets():
            continue
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
            yield PlanTool(spec, sender)
            yield SendPlannedTool(spec, sender)

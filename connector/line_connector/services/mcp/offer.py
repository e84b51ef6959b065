"""Which actions a server offers, and with which tools: a model works better with few."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from importlib.util import find_spec

from line_connector.errors import InputError
from line_connector.manifest import ActionSpec, Manifest
from line_connector.sending.deliveries import ACTION
from line_connector.services.mcp.ask import AskTool
from line_connector.services.mcp.send_text import SendTextTool
from line_connector.services.mcp.sender import Sender
from line_connector.services.mcp.settings import Settings
from line_connector.services.mcp.tool import OfferedTool
from line_connector.services.mcp.tools import JobTool, ReadingTool, RunTool, SendTool
from line_connector.services.mcp.twins import TWINS, TwinsTool
from line_connector.services.mcp.two_steps import PlanTool, SendPlannedTool

ALL = "all"
"""In place of a toolset: every toolset but those that handle credentials."""

_RICH_MENUS = "apply_rich_menus"
"""An action whose changes a person confirms before they are made."""


def toolset_of(spec: ActionSpec, manifest: Manifest) -> str:
    """Return the toolset of an action."""
    own = spec.chapter or spec.connection
    for wanted in (spec.name, own):
        for name, members in manifest.toolsets.items():
            if wanted in members:
                return name
    return own


def offered_actions(manifest: Manifest, settings: Settings) -> list[ActionSpec]:
    """Return the actions of the settings' toolsets and connections, toolset by toolset.

    Raises:
        InputError: a toolset is unknown.
    """
    toolsets = _toolsets(manifest, settings.connections)
    for name in settings.toolsets:
        if name not in {*toolsets, ALL}:
            what = "unknown toolset"
            if name in _toolsets(manifest, None):
                what = "no credentials for any action of the toolset"
            raise InputError(f"{what} {name!r}, must be one of {', '.join([ALL, *toolsets])}")
    return [
        spec
        for name, specs in toolsets.items()
        for spec in specs
        if name in settings.toolsets
        or (ALL in settings.toolsets and not _is_sensitive(spec, manifest))
    ]


def _toolsets(
    manifest: Manifest, connections: Collection[str] | None
) -> dict[str, list[ActionSpec]]:
    """Return the actions of each toolset, in the order in which it lists them."""
    found: dict[str, list[ActionSpec]] = {name: [] for name in manifest.toolsets}
    for spec in manifest.actions.values():
        if connections is None or spec.connection in connections:
            found.setdefault(toolset_of(spec, manifest), []).append(spec)
    for name, members in manifest.toolsets.items():
        position = {member: number for number, member in enumerate(members)}
        found[name].sort(key=lambda spec: position.get(spec.name, len(position)))
    return {name: specs for name, specs in found.items() if specs}


def _is_sensitive(spec: ActionSpec, manifest: Manifest) -> bool:
    return spec.chapter is not None and manifest.chapters[spec.chapter].sensitive


def offered_tools(sender: Sender) -> Iterator[OfferedTool]:
    """Yield the tools of every offered action; its side effect decides which they are.

    Where a listener's store is at hand, one more waits for its events.

    An action that takes a secret has none: what an agent passes is in its model's context and in
    its host's logs.

    Raises:
        InputError: the settings name an unknown toolset.
    """
    specs = {
        spec.name: spec for spec in offered_actions(sender.connector.manifest, sender.settings)
    }
    joined = {
        twins: several
        for twins in TWINS
        if (several := [specs.pop(name) for name in twins.actions.values() if name in specs])
    }
    rich_menus = specs.pop(_RICH_MENUS, None)
    for spec in specs.values():
        yield from _tools_of(spec, sender)
    for twins, several in joined.items():
        yield TwinsTool(twins, several, sender)
    if rich_menus is not None:
        # Imported late: few servers offer rich menus.
        from line_connector.services.mcp.rich_menus import rich_menu_tools

        yield from rich_menu_tools(rich_menus, sender)
    if sender.settings.events is not None:
        from line_connector.services.mcp.wait_for_event import WaitForEventTool

        yield WaitForEventTool(sender.settings.events, sender.settings)


def _tools_of(spec: ActionSpec, sender: Sender) -> Iterator[RunTool]:
    action, read_only = spec.action, sender.settings.read_only
    if action.takes_secrets():
        return
    effect = action.effect_of_running()
    if effect == "reads" or (effect == "changes" and not read_only):
        yield RunTool(spec, sender) if action.job is None else JobTool(spec, sender)
    elif read_only:
        if action.reads_with:
            yield ReadingTool(spec, sender)
    elif effect == "sends":
        if spec.name == ACTION:
            yield SendTextTool(spec, sender)
            if find_spec("sqlalchemy"):  # the database that has the answers
                yield AskTool(spec, sender)
        yield SendTool(spec, sender)
    else:
        yield PlanTool(spec, sender)
        yield SendPlannedTool(spec, sender)

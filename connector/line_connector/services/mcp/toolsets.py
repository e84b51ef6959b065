"""Which actions are offered, and under which names: a model does better with few tools."""

from __future__ import annotations

from line_connector.errors import InputError
from line_connector.manifest import ActionSpec, Manifest
from line_connector.services.mcp.settings import Settings

_KNOWN_AS = {"message": "messaging"}


def toolset_of(spec: ActionSpec) -> str:
    """Return the group an action is in: the folder of its class, or its module if it has none."""
    *_, folder = spec.action.__module__.split(".")[:2]
    return _KNOWN_AS.get(folder, folder)


def offered_actions(manifest: Manifest, settings: Settings) -> list[ActionSpec]:
    """Return the actions that the settings' toolsets and connections leave.

    Raises:
        InputError: there is no such toolset.
    """
    specs = [
        spec
        for spec in manifest.actions.values()
        if settings.connections is None or spec.connection in settings.connections
    ]
    if settings.toolsets is None:
        return specs
    existing = dict.fromkeys(toolset_of(spec) for spec in specs)
    for name in settings.toolsets:
        if name not in existing:
            raise InputError(f"no toolset is called {name}; there are: {', '.join(existing)}")
    return [spec for spec in specs if toolset_of(spec) in settings.toolsets]


def tool_name(spec: ActionSpec, step: str = "") -> str:
    """Return an action's name as a tool: its connection's name comes first, once.

    Args:
        spec: the action.
        step: a word for what the tool does with it, if it does not run it.
    """
    name = spec.name.removeprefix(f"{spec.connection}_")
    return "_".join(filter(None, [spec.connection, step, name]))

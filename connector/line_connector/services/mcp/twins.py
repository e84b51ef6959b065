"""One tool in place of several actions that differ only in what they are for."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

from line_connector.errors import InputError
from line_connector.manifest import ActionSpec
from line_connector.services.mcp.sender import Caller, Sender
from line_connector.services.mcp.tools import RunTool


class Twins(NamedTuple):
    """Actions with one input and one result, of which an argument chooses one."""

    name: str
    """Name of the tool, as if it were an action's."""

    title: str

    description: str

    argument: str
    """Name of the argument that chooses."""

    prefix: str
    """The actions' names without the argument's value."""

    values: tuple[str, ...]
    """The argument's values; the first one if it is absent."""

    @property
    def actions(self) -> dict[str, str]:
        """The actions by the argument's value."""
        return {value: f"{self.prefix}{value}" for value in self.values}


TWINS = (
    Twins(
        name="validate",
        title="Validate Message Objects",
        description="Have LINE validate message objects for one way of sending; nothing is sent.",
        argument="for",
        prefix="validate_",
        values=("push", "reply", "multicast", "narrowcast", "broadcast"),
    ),
)


class TwinsTool(RunTool):
    """Runs one of several actions that only read.

    Args:
        twins: the actions.
        specs: those of them that are offered, in the order of the twins.
        sender: runs them.
    """

    def __init__(self, twins: Twins, specs: Collection[ActionSpec], sender: Sender) -> None:
        first, *_ = specs
        super().__init__(first, sender)
        self._twins = twins
        offered = {spec.name for spec in specs}
        self._actions = {value: name for value, name in twins.actions.items() if name in offered}

    def name(self) -> str:
        """Return the tool's name."""
        return f"{self.spec.connection}_{self._twins.name}"

    def title(self) -> str:
        """Return the name to show to people."""
        return self._twins.title

    def description(self) -> str:
        """Return what the tool does."""
        return self._twins.description

    def takes(self) -> dict[str, Any]:
        """Return the schema of the actions' input, with the argument that chooses."""
        schema = super().takes()
        values = list(self._actions)
        choice = {"type": "string", "enum": values, "default": values[0]}
        return {**schema, "properties": {self._twins.argument: choice, **schema["properties"]}}

    def call(self, arguments: Mapping[str, Any], caller: Caller) -> dict[str, Any]:  # noqa: ARG002
        """Run the action that is chosen."""
        raw = dict(arguments)
        chosen = raw.pop(self._twins.argument, next(iter(self._actions)))
        name = self._actions.get(chosen) if isinstance(chosen, str) else None
        if name is None:
            raise InputError(f"{self._twins.argument}: must be one of {', '.join(self._actions)}")
        return self.connector.run(name, raw).to_dict()

"""The tools that take one call: how each is declared to a client, and what calling it does."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mcp.types import Tool, ToolAnnotations

from line_connector.errors import InputError, JobUnfinishedError
from line_connector.manifest import ActionSpec
from line_connector.services.mcp.caller import Caller
from line_connector.services.mcp.schemas import (
    LONGEST_WAIT,
    WAIT,
    input_schema,
    output_schema,
    reading_schema,
)
from line_connector.services.mcp.sender import Sender
from line_connector.services.mcp.toolsets import tool_name


class RunTool:
    """Runs an action that reads, or that changes something."""

    def __init__(self, spec: ActionSpec, sender: Sender) -> None:
        self.spec = spec
        self.sender = sender
        self.connector = sender.connector

    def declaration(self) -> Tool:
        """Return what a client is told of the tool."""
        return Tool(
            name=self.name(),
            title=self.title(),
            description=self.description(),
            input_schema=self.takes(),
            output_schema=self.gives(),
            annotations=self.hints(),
        )

    def name(self) -> str:
        """Return the name it is called by."""
        return tool_name(self.spec)

    def title(self) -> str:
        """Return the name for people."""
        return self.spec.title

    def description(self) -> str:
        """Return what it is for."""
        return self.spec.action.description()

    def takes(self) -> dict[str, Any]:
        """Return the schema of its arguments."""
        return input_schema(self.spec)

    def gives(self) -> dict[str, Any]:
        """Return the schema of its structured result."""
        return output_schema(self.spec)

    def hints(self) -> ToolAnnotations:
        """Return what a client may decide by whether to ask a person first."""
        action = self.spec.action
        effect = action.effect_of_running()
        replaces = effect == "changes" and action.method in {"PUT", "PATCH", "DELETE"}
        return ToolAnnotations(
            read_only_hint=effect == "reads",
            destructive_hint=replaces or effect in {"sends", "sends_to_many"},
            idempotent_hint=action.is_idempotent(),
            open_world_hint=True,
        )

    def call(self, arguments: Mapping[str, Any], caller: Caller) -> dict[str, Any]:  # noqa: ARG002
        """Do what the tool is for; return the structured result.

        Raises:
            ConnectorError: it could not be done, or nobody knows whether it was.
        """
        return self.connector.run(self.spec.name, arguments).to_dict()


class JobTool(RunTool):
    """Tells how far a job is, and if asked to, goes on until it has ended."""

    def call(self, arguments: Mapping[str, Any], caller: Caller) -> dict[str, Any]:
        """Ask once, or as long as `wait` says."""
        raw = dict(arguments)
        wait = raw.pop(WAIT, None)
        if wait is None:
            return super().call(raw, caller)
        if isinstance(wait, bool) or not isinstance(wait, int | float):
            raise InputError(f"{WAIT}: must be a number of seconds")
        if not 0 <= wait <= LONGEST_WAIT:
            raise InputError(f"{WAIT}: must be from 0 to {LONGEST_WAIT} seconds")
        every = self.sender.settings.ask_every
        try:
            output = self.connector.wait(
                self.spec.name, raw, every=every, up_to=wait, watch=caller.watch
            )
        except JobUnfinishedError as unfinished:
            output = unfinished.output  # what was asked for is how far it is
        return output.to_dict()


class ReadingTool(RunTool):
    """Runs an action whose input decides what it does, and only where it reads."""

    def takes(self) -> dict[str, Any]:
        """Return the schema of what reads."""
        return reading_schema(self.spec)

    def hints(self) -> ToolAnnotations:
        """Return those of a tool that only reads."""
        return ToolAnnotations(read_only_hint=True, open_world_hint=True)

    def call(self, arguments: Mapping[str, Any], caller: Caller) -> dict[str, Any]:  # noqa: ARG002
        """Run the action if that reads."""
        call = self.connector.call(self.spec.name, arguments)
        if call.effect != "reads":
            values = ", ".join(f"{name}: {v}" for name, v in self.spec.action.reads_with.items())
            raise InputError(f"this server only reads: {values} is all that can be asked for")
        return call.send().to_dict()


class SendTool(RunTool):
    """Sends to one: a user, a group, a room."""

    def call(self, arguments: Mapping[str, Any], caller: Caller) -> dict[str, Any]:
        """Send, within the operator's limits."""
        return self.sender.send(self.sender.prepare(self.spec, arguments), caller)

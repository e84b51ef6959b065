"""Tools of one step: how each is declared to a client, and what a call does."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mcp.types import ToolAnnotations

from line_connector.errors import InputError, JobUnfinishedError
from line_connector.manifest import ActionSpec
from line_connector.services.mcp.schemas import (
    LONGEST_WAIT,
    WAIT,
    input_schema,
    output_schema,
    reading_schema,
)
from line_connector.services.mcp.sender import Caller, Sender
from line_connector.services.mcp.tool import READ_ONLY, OfferedTool


class RunTool(OfferedTool):
    """Runs an action that reads or changes something."""

    def __init__(self, spec: ActionSpec, sender: Sender) -> None:
        self.spec = spec
        self.sender = sender
        self.connector = sender.connector

    def name(self) -> str:
        """Return the tool's name."""
        return tool_name(self.spec)

    def title(self) -> str:
        """Return the name to show to people."""
        return self.spec.title

    def description(self) -> str:
        """Return what the tool does."""
        return self.spec.action.description()

    def takes(self) -> dict[str, Any]:
        """Return the schema of its arguments."""
        return input_schema(self.spec)

    def gives(self) -> dict[str, Any]:
        """Return the schema of its structured result."""
        return output_schema(self.spec)

    def hints(self) -> ToolAnnotations:
        """Return what helps a client to decide whether to ask a person first."""
        action = self.spec.action
        effect = action.effect_of_running()
        # What can be repeated sets or removes something; what cannot adds to what there is.
        replaces = effect == "changes" and (
            action.is_idempotent() or action.method in {"PUT", "PATCH", "DELETE"}
        )
        return ToolAnnotations(
            read_only_hint=effect == "reads",
            destructive_hint=replaces or effect in {"sends", "sends_to_many"},
            idempotent_hint=action.is_idempotent(),
            open_world_hint=True,
        )

    def call(self, arguments: Mapping[str, Any], caller: Caller) -> dict[str, Any]:  # noqa: ARG002
        """Run the tool; return the structured result.

        Raises:
            ConnectorError: it failed, or its outcome is unknown.
        """
        return self.connector.run(self.spec.name, arguments).to_dict()


class JobTool(RunTool):
    """Returns the progress of a job; with `wait`, polls until the job has ended."""

    def call(self, arguments: Mapping[str, Any], caller: Caller) -> dict[str, Any]:
        """Poll once, or for as long as `wait` says."""
        raw = dict(arguments)
        wait = raw.pop(WAIT, None)
        if wait is None:
            return super().call(raw, caller)
        if isinstance(wait, bool) or not isinstance(wait, int | float):
            raise InputError(f"{WAIT}: must be a number of seconds")
        if not 0 <= wait <= LONGEST_WAIT:
            raise InputError(f"{WAIT}: must be from 0 to {LONGEST_WAIT} seconds")
        every = self.sender.settings.poll_seconds
        try:
            output = self.connector.wait(
                self.spec.name, raw, every=every, up_to=wait, watch=caller.report
            )
        except JobUnfinishedError as unfinished:
            output = unfinished.output  # its progress so far is the result
        return output.to_dict()


class ReadingTool(RunTool):
    """Runs an action whose input decides on its side effect, and only if it reads."""

    def takes(self) -> dict[str, Any]:
        """Return the schema of an input that only reads."""
        return reading_schema(self.spec)

    def hints(self) -> ToolAnnotations:
        """Return the hints of a read-only tool."""
        return READ_ONLY

    def call(self, arguments: Mapping[str, Any], caller: Caller) -> dict[str, Any]:  # noqa: ARG002
        """Run the action if it only reads."""
        call = self.connector.call(self.spec.name, arguments)
        if call.effect != "reads":
            values = ", ".join(f"{name}: {v}" for name, v in self.spec.action.reads_with.items())
            raise InputError(f"this server is read-only: use {values}")
        return call.send().to_dict()


class SendTool(RunTool):
    """Sends to one recipient: a user, a group, a room."""

    def call(self, arguments: Mapping[str, Any], caller: Caller) -> dict[str, Any]:
        """Send, within the operator's limits."""
        entry, _ = self.sender.prepare(self.spec, arguments)
        with entry.sending:
            return self.sender.send(entry, caller.has_disconnected)


def tool_name(spec: ActionSpec, step: str = "") -> str:
    """Return an action's name as a tool, which starts with the name of its connection.

    Args:
        spec: the action.
        step: what the tool does with the action, if it does not run it.
    """
    name = spec.name.removeprefix(f"{spec.connection}_")
    return "_".join(filter(None, [spec.connection, step, name]))

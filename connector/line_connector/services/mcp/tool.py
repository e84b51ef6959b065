"""What every tool has: how it is declared to a client, and what a call does."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from functools import cached_property
from typing import Any

from mcp.types import Tool, ToolAnnotations

from line_connector.services.mcp.sender import Caller

READ_ONLY = ToolAnnotations(read_only_hint=True, open_world_hint=True)


class OfferedTool(ABC):
    """A tool that a server offers."""

    @cached_property
    def declaration(self) -> Tool:
        """What a client is told of it; a hundred of them are made only when one asks."""
        return Tool(
            name=self.name(),
            title=self.title(),
            description=self.description(),
            input_schema=self.takes(),
            output_schema=self.gives(),
            annotations=self.hints(),
        )

    @abstractmethod
    def name(self) -> str:
        """Return the tool's name."""

    @abstractmethod
    def title(self) -> str:
        """Return the name to show to people."""

    @abstractmethod
    def description(self) -> str:
        """Return what the tool does."""

    @abstractmethod
    def takes(self) -> dict[str, Any]:
        """Return the schema of its arguments."""

    @abstractmethod
    def gives(self) -> dict[str, Any]:
        """Return the schema of its structured result."""

    @abstractmethod
    def hints(self) -> ToolAnnotations:
        """Return what helps a client to decide whether to ask a person first."""

    @abstractmethod
    def call(self, arguments: Mapping[str, Any], caller: Caller) -> dict[str, Any]:
        """Run the tool; return the structured result.

        Raises:
            ConnectorError: it failed, or its outcome is unknown.
        """

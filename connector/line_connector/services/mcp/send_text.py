"""The tool that sends a text: two arguments, and names of recipients."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from line_connector.configuration import Configuration
from line_connector.configuration.location import configuration_path
from line_connector.errors import InputError
from line_connector.manifest import ActionSpec
from line_connector.sending.address import Address, names_for, recipients_of
from line_connector.sending.content import message_objects
from line_connector.services.mcp.recipient_names import whom_it_takes
from line_connector.services.mcp.sender import Caller, Sender
from line_connector.services.mcp.tools import SendTool, tool_name
from line_connector.shortening import did_you_mean

_TEXT = "text"
_TO = "to"


class SendTextTool(SendTool):
    """Sends a text to one user, group or room."""

    def __init__(self, spec: ActionSpec, sender: Sender) -> None:
        super().__init__(spec, sender)
        configuration = sender.settings.configuration
        self._configuration = configuration or Configuration(configuration_path())

    def name(self) -> str:
        """Return the tool's name."""
        return f"{tool_name(self.spec).partition('_')[0]}_send_text"

    def title(self) -> str:
        """Return the name to show to people."""
        return "Send Text"

    def description(self) -> str:
        """Return what the tool does."""
        return "Send a text to one user, group or room: the simplest way to send."

    def takes(self) -> dict[str, Any]:
        """Return the schema of the text and the recipient."""
        default = self._configuration.default_recipient
        to = whom_it_takes(self._configuration.recipients)
        to += f"; {default} if absent" if default else ""
        return {
            "type": "object",
            "properties": {
                _TEXT: {"type": "string", "description": "At most 25,000 characters."},
                _TO: {"type": "string", "description": f"{to}."},
            },
            "required": [_TEXT] if default else [_TEXT, _TO],
        }

    def call(self, arguments: Mapping[str, Any], caller: Caller) -> dict[str, Any]:
        """Send, within the operator's limits."""
        for name in arguments:
            if name not in {_TEXT, _TO}:
                raise InputError(f"{name}: unknown property{did_you_mean(name, [_TEXT, _TO])}")
        text, to = arguments.get(_TEXT), arguments.get(_TO)
        if not isinstance(text, str) or not text.strip():
            raise InputError("text: must be a text that is not empty")
        if not isinstance(to, str | None):
            raise InputError("to: must be a text")
        names = names_for(self.sender.connector, self._configuration)
        address = Address() if to is None else Address((to,))
        recipients = recipients_of(address, self._configuration, names)
        if len(recipients) > 1:
            raise InputError(
                f"to: stands for {len(recipients)} recipients: send to each on its own, or to many "
                f"users with {tool_name(self.spec).partition('_')[0]}_plan_multicast"
            )
        return super().call({"to": recipients[0], "messages": message_objects(text)}, caller)

"""Sending for an agent: within the operator's limits, and kept in the history."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from line_connector.call import Call
from line_connector.connector import Connector
from line_connector.manifest import ActionSpec
from line_connector.services.mcp.caller import Caller
from line_connector.services.mcp.history import History, without_retry_key
from line_connector.services.mcp.settings import Settings


class Sender:
    """Everything that sends goes through here."""

    def __init__(self, connector: Connector, settings: Settings, history: History) -> None:
        self.connector = connector
        self.settings = settings
        self.history = history

    def prepare(self, spec: ActionSpec, arguments: Mapping[str, Any]) -> Call:
        """Return the checked call.

        A call for what was sent lately, and whose end its caller does not know, is that one's next
        try: it gets its key.

        Raises:
            InputError: the input is wrong, or the settings do not allow to send it.
        """
        before = self.history.unsettled(spec.name, arguments)
        has_key = arguments.get("retryKey") or arguments.get("retry_key")
        if before and before.is_recent and before.retry_key and not has_key:
            arguments = {**without_retry_key(arguments), "retryKey": before.retry_key}
        call = self.connector.call(spec.name, arguments)
        self.settings.check_recipients(call.recipients)
        return call

    def send(self, call: Call, caller: Caller) -> dict[str, Any]:
        """Send what was prepared.

        Raises:
            ConnectorError: as `Call.send`.
        """
        with self.history.record(call) as entry:
            try:
                entry.answer = call.send()
            finally:
                entry.caller_told = not caller.has_gone()
        shape = entry.answer.to_dict()
        return shape if call.retry_key is None else {**shape, "retry_key": call.retry_key}

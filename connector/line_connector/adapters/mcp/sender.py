"""Sending for an agent: within the operator's limits, and kept in the history."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from line_connector.adapters.mcp.caller import Caller
from line_connector.adapters.mcp.history import History
from line_connector.adapters.mcp.settings import Settings
from line_connector.manifest import ActionSpec
from line_connector.output import Output
from line_connector.retry_keys import retry_key_in, with_retry_key
from line_connector.runner import Connector


class Sender:
    """Everything that sends goes through here."""

    def __init__(self, connector: Connector, settings: Settings, history: History) -> None:
        self.connector = connector
        self.settings = settings
        self.history = history

    def prepare(
        self, spec: ActionSpec, arguments: Mapping[str, Any]
    ) -> tuple[dict[str, Any], list[str] | None]:
        """Return the input with its retry key, and whom it reaches; both checked.

        A call for what was sent lately, and whose end its caller does not know, is that one's next
        try: it gets its key.

        Raises:
            InputError: the input is wrong, or the settings do not allow to send it.
        """
        recipients = self.connector.recipients(spec.name, arguments)
        self.settings.check_recipients(recipients)
        raw = dict(arguments)
        before = self.history.unsettled(spec.name, raw)
        if before and before.is_recent and before.retry_key and not retry_key_in(raw):
            raw.pop("retry_key", None)
            raw["retryKey"] = before.retry_key
        return with_retry_key(spec.action, raw), recipients

    def send(
        self,
        spec: ActionSpec,
        raw: Mapping[str, Any],
        recipients: list[str] | None,
        caller: Caller,
    ) -> dict[str, Any]:
        """Send what was prepared.

        Raises:
            ConnectorError: as `Connector.run`.
        """
        with self.history.record(spec.name, raw, recipients) as entry:
            try:
                entry.answer = self.connector.run(spec.name, raw)
            finally:
                entry.caller_told = not caller.has_gone()
        return told(spec, raw, entry.answer)


def told(spec: ActionSpec, raw: Mapping[str, Any], output: Output[Any]) -> dict[str, Any]:
    """Return an output as the client gets it: with the retry key it was sent with."""
    if not spec.action.takes_retry_key():
        return output.to_dict()
    return {**output.to_dict(), "retry_key": retry_key_in(raw)}

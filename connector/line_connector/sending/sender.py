"""The connector of a process that receives, and sends only where there is something to say."""

from __future__ import annotations

import threading

from line_connector.connector import Connector
from line_connector.sending.configured import ConfiguredRecipients


class Sender:
    """Makes a connector when something is sent first.

    Args:
        account: of the configuration file.
    """

    def __init__(self, account: str | None) -> None:
        self._account = account
        self._lock = threading.Lock()
        self._connector: Connector | None = None

    def __call__(self) -> Connector:
        """Return the connector."""
        with self._lock:
            if self._connector is None:
                connector = Connector.from_configuration(self._account)
                connector.recipients = ConfiguredRecipients(connector, self._account)
                self._connector = connector
            return self._connector

    def close(self) -> None:
        """Close its sessions."""
        if self._connector is not None:
            self._connector.close()

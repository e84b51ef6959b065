"""What can be wrong when a question is asked."""

from __future__ import annotations

from line_connector.errors import ConnectorError


class NobodyListensError(ConnectorError):
    """No process takes answers to questions of this database; nothing was sent."""

    exit_status = 3

    @property
    def retryable(self) -> bool:
        """A listener may be started."""
        return True

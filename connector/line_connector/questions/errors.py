"""What can be wrong when a question is asked."""

from __future__ import annotations

from line_connector.errors import SessionError


class NobodyListensError(SessionError):
    """No process takes answers to questions of this database; nothing was sent."""

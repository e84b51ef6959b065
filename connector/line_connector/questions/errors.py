"""What can go wrong with a question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from line_connector.errors import ConnectorError, SessionError

if TYPE_CHECKING:
    from line_connector.questions.asked import Asked


class NobodyListensError(SessionError):
    """No process takes answers to questions of this database; nothing was sent."""


class NoAnswerError(ConnectorError):
    """A question has ended without an answer.

    Attributes:
        asked: the question; its state is `expired` or `cancelled`.
    """

    def __init__(self, asked: Asked) -> None:
        why = "it was withdrawn" if asked.state == "cancelled" else "nobody answered in time"
        super().__init__(f"question {asked.id}: {why}")
        self.asked = asked

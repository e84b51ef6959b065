"""Which events a handler gets, and how they are delivered to it."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Protocol

import regex

from line_connector.events.event import Event
from line_connector.events.selection import has_text, is_of

LOG = logging.getLogger(__name__)


class Handler(Protocol):
    """What events are delivered to."""

    def handle(self, event: Event) -> None:
        """Handle an event. An error has it delivered again, a `RejectedError` does not."""
        ...


class RejectedError(Exception):
    """A handler will never take this event: it becomes a dead letter at once."""


@dataclass(frozen=True)
class Subscription:
    """A handler, which events it gets, and how."""

    name: str
    """Under which its deliveries are stored: a new name gets none of the old."""

    handler: Handler

    on: tuple[str, ...] = ("*",)
    """Types, the beginnings of types up to a dot, or patterns: `message`, `message.text`, `*`."""

    matching: regex.Pattern[str] | None = None
    """Found in the message's text or the postback's data; events without either do not match."""

    standby: bool = False
    """Whether it also gets events of chats that another module has."""

    ordered: bool = False
    """Whether the next event of a chat waits until the one before it is done or dead."""

    concurrency: int = 4
    """Events handled at the same time."""

    attempts: int = 16
    """Before an event becomes a dead letter; with the pauses in between some three hours."""

    def wants(self, event: Event) -> bool:
        """Return whether the handler gets an event."""
        if event.standby and not self.standby:
            return False
        if not any(is_of(event.type, pattern) for pattern in self.on):
            return False
        return self.matching is None or self._matches(self.matching, event)

    def _matches(self, pattern: regex.Pattern[str], event: Event) -> bool:
        try:
            return has_text(event, pattern)
        except TimeoutError:
            LOG.warning(
                "handler %s: `matching` takes too long on event %s, which it does not get; "
                "make the pattern simpler, then: line-connector events replay %s --handler %s",
                self.name,
                event.event_id,
                event.event_id,
                self.name,
            )
            return False

"""What an act comes to."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from line_connector.sandbox.line.webhook.events import Event


@dataclass(frozen=True)
class Deed:
    """What somebody did."""

    events: Sequence[Event] = ()
    """Those that come of it; none where LINE tells the bot nothing."""
    told: dict[str, Any] = field(default_factory=dict[str, Any])
    """What the control API tells besides the events."""
    bot: str | None = None
    """User ID of the bot the events are for, if it is not the account's."""
    separately: bool = False
    """Whether each event comes in a webhook of its own."""

"""What a module channel is told: who attached it, who talks to the user, what became of the bot.

Source: https://developers.line.biz/en/reference/partner-docs/#module-channel-specific-webhook-events
"""

from __future__ import annotations

from typing import Annotated, Literal

from line_connector.models.line.webhook.event import Event, Milliseconds
from line_connector.models.line.webhook.received import Received
from line_connector.schema.variants import OpenEnum, by_type, variant


class AttachedModuleContent(Received):
    """The module channel was attached to a bot."""

    type: Literal["attached"] = "attached"
    """Constant."""

    bot_id: str
    """User ID of the bot."""

    scopes: list[str] | None = None
    """What its administrator allows."""


class DetachedModuleContent(Received):
    """The module channel was detached from a bot."""

    type: Literal["detached"] = "detached"
    """Constant."""

    bot_id: str
    """User ID of the bot."""

    reason: Annotated[str, OpenEnum("bot_deleted")] | None = None
    """Why; LINE may add reasons."""


class UnknownModuleContent(Received):
    """Something else happened to the module channel."""

    type: str | None = None
    """What happened."""


ModuleContent = Annotated[
    Annotated[AttachedModuleContent, variant("attached")]
    | Annotated[DetachedModuleContent, variant("detached")]
    | Annotated[UnknownModuleContent, variant()],
    by_type("attached", "detached"),
]
"""What happened to a module channel."""


class ModuleEvent(Event):
    """The module channel was attached to a bot, or detached from it."""

    type: str = "module"
    """Type of the event."""

    module: ModuleContent
    """Which of the two."""


class ChatControl(Received):
    """For how long the module channel controls a chat."""

    expire_at: Milliseconds | None = None
    """Until when, in milliseconds since 1970."""


class ActivatedEvent(Event):
    """The module channel now controls a chat."""

    type: str = "activated"
    """Type of the event."""

    chat_control: ChatControl | None = None
    """For how long."""


class DeactivatedEvent(Event):
    """The module channel does not control a chat any more."""

    type: str = "deactivated"
    """Type of the event."""


class BotSuspendedEvent(Event):
    """The bot's LINE Official Account was suspended."""

    type: str = "botSuspended"
    """Type of the event."""


class BotResumedEvent(Event):
    """The bot's LINE Official Account is no longer suspended."""

    type: str = "botResumed"
    """Type of the event."""

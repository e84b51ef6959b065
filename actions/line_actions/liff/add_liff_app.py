"""Add a LIFF app to the channel."""

from __future__ import annotations

from line_connector.action import Action
from line_connector.models.line.liff import (
    AppName,
    BotPrompt,
    LiffFeatures,
    LiffView,
    PermanentLinkPattern,
    Scope,
)
from line_connector.schema.model import Body, Input


class AddLiffAppInput(Input):
    """What the new app is."""

    view: LiffView
    """How it is shown, and where it is."""

    description: AppName | None = None
    """Its name; LINE refuses names with LINE or something similar in them."""

    features: LiffFeatures | None = None
    """What it may use of the phone; nothing if absent."""

    permanent_link_pattern: PermanentLinkPattern | None = None
    """How a LIFF URL's path and query reach the web app: `concat`, appended to its address."""

    scope: list[Scope] | None = None
    """What it may ask of a user; `profile` and `chat_message.write` if absent."""

    bot_prompt: BotPrompt | None = None
    """How users are asked to add the account as a friend: `normal` on the consent screen,
    `aggressive` on a screen of its own after it, `none` (if absent) not at all."""


class AddLiffAppBody(Body):
    """The new app."""

    liff_id: str
    """Its ID; `https://liff.line.me/` and the ID open it."""


class AddLiffApp(Action[AddLiffAppInput, AddLiffAppBody]):
    """Add a LIFF app, a web app that opens inside LINE, to a LINE Login channel.

    A channel holds at most 30. The credentials are those of the LINE Login channel, not of the
    Messaging API channel.

    Raises:
        BadRequestError: a value is wrong, or the channel has 30 apps already.

    Source: https://developers.line.biz/en/reference/liff-server/#add-liff-app
    """

    method = "POST"
    path = "/liff/v1/apps"
    rate_limit = "2000/s"
    example = {
        "view": {"type": "full", "url": "https://example.com/booking"},
        "description": "Booking",
        "permanentLinkPattern": "concat",
        "scope": ["profile", "chat_message.write"],
    }

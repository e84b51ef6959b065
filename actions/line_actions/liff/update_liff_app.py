"""Change the settings of a LIFF app."""

from __future__ import annotations

from line_connector.action import Action
from line_connector.models.line.liff import (
    AppName,
    BotPrompt,
    LiffFeatures,
    LiffId,
    LiffViewChange,
    PermanentLinkPattern,
    Scope,
)
from line_connector.schema.model import Body, Input


class UpdateLiffAppInput(Input):
    """Which app, and what changes of it; what is absent stays as it is."""

    liff_id: LiffId
    """ID of the app."""

    view: LiffViewChange | None = None
    """How it is shown, and where it is."""

    description: AppName | None = None
    """Its name; LINE refuses names with LINE or something similar in them."""

    features: LiffFeatures | None = None
    """What it may use of the phone."""

    permanent_link_pattern: PermanentLinkPattern | None = None
    """How a LIFF URL's path and query reach the web app: `concat`, appended to its address."""

    scope: list[Scope] | None = None
    """What it may ask of a user."""

    bot_prompt: BotPrompt | None = None
    """How users are asked to add the account as a friend: `normal` on the consent screen,
    `aggressive` on a screen of its own after it, `none` not at all."""


class UpdateLiffApp(Action[UpdateLiffAppInput, Body]):
    """Change the settings of a LIFF app; only those that are given.

    Raises:
        BadRequestError: a value is wrong.
        NotFoundError: there is no such app, or it belongs to another channel.

    Source: https://developers.line.biz/en/reference/liff-server/#update-liff-app
    """

    method = "PUT"
    path = "/liff/v1/apps/{liffId}"
    rate_limit = "2000/s"
    idempotent = True
    example = {"liffId": "1000000001-AbcdEfgh", "view": {"url": "https://example.com/booking/v2"}}

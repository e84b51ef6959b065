"""Detach a module channel from an account."""

from __future__ import annotations

from line_connector.action import Action
from line_connector.models.line.ids import UserId
from line_connector.schema.model import Body, Input


class DetachModuleInput(Input):
    """Which account."""

    bot_id: UserId
    """User ID of the account's bot, from attaching or from the event about it."""


class DetachModule(Action[DetachModuleInput, Body]):
    """Detach the module channel from an account.

    It takes some time to be in effect; send nothing to the account afterwards.

    Raises:
        BadRequestError: there is no such account, the module channel is not attached to it, or the
            credentials are not those of a module channel.

    Source: https://developers.line.biz/en/reference/partner-docs/#unlink-detach-module-channel-by-operation-mc-admin
    """

    method = "POST"
    path = "/v2/bot/channel/detach"
    idempotent = True
    rate_limit = "2000/s"
    example = {"botId": "U00000000000000000000000000000009"}

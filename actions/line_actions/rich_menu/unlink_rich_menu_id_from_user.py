"""Take the rich menu from one user."""

from __future__ import annotations

from line_connector.action import Action
from line_connector.models.line.ids import UserId
from line_connector.schema.model import Body, Input


class UnlinkRichMenuIdFromUserInput(Input):
    """Which user."""

    user_id: UserId
    """ID of the user, as webhooks give it."""


class UnlinkRichMenuIdFromUser(Action[UnlinkRichMenuIdFromUserInput, Body]):
    """Unlink the rich menu from a user, who then sees the default one.

    Source: https://developers.line.biz/en/reference/messaging-api/#unlink-rich-menu-from-user
    """

    method = "DELETE"
    path = "/v2/bot/user/{userId}/richmenu"
    rate_limit = "2000/s"
    idempotent = True
    example = {"userId": "U00000000000000000000000000000001"}

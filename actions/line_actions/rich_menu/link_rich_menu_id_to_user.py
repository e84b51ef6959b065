"""Show a rich menu to one user."""

from __future__ import annotations

from line_connector.action import Action
from line_connector.models.line.ids import RichMenuId, UserId
from line_connector.schema.model import Body, Input


class LinkRichMenuIdToUserInput(Input):
    """Which user, and which rich menu."""

    user_id: UserId
    """ID of the user, as webhooks give it."""

    rich_menu_id: RichMenuId
    """ID of the rich menu."""


class LinkRichMenuIdToUser(Action[LinkRichMenuIdToUserInput, Body]):
    """Link a rich menu to a user: shown at once, in place of the default one.

    It replaces the one that was linked before. For users who are no friends, nothing happens,
    and LINE does not say so.

    Raises:
        BadRequestError: the rich menu has no image yet.
        NotFoundError: there is no such rich menu.

    Source: https://developers.line.biz/en/reference/messaging-api/#link-rich-menu-to-user
    """

    method = "POST"
    path = "/v2/bot/user/{userId}/richmenu/{richMenuId}"
    rate_limit = "2000/s"
    idempotent = True
    example = {
        "userId": "U00000000000000000000000000000001",
        "richMenuId": "richmenu-00000000000000000000000000000001",
    }

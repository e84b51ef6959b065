"""Read which rich menu is linked to a user."""

from __future__ import annotations

from line_connector.action import Action
from line_connector.models.line.ids import UserId
from line_connector.models.line.rich_menu import RichMenuIdBody
from line_connector.schema.model import Input


class GetRichMenuIdOfUserInput(Input):
    """Which user."""

    user_id: UserId
    """ID of the user, as webhooks give it."""


class GetRichMenuIdOfUser(Action[GetRichMenuIdOfUserInput, RichMenuIdBody]):
    """Get the ID of the rich menu that is linked to a user; the default one does not count.

    Raises:
        NotFoundError: no rich menu is linked to the user, or the user is no friend.

    Source: https://developers.line.biz/en/reference/messaging-api/#get-rich-menu-id-of-user
    """

    method = "GET"
    path = "/v2/bot/user/{userId}/richmenu"
    rate_limit = "2000/s"
    example = {"userId": "U00000000000000000000000000000001"}

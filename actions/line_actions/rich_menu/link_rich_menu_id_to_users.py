"""Show a rich menu to many users."""

from __future__ import annotations

from typing import Annotated

from line_connector.action import Action
from line_connector.models.line.ids import RichMenuId, UserId
from line_connector.schema.lengths import ListLength
from line_connector.schema.model import Body, Input


class LinkRichMenuIdToUsersInput(Input):
    """Which users, and which rich menu."""

    rich_menu_id: RichMenuId
    """ID of the rich menu; it must have its image."""

    user_ids: Annotated[list[UserId], ListLength(500, least=1)]
    """IDs of the users, 1 to 500."""


class LinkRichMenuIdToUsers(Action[LinkRichMenuIdToUsersInput, Body]):
    """Link a rich menu to up to 500 users, within seconds after the answer.

    LINE does not say to whom: users who are no friends get none. Ask for a user's rich menu to be
    sure.

    Raises:
        BadRequestError: the rich menu has no image yet.
        NotFoundError: there is no such rich menu.

    Source: https://developers.line.biz/en/reference/messaging-api/#link-rich-menu-to-users
    """

    method = "POST"
    path = "/v2/bot/richmenu/bulk/link"
    success = frozenset({202})
    rate_limit = "2000/s"
    idempotent = True
    example = {
        "richMenuId": "richmenu-00000000000000000000000000000001",
        "userIds": ["U00000000000000000000000000000001", "U00000000000000000000000000000002"],
    }

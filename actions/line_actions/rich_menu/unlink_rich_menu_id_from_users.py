"""Take the rich menus from many users."""

from __future__ import annotations

from typing import Annotated

from line_connector.action import Action
from line_connector.models.line.ids import UserId
from line_connector.schema.lengths import ListLength
from line_connector.schema.model import Body, Input


class UnlinkRichMenuIdFromUsersInput(Input):
    """Which users."""

    user_ids: Annotated[list[UserId], ListLength(500, least=1)]
    """IDs of the users, 1 to 500."""


class UnlinkRichMenuIdFromUsers(Action[UnlinkRichMenuIdFromUsersInput, Body]):
    """Unlink the rich menus from up to 500 users, within seconds after the answer.

    Source: https://developers.line.biz/en/reference/messaging-api/#unlink-rich-menu-from-users
    """

    method = "POST"
    path = "/v2/bot/richmenu/bulk/unlink"
    success = frozenset({202})
    rate_limit = "2000/s"
    idempotent = True
    example = {
        "userIds": ["U00000000000000000000000000000001", "U00000000000000000000000000000002"]
    }

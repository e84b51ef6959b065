"""Show a rich menu to everybody."""

from __future__ import annotations

from line_connector.action import Action
from line_connector.models.line.ids import RichMenuId
from line_connector.schema.model import Body, Input


class SetDefaultRichMenuInput(Input):
    """Which rich menu."""

    rich_menu_id: RichMenuId
    """ID of the rich menu."""


class SetDefaultRichMenu(Action[SetDefaultRichMenuInput, Body]):
    """Make a rich menu the default: shown to everybody who has none of their own.

    Users see the change when they open the chat again, within a minute.

    Raises:
        BadRequestError: the rich menu has no image yet.
        NotFoundError: there is no such rich menu.

    Source: https://developers.line.biz/en/reference/messaging-api/#set-default-rich-menu
    """

    method = "POST"
    path = "/v2/bot/user/all/richmenu/{richMenuId}"
    rate_limit = "2000/s"
    idempotent = True
    example = {"richMenuId": "richmenu-00000000000000000000000000000001"}

"""Read a rich menu."""

from __future__ import annotations

from line_connector.action import Action
from line_connector.models.line.ids import RichMenuId
from line_connector.models.line.rich_menu import RichMenuBody
from line_connector.schema.model import Input


class GetRichMenuInput(Input):
    """Which rich menu."""

    rich_menu_id: RichMenuId
    """ID of the rich menu."""


class GetRichMenu(Action[GetRichMenuInput, RichMenuBody]):
    """Get a rich menu: its size, texts and areas.

    Raises:
        NotFoundError: there is no such rich menu.

    Source: https://developers.line.biz/en/reference/messaging-api/#get-rich-menu
    """

    method = "GET"
    path = "/v2/bot/richmenu/{richMenuId}"
    rate_limit = "2000/s"
    example = {"richMenuId": "richmenu-00000000000000000000000000000001"}

"""Delete a rich menu."""

from __future__ import annotations

from line_connector.action import Action
from line_connector.models.line.ids import RichMenuId
from line_connector.schema.model import Body, Input


class DeleteRichMenuInput(Input):
    """Which rich menu."""

    rich_menu_id: RichMenuId
    """ID of the rich menu."""


class DeleteRichMenu(Action[DeleteRichMenuInput, Body]):
    """Delete a rich menu; those who see it see it until they open the chat again.

    Its aliases stay, and lead nowhere.

    Raises:
        NotFoundError: there is no such rich menu.

    Source: https://developers.line.biz/en/reference/messaging-api/#delete-rich-menu
    """

    method = "DELETE"
    path = "/v2/bot/richmenu/{richMenuId}"
    rate_limit = "100/h"
    idempotent = True
    example = {"richMenuId": "richmenu-00000000000000000000000000000001"}

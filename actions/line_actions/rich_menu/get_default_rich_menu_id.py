"""Read which rich menu is the default."""

from __future__ import annotations

from line_connector.action import Action
from line_connector.models.line.rich_menu import RichMenuIdBody
from line_connector.schema.model import Input


class GetDefaultRichMenuIdInput(Input):
    """No input."""


class GetDefaultRichMenuId(Action[GetDefaultRichMenuIdInput, RichMenuIdBody]):
    """Get the ID of the default rich menu that was set with the Messaging API.

    Raises:
        ForbiddenError: the default was set elsewhere, such as in LINE Official Account Manager.
        NotFoundError: no default is set.

    Source: https://developers.line.biz/en/reference/messaging-api/#get-default-rich-menu-id
    """

    method = "GET"
    path = "/v2/bot/user/all/richmenu"
    rate_limit = "2000/s"

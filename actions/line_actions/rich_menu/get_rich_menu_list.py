"""List the rich menus."""

from __future__ import annotations

from line_connector.action import Action
from line_connector.models.line.rich_menu import RichMenuBody
from line_connector.schema.model import Body, Input


class GetRichMenuListInput(Input):
    """No input."""


class GetRichMenuListBody(Body):
    """The rich menus."""

    richmenus: list[RichMenuBody]
    """All rich menus of the channel."""


class GetRichMenuList(Action[GetRichMenuListInput, GetRichMenuListBody]):
    """List all rich menus that were made with the Messaging API, at most 1,000.

    Those made in LINE Official Account Manager are not there.

    Source: https://developers.line.biz/en/reference/messaging-api/#get-rich-menu-list
    """

    method = "GET"
    path = "/v2/bot/richmenu/list"
    rate_limit = "10/s"

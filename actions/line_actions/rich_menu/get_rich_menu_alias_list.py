"""List the rich menu aliases."""

from __future__ import annotations

from line_connector.action import Action
from line_connector.models.line.rich_menu import RichMenuAliasBody
from line_connector.schema.model import Body, Input


class GetRichMenuAliasListInput(Input):
    """No input."""


class GetRichMenuAliasListBody(Body):
    """The aliases."""

    aliases: list[RichMenuAliasBody]
    """All aliases, each with its rich menu."""


class GetRichMenuAliasList(Action[GetRichMenuAliasListInput, GetRichMenuAliasListBody]):
    """List all aliases of the channel, at most 1,000.

    Source: https://developers.line.biz/en/reference/messaging-api/#get-rich-menu-alias-list
    """

    method = "GET"
    path = "/v2/bot/richmenu/alias/list"
    rate_limit = "2000/s"

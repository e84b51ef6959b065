"""Read a rich menu alias."""

from __future__ import annotations

from line_connector.action import Action
from line_connector.models.line.ids import RichMenuAliasId
from line_connector.models.line.rich_menu import RichMenuAliasBody
from line_connector.schema.model import Input


class GetRichMenuAliasInput(Input):
    """Which alias."""

    rich_menu_alias_id: RichMenuAliasId
    """ID of the alias: 1 to 32 of a-z, 0-9, underscore and hyphen."""


class GetRichMenuAlias(Action[GetRichMenuAliasInput, RichMenuAliasBody]):
    """Get the rich menu that an alias stands for.

    Raises:
        BadRequestError: the alias ID has another form.
        NotFoundError: there is no such alias.

    Source: https://developers.line.biz/en/reference/messaging-api/#get-rich-menu-alias-by-id
    """

    method = "GET"
    path = "/v2/bot/richmenu/alias/{richMenuAliasId}"
    rate_limit = "2000/s"
    example = {"richMenuAliasId": "menu-a"}

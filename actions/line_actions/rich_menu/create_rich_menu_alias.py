"""Give a rich menu an alias."""

from __future__ import annotations

from line_connector.action import Action
from line_connector.models.line.ids import RichMenuAliasId, RichMenuId
from line_connector.schema.model import Body, Input


class CreateRichMenuAliasInput(Input):
    """The alias, and what it stands for."""

    rich_menu_alias_id: RichMenuAliasId
    """ID of the alias: 1 to 32 of a-z, 0-9, underscore and hyphen."""

    rich_menu_id: RichMenuId
    """ID of the rich menu."""


class CreateRichMenuAlias(Action[CreateRichMenuAliasInput, Body]):
    """Create an alias for a rich menu that has its image; at most 1,000 per account.

    Rich menu switch actions name the menu to show by its alias.

    Raises:
        BadRequestError: the alias exists already, the rich menu does not exist or has no image,
            or there are 1,000 aliases.

    Source: https://developers.line.biz/en/reference/messaging-api/#create-rich-menu-alias
    """

    method = "POST"
    path = "/v2/bot/richmenu/alias"
    rate_limit = "2000/s"
    example = {
        "richMenuAliasId": "menu-a",
        "richMenuId": "richmenu-00000000000000000000000000000001",
    }

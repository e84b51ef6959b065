"""Let an alias stand for another rich menu."""

from __future__ import annotations

from line_connector.action import Action
from line_connector.models.line.ids import RichMenuAliasId, RichMenuId
from line_connector.schema.model import Body, Input


class UpdateRichMenuAliasInput(Input):
    """The alias, and what it is to stand for."""

    rich_menu_alias_id: RichMenuAliasId
    """ID of the alias: 1 to 32 of a-z, 0-9, underscore and hyphen."""

    rich_menu_id: RichMenuId
    """ID of the rich menu."""


class UpdateRichMenuAlias(Action[UpdateRichMenuAliasInput, Body]):
    """Let an alias stand for another rich menu that has its image.

    It may take a while until switch actions follow.

    Raises:
        BadRequestError: the rich menu does not exist, or has no image.
        NotFoundError: there is no such alias.

    Source: https://developers.line.biz/en/reference/messaging-api/#update-rich-menu-alias
    """

    method = "POST"
    path = "/v2/bot/richmenu/alias/{richMenuAliasId}"
    rate_limit = "2000/s"
    idempotent = True
    example = {
        "richMenuAliasId": "menu-a",
        "richMenuId": "richmenu-00000000000000000000000000000001",
    }

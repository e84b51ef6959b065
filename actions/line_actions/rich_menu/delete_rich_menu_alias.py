"""Delete a rich menu alias."""

from __future__ import annotations

from line_connector.action import Action
from line_connector.models.line.ids import RichMenuAliasId
from line_connector.schema.model import Body, Input


class DeleteRichMenuAliasInput(Input):
    """Which alias."""

    rich_menu_alias_id: RichMenuAliasId
    """ID of the alias: 1 to 32 of a-z, 0-9, underscore and hyphen."""


class DeleteRichMenuAlias(Action[DeleteRichMenuAliasInput, Body]):
    """Delete an alias; the rich menu that it stands for stays.

    Raises:
        BadRequestError: the alias ID has another form.
        NotFoundError: there is no such alias.

    Source: https://developers.line.biz/en/reference/messaging-api/#delete-rich-menu-alias
    """

    method = "DELETE"
    path = "/v2/bot/richmenu/alias/{richMenuAliasId}"
    rate_limit = "100/h"
    idempotent = True
    example = {"richMenuAliasId": "menu-a"}

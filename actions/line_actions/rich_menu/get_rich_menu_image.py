"""Download the image of a rich menu."""

from __future__ import annotations

from line_connector.action import Action
from line_connector.models.line.ids import RichMenuId
from line_connector.schema.model import Body, Input


class GetRichMenuImageInput(Input):
    """Which rich menu."""

    rich_menu_id: RichMenuId
    """ID of the rich menu."""


class GetRichMenuImage(Action[GetRichMenuImageInput, Body]):
    """Download the image of a rich menu, as it was uploaded: JPEG or PNG.

    Raises:
        NotFoundError: there is no such rich menu, or it has no image yet.

    Source: https://developers.line.biz/en/reference/messaging-api/#download-rich-menu-image
    """

    method = "GET"
    host = "data_url"
    path = "/v2/bot/richmenu/{richMenuId}/content"
    rate_limit = "2000/s"
    example = {"richMenuId": "richmenu-00000000000000000000000000000001"}

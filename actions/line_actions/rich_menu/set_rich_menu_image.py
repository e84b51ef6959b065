"""Give a rich menu its image."""

from __future__ import annotations

from line_connector.action import Action
from line_connector.http.body import Bytes
from line_connector.models.line.ids import RichMenuId
from line_connector.models.line.rich_menu_image import RichMenuImage
from line_connector.schema.model import Body, Input

_WHITE = (
    "iVBORw0KGgoAAAANSUhEUgAAAyAAAAD6AQAAAABxRh4RAAAAcElEQVR42u3NMQEAAAwCIPuX1hbbAwVI"
    "D0QikUgkEolEIpFIJBKJRCKRSCQSiUQikUgkEolEIpFIJBKJRCKRSCQSiUQikUgkEolEIpFIJBKJRCKR"
    "SCQSiUQikUgkEolEIpFIJBKJRCKRSCQSiUTylwyjk0wIGStVewAAAABJRU5ErkJggg=="
)
"""A white PNG image of 800 x 250 pixels."""


class SetRichMenuImageInput(Input):
    """Which rich menu, and its image."""

    rich_menu_id: RichMenuId
    """ID of the rich menu."""

    file: RichMenuImage
    """JPEG or PNG, at most 1 MB, 800 to 2500 pixels wide, at least 250 high, and at least 1.45
    times as wide as high; sent as what its bytes say it is."""


class SetRichMenuImage(Action[SetRichMenuImageInput, Body]):
    """Upload the image of a rich menu, once: it cannot be replaced, only the menu can.

    Raises:
        BadRequestError: the rich menu has an image already, or LINE does not take this one.
        NotFoundError: there is no such rich menu.

    Source: https://developers.line.biz/en/reference/messaging-api/#upload-rich-menu-image
    """

    method = "POST"
    host = "data_url"
    path = "/v2/bot/richmenu/{richMenuId}/content"
    body = Bytes
    rate_limit = "2000/s"
    example = {
        "richMenuId": "richmenu-00000000000000000000000000000001",
        "file": {"file_name": "menu.png", "content": _WHITE},
    }

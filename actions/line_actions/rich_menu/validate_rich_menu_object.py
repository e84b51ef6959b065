"""Check a rich menu without creating it."""

from __future__ import annotations

from line_connector.action import Action
from line_connector.models.line.rich_menu import RichMenu
from line_connector.schema.model import Body


class ValidateRichMenuObject(Action[RichMenu, Body]):
    """Let LINE check a rich menu as `create_rich_menu` would, and create nothing.

    Raises:
        BadRequestError: the rich menu is invalid.

    Source: https://developers.line.biz/en/reference/messaging-api/#validate-rich-menu-object
    """

    method = "POST"
    path = "/v2/bot/richmenu/validate"
    rate_limit = "2000/s"
    effect = "reads"
    idempotent = True
    example = {
        "size": {"width": 2500, "height": 1686},
        "selected": False,
        "name": "Menu",
        "chatBarText": "Tap to open",
        "areas": [
            {
                "bounds": {"x": 0, "y": 0, "width": 1250, "height": 1686},
                "action": {"type": "message", "label": "Orders", "text": "My orders"},
            },
            {
                "bounds": {"x": 1250, "y": 0, "width": 1250, "height": 1686},
                "action": {"type": "uri", "label": "Shop", "uri": "https://example.com/shop"},
            },
        ],
    }

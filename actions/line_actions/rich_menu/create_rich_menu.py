"""Create a rich menu."""

from __future__ import annotations

from line_connector.action import Action
from line_connector.models.line.rich_menu import RichMenu, RichMenuIdBody


class CreateRichMenu(Action[RichMenu, RichMenuIdBody]):
    """Create a rich menu; it is shown once it has an image and is the default or linked to a user.

    An account has at most 1,000 that were made with the Messaging API.

    Raises:
        BadRequestError: the rich menu is invalid, or there are 1,000.

    Source: https://developers.line.biz/en/reference/messaging-api/#create-rich-menu
    """

    method = "POST"
    path = "/v2/bot/richmenu"
    rate_limit = "100/h"
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

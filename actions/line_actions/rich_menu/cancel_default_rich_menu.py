"""Show no rich menu to everybody."""

from __future__ import annotations

from line_connector.action import Action
from line_connector.schema.model import Body, Input


class CancelDefaultRichMenuInput(Input):
    """No input."""


class CancelDefaultRichMenu(Action[CancelDefaultRichMenuInput, Body]):
    """Clear the default rich menu that was set with the Messaging API.

    One that was set in LINE Official Account Manager is shown then.

    Source: https://developers.line.biz/en/reference/messaging-api/#cancel-default-rich-menu
    """

    method = "DELETE"
    path = "/v2/bot/user/all/richmenu"
    rate_limit = "2000/s"
    idempotent = True

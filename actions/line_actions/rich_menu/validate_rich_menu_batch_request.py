"""Check a batch of rich menu operations without running it."""

from __future__ import annotations

from line_connector.action import Action
from line_connector.models.line.rich_menu_batch import RichMenuBatchObject
from line_connector.schema.model import Body


class ValidateRichMenuBatchRequest(Action[RichMenuBatchObject, Body]):
    """Let LINE check operations as `rich_menu_batch` would, and change nothing.

    Raises:
        BadRequestError: a rich menu to be linked has no image yet.
        NotFoundError: there is no such rich menu.

    Source: https://developers.line.biz/en/reference/messaging-api/#validate-batch-control-rich-menus-request
    """

    method = "POST"
    path = "/v2/bot/richmenu/validate/batch"
    rate_limit = "2000/s"
    effect = "reads"
    idempotent = True
    example = {
        "operations": [
            {
                "type": "link",
                "from": "richmenu-00000000000000000000000000000001",
                "to": "richmenu-00000000000000000000000000000002",
            },
            {"type": "unlink", "from": "richmenu-00000000000000000000000000000003"},
        ],
        "resumeRequestKey": "spring-2026",
    }

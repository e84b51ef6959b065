"""Replace or unlink rich menus for all who have them."""

from __future__ import annotations

from line_connector.action import Action
from line_connector.http.request import Request
from line_connector.models.line.rich_menu_batch import RichMenuBatchObject
from line_connector.schema.model import Body


class RichMenuBatch(Action[RichMenuBatchObject, Body]):
    """Replace or unlink rich menus for all users who have them, in the background.

    Ask with the answer's request ID how far it is (`get_rich_menu_batch_progress`). To find errors
    without using up one of the three requests an hour, use `validate_rich_menu_batch_request`.

    Raises:
        BadRequestError: a rich menu to be linked has no image yet.
        NotFoundError: there is no such rich menu.

    Source: https://developers.line.biz/en/reference/messaging-api/#batch-control-rich-menus-of-users
    """

    method = "POST"
    path = "/v2/bot/richmenu/batch"
    success = frozenset({202})
    rate_limit = "3/h"
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

    @classmethod
    def request(cls, data: RichMenuBatchObject) -> Request:
        """Return the call; with a key it can be sent again, as LINE then goes on where it was."""
        return super().request(data)._replace(idempotent=data.resume_request_key is not None)

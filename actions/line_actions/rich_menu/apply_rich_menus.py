"""Make the account's rich menus as they are described."""

from __future__ import annotations

from pathlib import Path
from typing import Any, BinaryIO

from line_connector.action import Action
from line_connector.http.body import Json
from line_connector.http.output import Output
from line_connector.http.request import Request
from line_connector.rich_menus.applying import SessionActions, apply_rich_menus
from line_connector.rich_menus.document import RichMenus
from line_connector.rich_menus.reading import rich_menus_of
from line_connector.schema.model import Body


class ApplyRichMenusInput(RichMenus):
    """All rich menus that the account is to have. Images are drawn: no file is read."""


class ApplyRichMenusBody(Body):
    """What was changed."""

    changes: list[str]
    """Each change in words, in order; none where all was as described."""


class ApplyRichMenus(Action[ApplyRichMenusInput, ApplyRichMenusBody]):
    """Make the account's rich menus as described: create, replace, link, remove.

    It sends many requests, of which a dry run shows none: the description stands in their place.
    Run it again after any failure: what is done is found then, and what is left is done. Menus
    that were not made by it are left alone.

    Raises:
        JobFailedError: LINE could not move all users from an old menu, which stays.
        JobUnfinishedError: LINE is still moving users from an old menu.

    Source: https://developers.line.biz/en/docs/messaging-api/using-rich-menus/
    """

    method = "POST"
    path = "/v2/bot/richmenu"
    idempotent = True
    rate_limit = "100/h"
    example = {
        "menus": {
            "main": {
                "size": "compact",
                "chat_bar_text": "Menu",
                "draw": {"background": "#06C755"},
                "areas": {
                    "grid": [1, 1],
                    "cells": [
                        {"at": [1, 1], "action": {"type": "message", "label": "Hi", "text": "Hi"}}
                    ],
                },
            }
        },
        "default": "main",
    }

    @classmethod
    def request(cls, data: ApplyRichMenusInput) -> Request:
        """Return the description, in the form of a request."""
        # A user whose menu is null is to have none, which is not the same as not to be named.
        described = data.model_dump(mode="json", by_alias=True, exclude_unset=True)
        return Request(cls.method, cls.path, body=Json(described), idempotent=True)

    def send(
        self,
        request: Request,
        into: Path | str | BinaryIO | None = None,  # noqa: ARG002 (no response is that long)
    ) -> Output[ApplyRichMenusBody]:
        """Make the changes."""
        described: Any = request.body and request.body.shown()
        plan = apply_rich_menus(rich_menus_of(described), SessionActions(self.session))
        changes = [str(change) for change in plan.changes]
        return Output(200, {}, "OK", {"changes": changes}, body_model=ApplyRichMenusBody)

"""Buttons that appear below the last message."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from line_connector.models.line.action_places import QuickReplyAction
from line_connector.models.line.actions import PostbackAction
from line_connector.schema.lengths import ListLength
from line_connector.schema.model import Input
from line_connector.schema.problems import Problem
from line_connector.schema.urls import MediaUrl


class QuickReplyItem(Input):
    """One button of a quick reply.

    Source: https://developers.line.biz/en/reference/messaging-api/#items-object
    """

    type: Literal["action"] | None = "action"

    image_url: MediaUrl | None = None
    """HTTPS URL of an icon at the start of the button: PNG, square, at most 1 MB."""

    action: QuickReplyAction
    """What a tap does: any action but `richmenuswitch`, with a label of 1 to 20 characters."""

    def errors(self) -> Iterator[Problem]:
        """Yield the postback's old property, which quick replies do not take."""
        if isinstance(self.action, PostbackAction) and self.action.text is not None:
            yield Problem(("action", "text"), "must not be given here; use displayText")


class QuickReply(Input):
    """Buttons that appear below the last message of a request, on phones only.

    Source: https://developers.line.biz/en/reference/messaging-api/#quick-reply
    """

    items: Annotated[list[QuickReplyItem], ListLength(13)]
    """Buttons, at most 13."""

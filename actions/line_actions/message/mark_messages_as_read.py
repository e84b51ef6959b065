"""Mark all messages of a user as read."""

from __future__ import annotations

from line_connector.action import Action
from line_connector.models.line.ids import UserId
from line_connector.schema.model import Body, Input


class ChatReference(Input):
    """A one-on-one chat."""

    user_id: UserId
    """ID of the user, as webhooks give it."""


class MarkMessagesAsReadInput(Input):
    """Whose messages."""

    chat: ChatReference
    """The chat with the user."""


class MarkMessagesAsRead(Action[MarkMessagesAsReadInput, Body]):
    """Show all messages of one user as read: the old way, which accounts must apply for.

    New applications use `mark_messages_as_read_by_token`, which needs no application.

    Raises:
        BadRequestError: LINE does not take the user ID.
        ForbiddenError: the account may not use this operation.

    Source: https://developers.line.biz/en/reference/partner-docs/#mark-messages-from-users-as-read
    """

    method = "POST"
    path = "/v2/bot/message/markAsRead"
    idempotent = True
    rate_limit = "2000/s"
    example = {"chat": {"userId": "U00000000000000000000000000000001"}}

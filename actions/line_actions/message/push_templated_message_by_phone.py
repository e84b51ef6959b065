"""Send a message made from a template to the user behind a phone number."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from line_connector.action import Action
from line_connector.models.line.phone_numbers import DeliveryTag, HashedPhoneNumber
from line_connector.schema.lengths import ListLength, Utf16Length, utf16_length
from line_connector.schema.model import Body, Input
from line_connector.schema.problems import Problem, warning
from line_connector.schema.urls import LinkUri

Key = Annotated[str, Field(min_length=1)]
Content = Annotated[str, Utf16Length(300)]

_EMPHASIZED = 15


class EmphasizedItem(Input):
    """The item that stands out."""

    item_key: Key
    """Key of the item in LINE's list of items."""

    content: Content
    """What it says; at most 15 characters."""

    def warnings(self) -> Iterator[Problem]:
        """Yield a content that is too long: by LINE's limit, which its own example exceeds."""
        if utf16_length(self.content) > _EMPHASIZED:
            text = f"may be refused: has more than {_EMPHASIZED} characters"
            yield warning(("content",), text)


class TemplateItem(Input):
    """One line of the message."""

    item_key: Key
    """Key of the item in LINE's list of items."""

    content: Content
    """What it says; at most 300 characters."""


class TemplateButton(Input):
    """A button that opens a page."""

    button_key: Key
    """Key of the button in LINE's list of buttons."""

    url: LinkUri
    """Address of the page, at most 1000 characters."""


class TemplateBody(Input):
    """What fills the template; no item may be there twice."""

    emphasized_item: EmphasizedItem | None = None
    """The item that stands out."""

    items: Annotated[list[TemplateItem], ListLength(15, least=0)] | None = None
    """Further items, at most 15."""

    buttons: Annotated[list[TemplateButton], ListLength(2, least=0)] | None = None
    """Buttons, at most 2."""

    def errors(self) -> Iterator[Problem]:
        """Yield each item that is there for the second time."""
        seen = {self.emphasized_item.item_key} if self.emphasized_item else set[str]()
        for index, item in enumerate(self.items or ()):
            if item.item_key in seen:
                yield Problem(("items", index, "itemKey"), "must not be the key of another item")
            seen.add(item.item_key)


class PushTemplatedMessageByPhoneInput(Input):
    """Which phone number gets which message."""

    to: HashedPhoneNumber

    template_key: Key
    """Key of the template in LINE's list of templates for the account's country."""

    body: TemplateBody | None = None
    """Items and buttons of the message."""

    delivery_tag: DeliveryTag = None


class PushTemplatedMessageByPhone(Action[PushTemplatedMessageByPhoneInput, Body]):
    """Send a message made from one of LINE's templates to the user behind a phone number.

    A LINE notification message: the user need not be a friend, and the account must have applied
    for it. LINE answers 202 also for a user who blocked the account or has not agreed yet to such
    messages; that one arrived, only the delivery completion event tells. There is no retry key.

    Raises:
        BadRequestError: LINE does not take the digest, or a key; nothing was sent.
        ForbiddenError: the account may not send LINE notification messages (template).
        ApiError: nobody on LINE has this number, or its user refuses such messages.

    Source: https://developers.line.biz/en/reference/line-notification-messages/#send-line-notification-message-template
    """

    method = "POST"
    path = "/v2/bot/message/pnp/templated/push"
    headers = {"deliveryTag": "X-Line-Delivery-Tag"}
    success = frozenset({202})
    effect = "sends"
    rate_limit = "2000/s"
    example = {
        "to": "fa473245190dbab1643ffb5777603ae08987618fd4d54fc3ca966475c1ec0d31",
        "templateKey": "shipment_completed_ja",
        "body": {
            "emphasizedItem": {"itemKey": "date_002_ja", "content": "10 August 2024"},
            "items": [{"itemKey": "number_001_ja", "content": "1234567"}],
            "buttons": [{"buttonKey": "contact_ja", "url": "https://example.com/contact"}],
        },
    }

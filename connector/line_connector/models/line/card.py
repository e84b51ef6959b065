"""A ready card as a message object: `{"type": "card", "card": "alert", "title": "…"}`.

LINE has no such message. It is turned into the flex message that it stands for while an input is
validated, here and nowhere else, so that it works wherever messages are given. What is sent, and
shown by a dry run, is the flex message.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Literal

from pydantic import model_validator

from line_connector.cards.alert_card import AlertCard, alert
from line_connector.cards.approval_card import ApprovalCard, approval
from line_connector.cards.card import Card
from line_connector.cards.card_input import CardInput
from line_connector.cards.order_card import OrderCard, order
from line_connector.cards.receipt_card import ReceiptCard, receipt
from line_connector.cards.report_card import ReportCard, report
from line_connector.models.line.flex.message import FlexMessage
from line_connector.models.line.message_properties import MessageProperties
from line_connector.schema.model import validation_error
from line_connector.schema.problems import UNKNOWN, Problem

if TYPE_CHECKING:
    from pydantic import ModelWrapValidatorHandler


class CardMessage(CardInput, MessageProperties):
    """What all cards have as messages. Validated, each is a `FlexMessage`."""

    type: Literal["card"] = "card"

    built_by: ClassVar[Card[..., Any]]
    """What makes the flex message."""

    @model_validator(mode="wrap")
    @classmethod
    def _as_flex(cls, value: Any, handler: ModelWrapValidatorHandler[CardMessage]) -> Any:
        given = handler(value)
        # Lenient validation is for what the provider may know; a card is ours.
        if given.__pydantic_extra__:
            raise validation_error(
                [Problem((name,), UNKNOWN) for name in given.__pydantic_extra__], value
            )
        message = FlexMessage.model_validate(cls.built_by.build_checked(given))
        return message.model_copy(update={"quick_reply": given.quick_reply, "sender": given.sender})


class AlertMessage(AlertCard, CardMessage):
    """A ready card: something happened that somebody should know."""

    built_by = alert

    card: Literal["alert"] = "alert"
    """Which card."""


class OrderMessage(OrderCard, CardMessage):
    """A ready card: what was ordered, and how far it is."""

    built_by = order

    card: Literal["order"] = "order"
    """Which card."""


class ReceiptMessage(ReceiptCard, CardMessage):
    """A ready card: what was paid for, where and how."""

    built_by = receipt

    card: Literal["receipt"] = "receipt"
    """Which card."""


class ApprovalMessage(ApprovalCard, CardMessage):
    """A ready card: a question that a tap answers with a postback event."""

    built_by = approval

    card: Literal["approval"] = "approval"
    """Which card."""


class ReportMessage(ReportCard, CardMessage):
    """A ready card: figures of a period."""

    built_by = report

    card: Literal["report"] = "report"
    """Which card."""

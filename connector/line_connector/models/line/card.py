"""A ready card as a message object: `{"type": "card", "card": "alert", "title": "…"}`.

LINE has no such message. It is turned into its flex message while the input is validated, here and
nowhere else, so that it works wherever messages are given; what is sent, and shown by a dry run, is
the flex message.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, cast

from pydantic import model_validator

from line_connector.cards.alert_card import AlertCard
from line_connector.cards.approval_card import ApprovalCard
from line_connector.cards.catalogue import CARDS
from line_connector.cards.order_card import OrderCard
from line_connector.cards.receipt_card import ReceiptCard
from line_connector.cards.report_card import ReportCard
from line_connector.models.line.flex.message import FlexMessage
from line_connector.models.line.message_properties import MessageProperties
from line_connector.schema.model import Model, validation_error
from line_connector.schema.problems import Problem

if TYPE_CHECKING:
    from pydantic import GetJsonSchemaHandler, ModelWrapValidatorHandler
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core.core_schema import CoreSchema


class AlertMessage(AlertCard, MessageProperties):
    """A ready card: something happened that somebody should know."""

    type: Literal["card"] = "card"

    card: Literal["alert"] = "alert"
    """Which card."""


class OrderMessage(OrderCard, MessageProperties):
    """A ready card: what was ordered, and how far it is."""

    type: Literal["card"] = "card"

    card: Literal["order"] = "order"
    """Which card."""


class ReceiptMessage(ReceiptCard, MessageProperties):
    """A ready card: what was paid for, where and how."""

    type: Literal["card"] = "card"

    card: Literal["receipt"] = "receipt"
    """Which card."""


class ApprovalMessage(ApprovalCard, MessageProperties):
    """A ready card: a question that a tap answers with a postback event."""

    type: Literal["card"] = "card"

    card: Literal["approval"] = "approval"
    """Which card."""


class ReportMessage(ReportCard, MessageProperties):
    """A ready card: figures of a period."""

    type: Literal["card"] = "card"

    card: Literal["report"] = "report"
    """Which card."""


_MESSAGES: dict[str, type[MessageProperties]] = {
    "alert": AlertMessage,
    "order": OrderMessage,
    "receipt": ReceiptMessage,
    "approval": ApprovalMessage,
    "report": ReportMessage,
}


class CardMessage(Model):
    """A ready card. Validated, it is the flex message that it stands for."""

    type: Literal["card"] = "card"

    @model_validator(mode="wrap")
    @classmethod
    def _as_flex(
        cls,
        value: Any,
        handler: ModelWrapValidatorHandler[CardMessage],  # noqa: ARG003 - pydantic's signature
    ) -> Any:
        given = cast("dict[str, Any]", value)
        name = given.get("card")
        model = _MESSAGES.get(name) if isinstance(name, str) else None
        if model is None:
            must = "is required:" if name is None else "must be"
            problem = Problem(("card",), f"{must} one of {', '.join(_MESSAGES)}")
            raise validation_error([problem], name)
        # Never lenient: the card is ours, not the provider's, and knows all its properties.
        values = model.model_validate(given)
        message = FlexMessage.model_validate(CARDS[str(name)].build_checked(values))
        return message.model_copy(
            update={"quick_reply": values.quick_reply, "sender": values.sender}
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls,
        schema: CoreSchema,
        handler: GetJsonSchemaHandler,
    ) -> JsonSchemaValue:
        return {
            "x-models": [f"{model.__module__}:{model.__name__}" for model in _MESSAGES.values()]
        }

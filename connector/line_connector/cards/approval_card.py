"""The approval: a question that a tap answers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Annotated, Any, Literal
from urllib.parse import urlencode

from pydantic import BeforeValidator

from line_connector.cards.buttons import LONGEST_LABEL, CardButton, PostbackData, button
from line_connector.cards.card import Card
from line_connector.cards.card_input import CardInput
from line_connector.cards.card_values import CardValues
from line_connector.cards.colors import GREEN, RED, SLATE
from line_connector.cards.components import Component, row, text
from line_connector.cards.cutting import paragraph
from line_connector.cards.header import header
from line_connector.cards.message import flex_message
from line_connector.cards.named_rows import named_rows, named_texts
from line_connector.cards.values import Shown, Title, as_text
from line_connector.cards.width import width_of
from line_connector.schema.lengths import ListLength, Utf16Length
from line_connector.schema.problems import Problem

_MOST_CHOICES = 10
_LONGEST_DATA = 300
_SHORT_LABEL = 12
_LONGEST_TEXT = 1000


class ApprovalChoice(CardValues):
    """One answer: a button that sends data to your webhook."""

    label: Title
    """Text on the button, which the user also says in the chat; at most 40 characters are shown."""

    data: PostbackData
    """String that the postback event brings to your webhook, at most 300 characters."""

    style: Literal["approve", "deny", "other"] = "other"
    """How the button looks: green, red or grey."""


_STYLES: dict[str, dict[str, Any]] = {
    "approve": {"style": "primary", "color": GREEN},
    "deny": {"style": "primary", "color": RED},
    "other": {"style": "secondary"},
}


class ApprovalCard(CardInput):
    """A question that a tap answers: the answer reaches your webhook as a postback event."""

    title: Title
    """What is asked."""

    text: Shown | None = None
    """What it is about, in sentences."""

    fields: dict[str, Shown] = {}
    """Values by name, shown as a table."""

    requested_by: Shown | None = None
    """Who asks."""

    id: Annotated[str, Utf16Length(300), BeforeValidator(as_text)] | None = None
    """What the answer is about; the data of Approve and Deny name it: `choice=approve&id=4711`."""

    choices: Annotated[list[ApprovalChoice], ListLength(_MOST_CHOICES, least=1)] | None = None
    """The answers, 1 to 10; Approve and Deny if absent."""

    def errors(self) -> Iterable[Problem]:
        """Yield an ID that makes the data of the buttons too long."""
        if self.choices is None and len(_data("approve", self.id)) > _LONGEST_DATA:
            yield Problem(("id",), f"must fit into postback data of {_LONGEST_DATA} characters")


def _approval(given: ApprovalCard) -> dict[str, Any]:
    words = given.words
    said = paragraph(given.text or "", _LONGEST_TEXT)
    body: list[Component] = [text(said)] if said else []
    asked = {words.requested_by: given.requested_by} if given.requested_by else {}
    fields = {**asked, **given.fields}
    body += named_rows(fields, words, margin="lg" if body else "none")
    choices = given.choices or [
        ApprovalChoice(label=words.approve, data=_data("approve", given.id), style="approve"),
        ApprovalChoice(label=words.deny, data=_data("deny", given.id), style="deny"),
    ]
    return flex_message(
        title=given.title,
        alt_text=[
            " / ".join(choice.label for choice in choices),
            given.text or "",
            *named_texts(fields),
        ],
        header=header(given.title, SLATE),
        body=body,
        buttons=_buttons(choices),
        reads_like=[given.title, given.text],
    )


def _buttons(choices: Sequence[ApprovalChoice]) -> list[Component]:
    """Return the buttons below one another; two with short labels beside one another."""
    shown = [_button(choice) for choice in choices]
    short = all(width_of(choice.label[:LONGEST_LABEL]) <= _SHORT_LABEL for choice in choices)
    return [row(shown, spacing="sm")] if len(shown) == 2 and short else shown


def _button(choice: ApprovalChoice) -> Component:
    action = CardButton(label=choice.label, data=choice.data).action()
    return button(action, **_STYLES[choice.style])


def _data(choice: str, about: str | None) -> str:
    return urlencode({"choice": choice, **({"id": about} if about else {})})


approval = Card("approval", ApprovalCard, _approval)
"""Return a question as a flex message object; its values are those of `ApprovalCard`."""

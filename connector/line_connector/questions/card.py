"""A question as a card, with buttons for one chat."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from line_connector.cards.buttons import LONGEST_LABEL, button
from line_connector.cards.colors import BLUE, GREEN, RED, SLATE
from line_connector.cards.components import Component, row, text
from line_connector.cards.cutting import line, paragraph
from line_connector.cards.header import header
from line_connector.cards.message import flex_message
from line_connector.cards.named_rows import named_rows, named_texts
from line_connector.cards.width import width_of
from line_connector.cards.words import WORDS as CARD_WORDS
from line_connector.questions.buttons import PICK, WRITE, data_of
from line_connector.questions.question import APPROVE, DENY, Question
from line_connector.questions.records import Record
from line_connector.questions.words import WORDS

_LONGEST_TEXT = 1000
_LONGEST_TITLE = 200
_SHORT_LABEL = 12
"""Width of the labels of two buttons that stand beside one another."""


class Choice(NamedTuple):
    """One of the answers of a question."""

    value: str
    label: str


def choices_of(question: Question) -> list[Choice]:
    """Return the answers that a question offers; none where it is about a date or a text."""
    if question.kind == "approval":
        words = CARD_WORDS[question.language]
        return [Choice(APPROVE, words.approve), Choice(DENY, words.deny)]
    return [Choice(each, each) for each in question.choices]


def card_of(record: Record, chat: str, *, is_reminder: bool = False) -> dict[str, Any]:
    """Return the message object of a question's card.

    Args:
        record: the question.
        chat: ID of the user, group or room that gets it.
        is_reminder: whether it was sent there before.
    """
    question = record.question
    words = CARD_WORDS[question.language]
    long = len(question.text) > _LONGEST_TITLE
    title = question.title or question.text
    said = paragraph(question.text, _LONGEST_TEXT) if question.title or long else ""
    body: list[Component] = [text(said)] if said else []
    body += named_rows(question.fields, words, margin="lg" if body else "none")
    choices = choices_of(question)
    return flex_message(
        title=title,
        alt_text=[
            said,
            " / ".join(choice.label for choice in choices),
            *named_texts(question.fields),
        ],
        header=header(title, SLATE, WORDS[question.language].reminder if is_reminder else ""),
        body=body,
        buttons=_in_place([*_buttons(record, chat)], choices),
        reads_like=[question.title, question.text],
    )


def _buttons(record: Record, chat: str) -> Iterator[Component]:
    question = record.question
    words = WORDS[question.language]
    if question.kind == "date":
        label = words.pick_time if question.date_mode == "time" else words.pick_date
        bounds = {"min": question.earliest, "max": question.latest}
        picker = {
            "type": "datetimepicker",
            "label": label,
            "data": _data(record, PICK, chat),
            "mode": question.date_mode,
            **{name: value for name, value in bounds.items() if value is not None},
        }
        yield button(picker, "primary", BLUE)
    elif question.kind == "text":
        action = _postback(words.write, _data(record, WRITE, chat))
        yield button({**action, "inputOption": "openKeyboard"}, "primary", BLUE)
    for position, choice in enumerate(choices_of(question)):
        label = line(choice.label, LONGEST_LABEL)
        action = _postback(label, _data(record, str(position), chat)) | {"displayText": label}
        if question.kind == "approval":
            yield button(action, "primary", GREEN if choice.value == APPROVE else RED)
        else:
            yield button(action, "secondary")


def _in_place(buttons: list[Component], choices: list[Choice]) -> list[Component]:
    """Return the buttons below one another; two with short labels beside one another."""
    is_short = all(width_of(choice.label[:LONGEST_LABEL]) <= _SHORT_LABEL for choice in choices)
    return [row(buttons, spacing="sm")] if len(buttons) == 2 and is_short else buttons


def _postback(label: str, data: str) -> dict[str, Any]:
    return {"type": "postback", "label": label, "data": data}


def _data(record: Record, answer: str, chat: str) -> str:
    return data_of(record.secret, record.id, answer, chat)

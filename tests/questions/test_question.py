"""What may be asked, and how its buttons look."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from line_connector.errors import InputError
from line_connector.models.line.validation import validate
from line_connector.questions.buttons import data_of, read_button
from line_connector.questions.card import card_of
from line_connector.questions.question import Question, read_question
from line_connector.questions.records import Record

CHAT = f"C{7:032x}"


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({}, "text: is required"),
        ({"text": " "}, "text: must not be empty"),
        ({"kind": "choice"}, "choices: a choice has 1 to 10 of them"),
        ({"kind": "date", "choices": ["a"]}, "choices: not for kind date"),
        ({"choices": ["a", "a"]}, "choices: two of them are equal"),
        ({"kind": "date", "earliest": "soon"}, "earliest: must be a date from 1900-01-01"),
        (
            {"kind": "date", "earliest": "2026-12-02", "latest": "2026-12-01"},
            "latest: must be later than the earliest",
        ),
        ({"latest": "2026-12-01"}, "latest: is for a date, and this asks for an approval"),
        ({"timeout": 0}, "timeout: "),
        ({"remind_after": 900}, "remind_after: must be less than the timeout"),
        ({"escalate_after": 5}, "escalate_after: there is nobody to escalate to"),
        ({"escalate_to": ["a", "b"], "escalate_after": 450}, "escalate_after: the last one"),
        ({"callback": "ftp://x"}, "callback: must begin with https://"),
        ({"choice": ["a"]}, "choice: unknown property"),
    ],
)
def test_what_is_wrong_is_said_with_its_path(fields: dict[str, Any], problem: str) -> None:
    given = {"text": "Deploy?", **fields} if fields else {}
    with pytest.raises(InputError) as raised:
        read_question(given)
    assert problem in str(raised.value)


TEXTS = st.text(min_size=1, max_size=600).filter(lambda text: bool(text.strip()))


@given(
    text=TEXTS,
    title=st.none() | TEXTS,
    choices=st.lists(TEXTS, max_size=10, unique=True),
    fields=st.dictionaries(st.text(min_size=1), st.text(max_size=500), max_size=30),
    kind=st.sampled_from(["approval", "date", "text"]),
    language=st.sampled_from(["en", "ja", "th", "zh-TW", "ko", "id", "ar"]),
)
def test_whatever_is_asked_is_a_message_that_line_takes(
    text: str, choices: list[str], kind: str, **more: Any
) -> None:
    try:
        question = read_question(
            {"text": text, **more, **({"choices": choices} if choices else {"kind": kind})}
        )
    except InputError:
        return  # invisible letters only
    card = card_of(Record("f" * 20, question, "", 0, 1, "secret"), CHAT)
    validate([card])
    assert len(json.dumps(card).encode()) < 30_000


def test_a_signature_is_for_one_question_answer_chat_and_secret() -> None:
    data = data_of("secret", "q1", "0", CHAT)
    assert len(data) < 90
    button = read_button(data)
    assert button is not None
    assert button.is_of("secret", CHAT)
    assert not button.is_of("other", CHAT)
    assert not button.is_of("secret", CHAT[:-1])
    assert not button._replace(answer="1").is_of("secret", CHAT)
    assert not button._replace(question="q2").is_of("secret", CHAT)


@given(st.text())
def test_any_data_is_read_or_none(data: str) -> None:
    button = read_button(data)
    assert button is None or not button.is_of("secret", CHAT)


def test_a_question_is_read_as_it_was_written() -> None:
    question = read_question({"text": "Deploy?", "to": "ops", "choices": ["Yes"]})
    assert (question.kind, question.to) == ("choice", ["ops"])
    assert Question.model_validate(question.to_wire()).to_wire() == question.to_wire()

"""What answers a question, and what does not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import update

from line_connector.events import EventStore
from line_connector.events.history import Search
from line_connector.questions import Asked, Questions
from line_connector.questions.database import open_database, writing
from line_connector.questions.tables import questions as table
from line_connector.questions.tables import sends
from questions.conftest import AOI, MEI, OPS, REN, Chats
from support.listening import until
from support.sandboxed import Line

Ask = Callable[..., Asked]


def test_a_tap_answers_and_says_who_what_and_when(
    chats: Chats, questions: Questions, ask: Ask
) -> None:
    asked = ask(choices=["Yes", "No"])
    assert asked.state == "open"
    chats.tap("No", REN, OPS)
    answered = questions.wait(asked.id, 10)
    assert answered.state == "answered"
    answer = answered.answer
    assert answer is not None
    assert (answer.value, answer.position, answer.user_id, answer.recipient) == ("No", 1, REN, OPS)
    assert answer.user_name
    assert abs((answer.at - asked.asked_at).total_seconds()) < 60
    until(lambda: chats.last(OPS) == f"{answer.user_name} answered: No")


def test_the_first_answer_counts_and_others_are_told(
    chats: Chats, questions: Questions, ask: Ask
) -> None:
    asked = ask()
    chats.tap("Approve", AOI, OPS)
    first = questions.wait(asked.id, 10).answer
    assert first is not None
    chats.tap("Deny", REN, OPS)
    until(lambda: chats.last(OPS) == f"{first.user_name} answered this already: Approve")
    assert questions.get(asked.id).answer == first


def test_only_who_is_allowed_answers_in_a_group(
    chats: Chats, questions: Questions, ask: Ask
) -> None:
    asked = ask(allowed=["boss"])
    chats.tap("Approve", AOI, OPS)
    until(lambda: chats.last(OPS) == "You cannot answer this question.")
    assert questions.get(asked.id).is_open
    chats.tap("Deny", REN, OPS)
    answer = questions.wait(asked.id, 10).answer
    assert answer is not None
    assert (answer.value, answer.user_id) == ("deny", REN)


@pytest.mark.parametrize("spoil", ["forged", "foreign", "cut", "unknown", "choice"])
def test_a_button_that_is_not_ours_answers_nothing(
    chats: Chats, questions: Questions, ask: Ask, spoil: str
) -> None:
    asked = ask(to=["aoi"])
    data = chats.data(AOI)
    mark, question, answer, signature = data.split(".")
    user, spoilt = {
        "forged": (AOI, f"{mark}.{question}.{answer}.{signature[::-1]}"),
        "foreign": (REN, data),
        "cut": (AOI, data[:-1]),
        "unknown": (AOI, f"{mark}.{'0' * 20}.{answer}.{signature}"),
        "choice": (AOI, f"{mark}.{question}.1.{signature}"),
    }[spoil]
    chats.act("postback", user, data=spoilt)
    until(lambda: chats.last(user) == "This button is not valid here.")
    assert questions.get(asked.id).is_open
    chats.act("postback", AOI, data=data)
    assert questions.wait(asked.id, 10).state == "answered"


def test_an_expired_or_withdrawn_question_is_answered_no_more(
    chats: Chats, questions: Questions, ask: Ask
) -> None:
    short = ask(to=["aoi"], timeout=0.3)
    assert questions.wait(short.id, 10).state == "expired"
    chats.tap("Approve", AOI)
    until(lambda: chats.last(AOI).startswith("It is too late"))
    assert questions.get(short.id).answer is None
    withdrawn = ask(to=["boss"])
    assert questions.cancel(withdrawn.id).state == "cancelled"
    chats.tap("Approve", REN)
    until(lambda: chats.last(REN) == "This question was withdrawn.")
    assert questions.get(withdrawn.id).state == "cancelled"


def test_a_date_is_picked(chats: Chats, questions: Questions, ask: Ask) -> None:
    asked = ask("When?", to=["aoi"], kind="date", earliest="2026-12-01", latest="2026-12-31")
    chats.tap("Pick a date", AOI, picked="2026-12-24")
    answer = questions.wait(asked.id, 10).answer
    assert answer is not None
    assert (answer.value, answer.label) == ("2026-12-24", "2026-12-24")


def test_the_next_text_in_ones_own_chat_is_the_answer(
    chats: Chats, questions: Questions, ask: Ask
) -> None:
    chats.write("before", AOI)
    asked = ask("Why?", to=["aoi"], kind="text")
    chats.write("another chat", REN)
    chats.write("Because {who}", AOI)
    answer = questions.wait(asked.id, 10).answer
    assert answer is not None
    assert (answer.value, answer.user_id) == ("Because {who}", AOI)
    chats.write("and more", AOI)
    until(lambda: chats.last(AOI).endswith("answered: Because {who}"))


def test_a_text_answers_also_where_the_askers_clock_is_ahead(
    chats: Chats, questions: Questions, ask: Ask, database: str
) -> None:
    chats.write("before", AOI)
    asked = ask("Why?", to=["aoi"], kind="text")
    engine = open_database(database)
    with writing(engine) as db:
        db.execute(update(table).values(asked_at=table.c.asked_at + 60_000))
        db.execute(update(sends).values(begun_at=sends.c.begun_at + 60_000))
    engine.dispose()
    chats.write("Because", AOI)
    answer = questions.wait(asked.id, 10).answer
    assert answer is not None
    assert answer.value == "Because"


def test_in_a_group_a_text_answers_if_it_quotes_the_card(
    chats: Chats, questions: Questions, ask: Ask, line: Line
) -> None:
    asked = ask("Why?", kind="text")
    chats.write("just talking", REN, OPS)
    message = line.received(OPS)[-1]["sentMessages"][0]
    chats.write("Because", MEI, OPS, quotedMessageId=message["id"])
    answer = questions.wait(asked.id, 10).answer
    assert answer is not None
    assert (answer.value, answer.user_id) == ("Because", MEI)


def test_in_a_group_a_text_answers_of_whoever_tapped_the_button(
    chats: Chats, questions: Questions, ask: Ask
) -> None:
    asked = ask("Why?", kind="text")
    chats.tap("Answer", MEI, OPS)
    until(lambda: chats.last(OPS) == "Send your answer as your next message.")
    chats.write("just talking", REN, OPS)
    chats.write("Because", MEI, OPS)
    answer = questions.wait(asked.id, 10).answer
    assert answer is not None
    assert (answer.value, answer.user_id) == ("Because", MEI)


def test_a_text_that_comes_at_once_is_not_missed(
    chats: Chats, questions: Questions, ask: Ask
) -> None:
    for number in range(3):
        asked = ask("Why?", to=["aoi"], kind="text")
        chats.write(f"Because {number}", AOI)
        answer = questions.wait(asked.id, 10).answer
        assert answer is not None
        assert answer.value == f"Because {number}"


def test_texts_are_delivered_only_while_a_question_waits_for_one(
    chats: Chats, questions: Questions, ask: Ask, database: str
) -> None:
    chats.write("Hello", AOI)
    chats.act("postback", AOI, data="mine")
    asked = ask("Why?", to=["aoi"], kind="text")
    chats.write("Because", AOI)
    assert questions.wait(asked.id, 10).state == "answered"
    with EventStore(database) as store:
        delivered = {each.event.text: len(each.deliveries) for each in store.find(Search())}
    assert delivered == {"Hello": 0, "mine": 0, "Because": 1}


def test_the_words_are_of_the_questions_language(
    chats: Chats, questions: Questions, ask: Ask
) -> None:
    asked = ask("デプロイしますか?", to=["aoi"], language="ja")
    chats.tap("承認", AOI)
    answer = questions.wait(asked.id, 10).answer
    assert answer is not None
    assert answer.value == "approve"
    until(lambda: chats.last(AOI) == f"{answer.user_name}さんの回答: 承認")


def test_many_tap_at_once_and_one_answers(
    chats: Chats, questions: Questions, ask: Ask, line: Line
) -> None:
    asked = ask(choices=["a", "b", "c"])
    taps: list[dict[str, Any]] = [
        {"type": "tap", "userId": user, "groupId": OPS, "label": label}
        for user, label in ((AOI, "a"), (REN, "b"), (MEI, "c"))
    ]
    line.control("acts", {"acts": taps})
    answered = questions.wait(asked.id, 10)
    assert answered.answer is not None
    until(lambda: len(chats.texts(OPS)) == 4)
    told = chats.texts(OPS)[1:]
    assert sum(text.endswith(f"answered: {answered.answer.label}") for text in told) == 1
    assert sum("answered this already" in text for text in told) == 2

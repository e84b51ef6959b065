"""How questions are asked: once, of whom, with reminders and escalation; and what fails."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

import pytest

from line_connector import Connector
from line_connector.configuration import Configuration
from line_connector.errors import ApiError, InputError, UnknownOutcomeError
from line_connector.questions import Asked, NobodyListensError, Question, Questions
from questions.conftest import AOI, OPS, REN, SECRET, Chats
from support.listening import recording, signature, until
from support.sandboxed import Line

Ask = Callable[..., Asked]

REFUSED = {"status": 400, "json": {"message": "Failed to send messages"}}


def test_the_same_key_asks_once_also_from_another_process(
    questions: Questions,
    ask: Ask,
    line: Line,
    database: str,
    connector: Connector,
    configuration: Configuration,
) -> None:
    first = ask(key="run-1/deploy")
    assert ask(key="run-1/deploy").id == first.id
    with Questions(database, connector, configuration=configuration) as other:
        again = other.ask(Question(text="Deploy 1.4?"), "run-1/deploy", needs_listener=False)
    assert again.id == first.id
    assert len(line.received(OPS)) == 1
    assert ask(key="run-2/deploy").id != first.id
    with pytest.raises(InputError, match="another question was asked with it"):
        ask("Deploy 1.5?", key="run-1/deploy")
    assert questions.get(first.id).is_open


def test_without_a_listener_nothing_is_asked(
    questions: Questions, line: Line, listen: Callable[[], ExitStack]
) -> None:
    question = Question(text="Deploy 1.4?")
    with pytest.raises(NobodyListensError, match="start `line-connector listen`"):
        questions.ask(question)
    assert line.received(OPS) == []
    with listen():
        until(questions.is_heard)
        assert questions.ask(question).is_open
    assert not questions.is_heard()


def test_a_lost_outcome_is_unknown_and_the_listener_sends_it_once(
    questions: Questions, ask: Ask, line: Line, listen: Callable[[], ExitStack]
) -> None:
    line.fault(drop="after", times=3)
    with pytest.raises(UnknownOutcomeError, match="is open, and the card is sent again"):
        ask(key="once")
    (open_one,) = questions.latest()
    assert (open_one.state, open_one.sent[0].status) == ("open", "unknown")
    with listen():
        until(lambda: questions.get(open_one.id).sent[0].status == "sent")
        Chats(line).tap("Approve", AOI, OPS)
        assert questions.wait(open_one.id, 10).state == "answered"
    assert sum(text.startswith("Deploy") for text in Chats(line).texts(OPS)) == 1


def test_a_refused_card_withdraws_the_question_and_frees_its_key(
    questions: Questions, ask: Ask, line: Line
) -> None:
    line.fault(answer=REFUSED)
    with pytest.raises(ApiError):
        ask(key="once")
    assert [each.state for each in questions.latest()] == ["cancelled"]
    assert ask(key="once").is_open
    assert len(line.received(OPS)) == 1


def test_of_several_one_that_is_refused_is_said(questions: Questions, line: Line) -> None:
    warned: list[str] = []
    line.fault(answer=REFUSED)
    question = Question(text="Deploy 1.4?", to=["aoi", "boss"])
    asked = questions.ask(question, needs_listener=False, warn=warned.append)
    assert [each.status for each in asked.sent] == ["refused", "sent"]
    assert len(warned) == 1


def test_who_was_asked_is_reminded_and_then_the_next_is_asked(
    chats: Chats, questions: Questions, ask: Ask
) -> None:
    asked = ask(to=["aoi"], timeout=60, remind_after=1, escalate_to=["boss"], escalate_after=2)
    assert [each.status for each in asked.sent] == ["sent", "scheduled", "scheduled", "scheduled"]
    until(lambda: len(chats.texts(AOI)) == 2)
    until(lambda: len(chats.texts(REN)) == 1)
    chats.tap("Deny", REN)
    answer = questions.wait(asked.id, 10).answer
    assert answer is not None
    assert (answer.value, answer.recipient) == ("deny", REN)
    assert questions.get(asked.id).sent[-1].status == "dropped"
    chats.tap("Approve", AOI)
    until(lambda: "answered this already" in chats.last(AOI))


@pytest.mark.parametrize("statuses", [[200], [503, 200]])
def test_the_callback_is_signed_and_sent_until_it_is_taken(
    chats: Chats, ask: Ask, statuses: list[int]
) -> None:
    left = list(statuses)
    with recording(lambda _: left.pop(0)) as server:
        asked = ask(to=["aoi"], callback=f"{server.url}/answered")
        chats.tap("Approve", AOI)
        until(lambda: not left)
    posted = server.posted[-1]
    assert posted.headers["X-Line-Signature"] == signature(posted.body, SECRET)
    body = json.loads(posted.body)
    assert (body["id"], body["state"], body["answer"]["value"]) == (asked.id, "answered", "approve")


def test_the_answer_survives_restarts_of_listener_and_asker(
    line: Line,
    listen: Callable[[], ExitStack],
    ask: Ask,
    database: str,
    connector: Connector,
) -> None:
    with listen():
        asked = ask(to=["aoi"])
    with listen():
        Chats(line).tap("Approve", AOI)
        until(lambda: "answered" in Chats(line).last(AOI))
    with Questions(database, connector) as later:
        assert later.wait(asked.id, 0).state == "answered"


def test_waiting_ends_with_its_timeout_and_does_not_hold_the_event_loop(
    chats: Chats, questions: Questions, ask: Ask
) -> None:
    asked = ask(to=["aoi"])
    assert questions.wait(asked.id, 0).is_open

    async def both() -> Asked:
        waiting = asyncio.create_task(questions.wait_async(asked.id, 30))
        await asyncio.to_thread(chats.tap, "Approve", AOI)
        return await waiting

    assert asyncio.run(both()).state == "answered"


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"to": ["nobody"]}, "nobody"),
        ({"allowed": ["ops"]}, "allowed: C0"),
        ({"escalate_to": ["unknown"]}, "unknown"),
    ],
)
def test_a_wrong_name_asks_nothing(
    questions: Questions, ask: Ask, line: Line, fields: dict[str, Any], words: str
) -> None:
    with pytest.raises(InputError, match=words):
        ask(**fields)
    assert questions.latest() == []
    assert line.received(OPS) == []


def test_an_unknown_id_is_said(questions: Questions) -> None:
    for act in (questions.get, questions.cancel, questions.wait):
        with pytest.raises(InputError, match="there is no question 4711"):
            act("4711")

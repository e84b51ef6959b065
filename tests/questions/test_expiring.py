"""A question ends when its time is over, but not over answers that came in time."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

import pytest
from sqlalchemy import update

from line_connector import Connector
from line_connector.events import Event, EventStore
from line_connector.events.store import now
from line_connector.questions import Asked, Questions
from line_connector.questions.answering import Answers
from line_connector.questions.database import writing
from line_connector.questions.subscribing import written_for_listener
from line_connector.questions.tables import questions as table
from questions.conftest import AOI, REN, Chats
from support.sandboxed import Line

Ask = Callable[..., Asked]


def tap(data: str, at: int, chat: str = AOI) -> Event:
    postback: dict[str, Any] = {"postback": {"data": data}}
    return Event(
        provider="line",
        channel="U9",
        event_id=f"tap of {chat} at {at}",
        type="postback",
        timestamp=at,
        received_at=now(),
        body=json.dumps({"events": [postback]}),
        chat_id=chat,
        user_id=chat,
    )


def let_it_end(store: EventStore, asked: Asked, *taps: Event) -> None:
    """Write taps down while no listener runs, and let the question's time be over."""
    store.add(taps, [written_for_listener(store.engine)]).result()
    with writing(store.engine) as db:
        db.execute(update(table).where(table.c.id == asked.id).values(expires_at=now()))


def test_a_tap_that_was_stored_in_time_counts_also_where_a_listener_reads_it_later(
    line: Line, listen: Callable[[], ExitStack], ask: Ask, questions: Questions, database: str
) -> None:
    asked = ask(to=["aoi"])
    data = Chats(line).data(AOI)
    with EventStore(database) as store:
        let_it_end(store, asked, tap(data, now() - 1))
    assert questions.get(asked.id).is_open
    with listen():
        answer = questions.wait(asked.id, 10).answer
    assert answer is not None
    assert answer.value == "approve"


@pytest.mark.parametrize(("chat", "later"), [(REN, 0), (AOI, 60_000)])
def test_what_is_of_another_chat_or_too_late_keeps_no_question_open(
    line: Line, ask: Ask, questions: Questions, database: str, chat: str, later: int
) -> None:
    asked = ask(to=["aoi"])
    with EventStore(database) as store:
        let_it_end(store, asked, tap(Chats(line).data(AOI), now() + later, chat))
    assert questions.get(asked.id).state == "expired"


def test_a_tap_that_came_too_late_does_not_end_what_an_earlier_one_may_answer(
    line: Line, ask: Ask, questions: Questions, database: str, connector: Connector
) -> None:
    asked = ask(to=["aoi"])
    data = Chats(line).data(AOI)
    with EventStore(database) as store:
        let_it_end(store, asked, tap(data, now() - 1))
        Answers(store.engine, lambda: connector).handle(tap(data, now() + 60_000))
    assert Chats(line).last(AOI).startswith("It is too late")
    assert questions.get(asked.id).is_open

"""`listen` killed at any moment under load: each event that was answered with 200 is handled.

The sender does what LINE does with redelivery on: what is not answered with 200 it sends again, as
it is. The handler behind `--forward` is a process that lives on; it fails at times, before its
effect or after it. SOAK_ROUNDS sets how often `listen` is killed.

Shown is, of kills of the process (of power cuts: tests/events/test_store.py): each event that was
answered is stored once and has one delivery, which ends as done; the handler got it at least once,
and nothing else; the recipient book knows everybody who wrote. How often a handler got an event
again is printed: it happens between an effect and the note of it.
"""

from __future__ import annotations

import os
import random
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest
import requests

from line_connector.events import EventStore
from line_connector.events.history import Search
from line_connector.recipients import Book
from support.listening import Listening, Posted, Recorder, body_of, event, post, recording, until

ROUNDS = int(os.environ.get("SOAK_ROUNDS", "30"))
SENDERS = 4
MOST_IN_A_WEBHOOK = 3


MOST_FAILURES = 3
"""Of an event: the pause after each is twice as long as the one before."""


@pytest.fixture
def handler() -> Iterator[Recorder]:
    """A handler that sometimes fails, before its effect or after it."""
    failures = Counter[str]()

    def take(posted: Posted) -> int:
        status = random.choice([200, 200, 200, 200, 500, 503])
        if status == 200 or failures[posted.event_id] == MOST_FAILURES:
            return 200
        failures[posted.event_id] += 1
        return status

    with recording(take) as recorder:
        yield recorder


@pytest.fixture
def listening(tmp_path: Path, handler: Recorder) -> Iterator[Listening]:
    process = Listening(tmp_path, "--forward", handler.url, "--lease", "1")
    try:
        yield process
    finally:
        process.kill()


def user_of(sender: int) -> str:
    return f"U{sender + 1:032x}"


def send(listening: Listening, number: int, stop: threading.Event) -> list[str]:
    """Send webhooks until told to stop; return the IDs of the events that were answered."""
    chance, answered, count = random.Random(), list[str](), 0
    while not stop.is_set():
        ids = [f"{number}-{count + each}" for each in range(chance.randint(1, MOST_IN_A_WEBHOOK))]
        count += len(ids)
        source = {"type": "user", "userId": user_of(number)}
        body = body_of(*(event(each, source=source) for each in ids))
        while True:
            status = None
            with suppress(requests.RequestException):
                status = post(listening.url, body)
            if status == 200:
                break
            assert status in {None, 503}
            time.sleep(0.05)
        answered += ids
        if chance.random() < 0.1:  # LINE can send twice what was answered
            with suppress(requests.RequestException):
                post(listening.url, body)
        time.sleep(0.01)
    return answered


def test_what_is_answered_is_handled_whenever_the_process_is_killed(
    listening: Listening, handler: Recorder, tmp_path: Path
) -> None:
    chance, stop = random.Random(), threading.Event()
    with ThreadPoolExecutor(SENDERS) as pool:
        senders = [pool.submit(send, listening, number, stop) for number in range(SENDERS)]
        try:
            for _ in range(ROUNDS):
                time.sleep(chance.uniform(0, 0.6))
                listening.kill()
                listening.start_again()
        finally:
            stop.set()
        answered = [each for sender in senders for each in sender.result()]

    with EventStore(f"sqlite:///{tmp_path}/events.sqlite") as store:
        until(lambda: not store.waiting(), 120)
        stored = store.find(Search(limit=len(answered) + 1))
    attempts = Counter(handler.ids())
    again = attempts.total() - len(attempts)
    print(f"{ROUNDS} kills, {len(answered)} events, {again} deliveries again")  # noqa: T201
    assert Counter(each.event.event_id for each in stored) == Counter(answered)
    assert set(attempts) == set(answered)
    assert {tuple(each.state for each in found.deliveries) for found in stored} == {("done",)}
    with Book.at(f"sqlite:///{tmp_path}/book.sqlite", "default") as book:
        until(lambda: {each.id for each in book.recipients()} == set(map(user_of, range(SENDERS))))

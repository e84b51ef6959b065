"""Events read in order from a position on, and taken by one of several who wait."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import count

import pytest
import regex

from events.conftest import HI, Remembering, named
from line_connector.events import Event, EventStore, Selection, Subscription, Taker
from line_connector.events.retention import DAY
from line_connector.events.store import now

TEXTS = Selection(on=("message.text",))


def arrive(store: EventStore, *events: Event) -> None:
    store.add(events, []).result()


def read(store: EventStore, position: int, selection: Selection = TEXTS) -> tuple[list[str], int]:
    page = store.read_after(position, selection)
    return [each.event.event_id for each in page.found], page.position


def test_a_reader_goes_on_where_it_was(store: EventStore) -> None:
    arrive(store, HI, named("follow", type="follow"))
    ids, position = read(store, 0)
    arrive(store, named("second"), named("third"))
    later, end = read(store, position)
    assert (ids, later) == (["first"], ["second", "third"])
    assert read(store, end) == ([], end)
    assert store.last_position() == end


@pytest.mark.parametrize(
    ("selection", "wanted"),
    [
        (Selection(), {"first", "other", "tap"}),
        (Selection(on=("message",)), {"first", "other"}),
        (Selection(on=("post*", "follow")), {"tap"}),
        (Selection(chat="C1"), {"other"}),
        (Selection(user="U1"), {"first", "tap"}),
        (Selection(matching=regex.compile("^Hi$")), {"first"}),
        (Selection(matching=regex.compile("size=")), {"tap"}),
        (Selection(since=HI.received_at + 1), {"other"}),
    ],
)
def test_only_what_is_wanted_is_found(
    store: EventStore, selection: Selection, wanted: set[str]
) -> None:
    body = '{"destination":"U9","events":[{"type":"postback","postback":{"data":"size=M"}}]}'
    later = HI.received_at + 1
    image = '{"events":[{"type":"message","message":{"type":"image"}}]}'
    arrive(
        store,
        HI,
        named("other", chat_id="C1", user_id="U2", received_at=later, body=image),
        named("tap", type="postback", body=body),
    )
    assert set(read(store, 0, selection)[0]) == wanted


def test_a_pattern_that_takes_too_long_finds_nothing(
    store: EventStore, caplog: pytest.LogCaptureFixture
) -> None:
    body = '{"events":[{"message":{"text":"%s"}}]}' % ("a" * 3000)
    arrive(store, named("slow", body=body))
    assert read(store, 0, Selection(matching=regex.compile("(.*a){25}b")))[0] == []
    assert "`matching` takes too long on event slow" in caplog.text


def test_erased_events_are_not_found(store: EventStore) -> None:
    arrive(store, HI, named("second", user_id="U2", chat_id="U2", body="{}"))
    store.forget("U1")
    assert read(store, 0, Selection())[0] == ["second"]


def test_a_position_is_before_all_that_arrived_since(store: EventStore) -> None:
    since = now()
    arrive(store, named("old", received_at=since - DAY))
    arrive(store, named("new", received_at=since))
    assert read(store, store.position_at(since))[0] == ["new"]
    assert store.position_at(since - 2 * DAY) == 0


def test_more_than_a_page_is_read_to_its_end(store: EventStore) -> None:
    arrive(store, *(named(f"{each}", type="follow") for each in range(2_500)), HI)
    found = Taker(store, TEXTS, "consumer", "taker").take()
    assert found is not None
    assert found.event_id == "first"


def test_a_number_that_was_never_used_holds_nothing_up_for_long(store: EventStore) -> None:
    old = now() - 60_000
    arrive(store, named("before", received_at=old))
    arrive(store, named("before", received_at=old))  # PostgreSQL spends a number on it
    arrive(store, named("after", received_at=old))
    assert read(store, 0)[0] == ["before", "after"]


def test_each_event_is_taken_once_under_a_name(store: EventStore) -> None:
    arrive(store, *(named(f"{each}") for each in range(20)))
    names = count()
    lock = threading.Lock()

    def take(_: int) -> str:
        with lock:
            name = f"taker {next(names)}"
        event = Taker(store, TEXTS, "consumer", name).take()
        assert event is not None
        return event.event_id

    with ThreadPoolExecutor(8) as pool:
        taken = list(pool.map(take, range(20)))

    assert sorted(taken) == sorted(f"{each}" for each in range(20))
    assert Taker(store, TEXTS, "consumer", "late").take() is None
    other = Taker(store, TEXTS, "other consumer", "late").take()
    assert other is not None
    (found,) = store.find_by_id("0")
    assert {each.state for each in found.deliveries} == {"taken"}


def test_what_was_taken_is_not_replayed_and_its_takers_are_no_handlers(store: EventStore) -> None:
    store.add([HI], [Subscription("bot", Remembering())]).result()
    Taker(store, TEXTS, "consumer", "taker").take()
    (found,) = store.find_by_id("first")

    assert store.replay([found.number]) == 1
    (again,) = store.find_by_id("first")
    states = {each.handler: each.state for each in again.deliveries}
    assert states == {"bot": "pending", "consumer": "taken", "taker": "taken"}
    assert again.handlers == store.handlers() == ["bot"]
    assert Taker(store, TEXTS, "consumer", "other").take() is None


def test_who_was_interrupted_gets_what_it_took_before(store: EventStore) -> None:
    arrive(store, HI, named("second"))
    first = Taker(store, TEXTS, "consumer", "taker").take()
    arrive(store, named("third"))
    again = Taker(store, TEXTS, "consumer", "taker").take()
    assert first == again
    assert first == HI


def test_who_waits_takes_what_arrives_meanwhile(store: EventStore) -> None:
    taker = Taker(store, Selection(since=now()), "consumer", "taker")
    assert taker.take() is None
    arrive(store, named("new", received_at=now()))
    taken = taker.take()
    assert taken is not None
    assert taken.event_id == "new"


def test_an_event_that_arrived_before_is_not_taken(store: EventStore) -> None:
    arrive(store, HI)
    time.sleep(0.002)
    assert Taker(store, Selection(since=now()), "consumer", "taker").take() is None

"""Delivery to handlers: at least once, in order where asked, each handler for itself."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from typing import Any

import pytest
import regex

from events.conftest import SOON, Remembering, named
from line_connector.events import Dispatcher, Event, EventStore, RejectedError, Subscription
from line_connector.events.history import Search
from line_connector.events.leases import Correction, Delivery, Outcome, Renewal, Wanted
from line_connector.events.store import now
from support.listening import until


def states(store: EventStore) -> dict[str, str]:
    found = store.find(Search(limit=1000))
    return {f"{e.event.event_id}/{d.handler}": d.state for e in found for d in e.deliveries}


def add(store: EventStore, subscription: Subscription, *events: Event) -> None:
    store.add(events, [subscription]).result()


def test_what_waits_when_it_starts_and_what_arrives_later_is_delivered(store: EventStore) -> None:
    handler = Remembering()
    subscription = Subscription("handler", handler)
    add(store, subscription, *(named(f"{each}") for each in range(50)))
    with Dispatcher(store, [subscription]):
        add(store, subscription, named("late"))
        until(lambda: len(handler.handled) == 51)
        until(lambda: not store.waiting())
    assert sorted(handler.handled) == sorted([*map(str, range(50)), "late"])


def test_a_failure_is_tried_again_with_the_same_id_until_it_is_a_dead_letter(
    store: EventStore,
) -> None:
    attempts: list[int] = []

    def fail(event: Event) -> None:
        attempts.append(event.attempt)
        raise OSError("the disk\nis full")

    reports: list[tuple[str, str]] = []
    subscription = Subscription("handler", Remembering(fail), attempts=3)
    add(store, subscription, named("one"))
    with Dispatcher(store, [subscription], backoff=SOON, report=lambda *each: reports.append(each)):
        until(lambda: states(store) == {"one/handler": "dead"})
    assert attempts == [1, 2, 3]
    assert [outcome for _, outcome in reports] == ["failed", "failed", "dead"]
    (found,) = store.find(Search(state="dead"))
    assert found.deliveries[0].error == "OSError: the disk"


def test_what_a_handler_rejects_is_a_dead_letter_at_once_and_is_replayed(
    store: EventStore,
) -> None:
    mood = [True]

    def reject(_: Event) -> None:
        if mood[0]:
            raise RejectedError("never")

    handler = Remembering(reject)
    subscription = Subscription("handler", handler)
    add(store, subscription, named("one"))
    with Dispatcher(store, [subscription]):
        until(lambda: states(store) == {"one/handler": "dead"})
        mood[0] = False
        (found,) = store.find(Search(state="dead"))
        assert store.replay([found.number]) == 1
        until(lambda: states(store) == {"one/handler": "done"})
    assert handler.handled == ["one"]


def test_a_replay_also_reaches_a_handler_that_never_got_it(store: EventStore) -> None:
    store.add([named("one")], []).result()
    handler = Remembering()
    with Dispatcher(store, [Subscription("new", handler)]):
        assert store.replay([each.number for each in store.find(Search())], ["new"]) == 1
        until(lambda: handler.handled == ["one"])


def test_a_slow_handler_holds_up_no_other(store: EventStore) -> None:
    free = threading.Event()
    slow = Remembering(lambda _: free.wait(30))
    fast = Remembering()
    subscriptions = [Subscription("slow", slow), Subscription("fast", fast)]
    with Dispatcher(store, subscriptions):
        store.add([named(f"{each}") for each in range(100)], subscriptions).result()
        until(lambda: len(fast.handled) == 100)
        assert slow.handled == []
        leased = store.waiting()["slow"]
        assert leased["leased"] <= 16  # a few are in memory, the rest waits in the store
        free.set()
        until(lambda: len(slow.handled) == 100)


def test_a_lease_is_held_for_as_long_as_the_handler_takes(store: EventStore) -> None:
    handler = Remembering(lambda _: time.sleep(3))
    subscription = Subscription("handler", handler)
    add(store, subscription, named("one"))
    with Dispatcher(store, [subscription], lease=2), Dispatcher(store, [subscription], lease=2):
        until(lambda: states(store) == {"one/handler": "done"})
    assert handler.handled == ["one"]


def lease(store: EventStore, at: int, *, ordered: bool = False) -> list[Delivery]:
    return store.lease(Wanted("handler", 10, at, at + 1_000, 3, ordered))


def leased(store: EventStore, at: int, *, ordered: bool = False) -> list[str]:
    return [each.event.event_id for each in lease(store, at, ordered=ordered)]


def test_a_lease_that_ended_is_taken_by_another_and_what_the_first_says_is_too_late(
    store: EventStore,
) -> None:
    add(store, Subscription("handler", Remembering()), named("one"))
    at = now()
    (first,) = lease(store, at)
    assert leased(store, at + 500) == []
    assert leased(store, at + 1_000) == ["one"]
    store.settle(Outcome(first.number, first.lease, "done", at))
    assert leased(store, at + 2_000) == ["one"]
    assert leased(store, at + 3_000) == []  # each attempt ended the process
    assert states(store) == {"one/handler": "dead"}


def test_in_order_the_next_of_a_chat_waits_and_other_chats_do_not(store: EventStore) -> None:
    add(
        store,
        Subscription("handler", Remembering()),
        named("later", timestamp=2_000),
        named("earlier", timestamp=1_000),
        named("elsewhere", timestamp=3_000, chat_id="C2"),
        named("nowhere", timestamp=4_000, chat_id=None),
    )
    at = now()
    first = {each.event.event_id: each for each in lease(store, at, ordered=True)}
    assert set(first) == {"earlier", "elsewhere", "nowhere"}
    assert leased(store, at, ordered=True) == []
    earlier = first["earlier"]
    store.settle(Outcome(earlier.number, earlier.lease, "done", at))
    assert leased(store, at, ordered=True) == ["later"]


def test_in_order_with_failures_each_chat_is_handled_by_time(store: EventStore) -> None:
    failed: set[str] = set()

    def fail_once(event: Event) -> None:
        if event.event_id not in failed:
            failed.add(event.event_id)
            raise OSError

    handler = Remembering(fail_once)
    subscription = Subscription("handler", handler, ordered=True)
    add(store, subscription, *(named(f"{each}", timestamp=each) for each in range(8, 0, -1)))
    with Dispatcher(store, [subscription], backoff=SOON):
        until(lambda: len(handler.handled) == 8, 60)
    assert handler.handled == [f"{each}" for each in range(1, 9)]


@pytest.mark.parametrize("gets", [False, True])
def test_standby_is_only_for_who_asks(store: EventStore, gets: bool) -> None:
    subscription = Subscription("handler", Remembering(), standby=gets)
    add(store, subscription, named("one", standby=True))
    assert bool(states(store)) is gets
    assert [each.event.event_id for each in store.find(Search())] == ["one"]


def of_content(content: str) -> Callable[[str], Event]:
    return lambda name: named(name, body=f'{{"events":[{content}]}}')


@pytest.mark.parametrize(
    ("content", "gets"),
    [
        ('{"message":{"text":"Help me"}}', True),
        ('{"message":{"text":"I need help"}}', False),
        ('{"postback":{"data":"help=1"}}', True),
        ('{"postback":{}}', False),
        ('{"message":{"text":5}}', False),
        ('{"message":"help"}', False),
        ("{}", False),
    ],
)
def test_matching_is_looked_for_in_texts_and_postbacks(
    store: EventStore, content: str, gets: bool
) -> None:
    subscription = Subscription("h", Remembering(), matching=regex.compile("(?i)^help"))
    add(store, subscription, of_content(content)("one"))
    assert bool(states(store)) is gets


def test_a_pattern_that_takes_for_ever_is_given_up(
    store: EventStore, caplog: pytest.LogCaptureFixture
) -> None:
    subscription = Subscription("h", Remembering(), matching=regex.compile("(a|aa)+$"))
    add(store, subscription, of_content('{"message":{"text":"' + "a" * 200 + 'b"}}')("one"))
    assert states(store) == {}
    assert "replay one --handler h" in caplog.text


def test_what_was_leased_and_not_begun_is_given_back_when_it_stops(store: EventStore) -> None:
    free = threading.Event()
    slow = Remembering(lambda _: free.wait(30))
    subscription = Subscription("handler", slow, concurrency=1)
    add(store, subscription, *(named(f"{each}") for each in range(4)))
    dispatcher = Dispatcher(store, [subscription])
    dispatcher.start()
    until(lambda: store.waiting()["handler"].get("leased") == 4)
    dispatcher.stop(grace=0.1)
    until(lambda: store.waiting()["handler"].get("pending") == 4)
    free.set()
    again = Remembering()
    with Dispatcher(store, [Subscription("handler", again)]):
        until(lambda: not store.waiting())
    assert sorted(again.handled) == ["0", "1", "2", "3"]


class Held:
    """A handler that keeps what it began until it is let go."""

    def __init__(self) -> None:
        self.begun: list[str] = []
        self._free = threading.Event()

    def handle(self, event: Event) -> None:
        self.begun.append(event.event_id)
        self._free.wait(30)

    def let_go(self) -> None:
        self._free.set()


class SetClock:
    """The wall clock, which can be set forward and back."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._offset = 0
        real = time.time_ns
        monkeypatch.setattr(time, "time_ns", lambda: real() + self._offset)

    def move(self, seconds: int) -> None:
        self._offset += seconds * 10**9


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> SetClock:
    return SetClock(monkeypatch)


def test_what_is_replayed_while_it_is_delivered_is_delivered_again_afterwards(
    store: EventStore,
) -> None:
    handler = Held()
    subscription = Subscription("handler", handler, concurrency=2)
    add(store, subscription, named("one"))
    with Dispatcher(store, [subscription], lease=1):
        until(lambda: handler.begun == ["one"])
        assert store.replay([each.number for each in store.find(Search())]) == 1
        add(store, subscription, named("two"), named("three"))
        until(lambda: "two" in handler.begun)
        assert handler.begun.count("one") == 1
        handler.let_go()
        until(lambda: not store.waiting())
    assert sorted(handler.begun) == ["one", "one", "three", "two"]
    assert set(states(store).values()) == {"done"}


@pytest.mark.parametrize("outcome", ["done", "pending", "dead"])
def test_a_replay_outlives_the_lease_that_it_came_in(store: EventStore, outcome: Any) -> None:
    add(store, Subscription("handler", Remembering()), named("one"))
    at = now()
    (first,) = lease(store, at)
    store.replay([each.number for each in store.find(Search())])
    assert leased(store, at + 500) == []
    store.settle(Outcome(first.number, first.lease, outcome, at + 100_000))
    (again,) = lease(store, at + 500)
    assert again.attempt == 1
    store.settle(Outcome(first.number, first.lease, "done", at))
    assert states(store) == {"one/handler": "leased"}
    store.settle(Outcome(again.number, again.lease, "done", at))
    until(lambda: states(store) == {"one/handler": "done"})


def test_what_is_given_back_after_a_replay_has_its_attempts_before_it(store: EventStore) -> None:
    add(store, Subscription("handler", Remembering()), named("one"))
    at = now()
    (first,) = lease(store, at)
    store.replay([each.number for each in store.find(Search())])
    store.release([Renewal(first.number, first.lease, at)])
    (again,) = lease(store, at)
    assert again.attempt == 1


def test_the_clock_set_forward_has_nothing_delivered_twice(
    store: EventStore, url: str, clock: SetClock
) -> None:
    handler = Held()
    subscription = Subscription("handler", handler, concurrency=2)
    add(store, subscription, named("one"))
    with EventStore(url) as other, Dispatcher(store, [subscription]):
        until(lambda: handler.begun == ["one"])
        with Dispatcher(other, [subscription]):
            clock.move(3600)
            add(store, subscription, named("two", received_at=now()))
            until(lambda: "two" in handler.begun)
            handler.let_go()
            until(lambda: not store.waiting())
    assert sorted(handler.begun) == ["one", "two"]


def test_what_is_in_progress_is_not_leased_though_its_lease_has_ended(store: EventStore) -> None:
    add(store, Subscription("handler", Remembering()), named("one"), named("two"))
    at = now()
    first = {each.event.event_id: each.number for each in lease(store, at)}
    later = Wanted("handler", 10, at + 1_000, at + 2_000, 1, ordered=False, held={first["one"]})
    assert store.lease(later) == []
    assert states(store) == {"one/handler": "leased", "two/handler": "dead"}


def test_the_clock_set_back_delays_no_further_attempt(store: EventStore, clock: SetClock) -> None:
    mood = [True]

    def fail(_: Event) -> None:
        if mood[0]:
            raise OSError

    handler = Remembering(fail)
    subscription = Subscription("handler", handler, ordered=True)
    clock.move(7200)
    add(store, subscription, named("one", received_at=now()), named("two", received_at=now()))
    with Dispatcher(store, [subscription]):
        until(lambda: states(store)["one/handler"] == "pending" and failed(store))
        clock.move(-7200)
        mood[0] = False
        until(lambda: handler.handled == ["one", "two"])


def test_the_clock_set_back_while_nothing_ran_delays_nothing(
    store: EventStore, clock: SetClock
) -> None:
    handler = Remembering()
    subscription = Subscription("handler", handler)
    clock.move(7200)
    add(store, subscription, *(named(each, received_at=now()) for each in ("new", "failed")))
    new, failed = lease(store, now())
    store.release([Renewal(new.number, new.lease, now())])
    store.settle(Outcome(failed.number, failed.lease, "pending", now() + 1_000))
    clock.move(-7200)
    with Dispatcher(store, [subscription]):
        until(lambda: sorted(handler.handled) == ["failed", "new"])


def failed(store: EventStore) -> bool:
    return any(d.attempts for found in store.find(Search()) for d in found.deliveries)


def test_a_pause_or_a_lease_that_is_not_over_stays_as_it_is(
    store: EventStore, clock: SetClock
) -> None:
    subscription = Subscription("handler", Remembering())
    add(store, subscription, named("leased"), named("failed"))
    at = now()
    for each in lease(store, at):
        if each.event.event_id == "failed":
            store.settle(Outcome(each.number, each.lease, "pending", at + 1_900))
        else:
            store.renew([Renewal(each.number, each.lease, at + 600_000)])
    store.correct(Correction("handler", at, [0, 1_000, 600_000], 1_000))
    assert due(store) == {"leased": at + 600_000, "failed": at + 1_900}
    store.correct(Correction("handler", at, [0, 800, 2_000], 1_000))
    assert due(store) == {"leased": at + 1_000, "failed": at}


def due(store: EventStore) -> dict[str, int]:
    return {found.event.event_id: found.deliveries[0].due_at for found in store.find(Search())}


def test_the_first_failed_attempt_is_warned_of_without_what_may_be_secret(
    store: EventStore, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(_: Event) -> None:
        raise OSError("https://bot.example/?key=sesame")

    subscription = Subscription("handler", Remembering(fail), attempts=3)
    add(store, subscription, named("one"))
    with Dispatcher(store, [subscription], backoff=SOON):
        until(lambda: states(store) == {"one/handler": "dead"})
    warned = [each.message for each in caplog.records if each.levelno == logging.WARNING]
    show = "(see: line-connector events show one)"
    assert warned == [
        f"handler handler: an attempt failed: OSError; tried again in 1 s {show}",
        "handler handler: event one is a dead letter",
    ]


def test_an_error_of_what_counts_deliveries_ends_no_thread(
    store: EventStore, caplog: pytest.LogCaptureFixture
) -> None:
    def report(_: str, outcome: str) -> None:
        if not caplog.records:
            raise ValueError(outcome)

    handler = Remembering()
    subscription = Subscription("handler", handler, concurrency=1)
    add(store, subscription, named("one"), named("two"))
    with Dispatcher(store, [subscription], lease=1, report=report):
        until(lambda: not store.waiting())
    assert sorted(handler.handled) == ["one", "one", "two"]
    assert "internal error" in caplog.text

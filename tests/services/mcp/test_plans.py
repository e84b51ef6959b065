from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest

from line_connector import Connector, InputError, UnknownOutcomeError
from line_connector.services.mcp.history import Entry
from line_connector.services.mcp.plans import Plan
from line_connector.services.mcp.sender import Sender
from line_connector.services.mcp.settings import Settings
from line_connector.session import Session
from support.calling_tools import OTHER
from support.sandboxed import KEY, PUSH, USER, Line, text

HOUR = 3600
BROADCAST = "/v2/bot/message/broadcast"


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def sender(connector: Connector, clock: Clock) -> Sender:
    return Sender(connector, Settings(), clock)


def planned(sender: Sender, action: str = "broadcast", **arguments: Any) -> Plan:
    given = arguments or {"messages": text(), "retryKey": KEY}
    entry, _ = sender.prepare(sender.connector.manifest.action(action), given)
    return sender.plans.make(entry)


@pytest.fixture
def plan(sender: Sender) -> Plan:
    return planned(sender)


def send(sender: Sender, plan: Plan) -> dict[str, Any]:
    with sender.plans.use(plan.token, plan.entry.call.spec.name) as entry:
        return sender.send(entry, lambda: False)


def push(sender: Sender, *, is_waited_for: bool = True, **key: str) -> Entry:
    spec = sender.connector.manifest.action("push_message")
    entry, _ = sender.prepare(spec, {"to": USER, "messages": text(), **key})
    sender.send(entry, lambda: not is_waited_for)
    return entry


def lose(sender: Sender, plan: Plan, line: Line) -> None:
    line.fault(BROADCAST, times=3, drop="after")
    with pytest.raises(UnknownOutcomeError):
        send(sender, plan)


def test_one_that_was_never_sent_expires(sender: Sender, plan: Plan, clock: Clock) -> None:
    clock.now = 601
    with pytest.raises(InputError, match="expired"):
        send(sender, plan)


def test_one_whose_answer_was_lost_may_be_sent_while_its_key_is_kept(
    sender: Sender, plan: Plan, clock: Clock, line: Line
) -> None:
    clock.now = 500
    lose(sender, plan, line)
    clock.now = 22 * HOUR
    lose(sender, plan, line)
    clock.now = 24 * HOUR
    with pytest.raises(InputError, match="check the outcome before you send it with a new plan"):
        send(sender, plan)


def test_a_refusal_after_a_lost_answer_leaves_the_outcome_unknown(
    sender: Sender, plan: Plan, line: Line
) -> None:
    lose(sender, plan, line)
    line.fault(BROADCAST, answer={"status": 403})
    with pytest.raises(UnknownOutcomeError, match="sent again, it failed: 403") as caught:
        send(sender, plan)
    assert caught.value.retry_key == KEY
    assert [entry.outcome for entry in sender.history()] == ["unknown"]

    assert send(sender, plan)["status_code"] == 409
    assert [entry.outcome for entry in sender.history()] == ["accepted"]
    assert len(line.received(USER)) == 1


def test_a_plan_for_the_same_is_completed_with_it(sender: Sender, plan: Plan, line: Line) -> None:
    lose(sender, plan, line)
    again = planned(sender)
    send(sender, again)
    with pytest.raises(InputError, match="completed before"):
        send(sender, plan)
    assert len(line.received(USER)) == 1


def test_pending_one_is_not_sent_twice(sender: Sender, plan: Plan) -> None:
    with (
        sender.plans.use(plan.token, "broadcast"),
        pytest.raises(InputError, match="pending"),
        sender.plans.use(plan.token, "broadcast"),
    ):
        pytest.fail("it was sent twice")


def test_one_that_was_broken_off_may_be_sent_again_with_its_key(
    sender: Sender, plan: Plan, line: Line
) -> None:
    def break_off() -> Session:
        raise KeyboardInterrupt

    call = plan.entry.call
    plan.entry.call = replace(call, open_session=break_off)
    with pytest.raises(KeyboardInterrupt):
        send(sender, plan)
    assert plan.entry.outcome == "unknown"

    plan.entry.call = call
    send(sender, plan)
    assert line.requests(BROADCAST)[0]["headers"]["x-line-retry-key"] == KEY


def fill_history(sender: Sender) -> None:
    for _ in range(200):
        push(sender)


def test_one_that_the_history_has_dropped_is_still_known_to_be_completed(
    sender: Sender, plan: Plan
) -> None:
    send(sender, plan)
    fill_history(sender)
    assert plan.entry not in sender.history()
    with pytest.raises(InputError, match="completed before"):
        send(sender, plan)


def test_one_that_the_history_has_dropped_can_still_be_sent_after_a_lost_answer(
    sender: Sender, plan: Plan, line: Line
) -> None:
    lose(sender, plan, line)
    fill_history(sender)
    assert send(sender, plan)["status_code"] == 409
    assert len(line.received(OTHER)) == 1


def test_what_neither_history_nor_plans_know_is_forgotten(sender: Sender, plan: Plan) -> None:
    sent = push(sender)
    send(sender, plan)
    fill_history(sender)
    assert sent.record is None
    for _ in range(1000):
        sender.plans.make(sent)
    push(sender)
    assert plan.entry.record is None


def test_a_push_with_its_own_key_is_not_sent_again_once_the_key_may_be_forgotten(
    sender: Sender, clock: Clock, line: Line
) -> None:
    line.fault(PUSH, times=3, drop="after")
    with pytest.raises(UnknownOutcomeError):
        push(sender, retryKey=KEY)
    clock.now = 24 * HOUR
    with pytest.raises(InputError, match="sent with an unknown outcome"):
        push(sender, retryKey=KEY)
    assert len(line.requests(PUSH)) == 3


def test_nor_is_one_that_was_accepted_while_nobody_waited(
    sender: Sender, clock: Clock, line: Line
) -> None:
    push(sender, is_waited_for=False, retryKey=KEY)
    clock.now = 24 * HOUR
    with pytest.raises(InputError, match="completed before; nothing was sent again"):
        push(sender, retryKey=KEY)
    assert len(line.requests(PUSH)) == 1


@pytest.mark.parametrize(("back", "count"), [(60, 1), (5 * HOUR, 2)])
def test_a_clock_that_was_moved_back_makes_no_retry_of_another_message(
    sender: Sender, clock: Clock, line: Line, back: int, count: int
) -> None:
    push(sender, is_waited_for=False)
    clock.now -= back
    with suppress(InputError):
        push(sender)
    assert len(line.received()) == count


def test_no_token_is_like_another(sender: Sender) -> None:
    tokens = {planned(sender).token for _ in range(100)}

    assert len(tokens) == 100
    assert min(len(token.rpartition(".")[2]) for token in tokens) == 24

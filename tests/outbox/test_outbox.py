"""Calls that are written down, sent and settled; what is in doubt stays so until it is known."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from line_connector import Connector
from line_connector.call import Call
from line_connector.errors import BadRequestError, UnknownOutcomeError
from line_connector.outbox.calls import CallName, Outcome
from line_connector.outbox.database import Change
from line_connector.outbox.outbox import TABLE, Outbox
from line_connector.outbox.sqlite import SqliteDatabase, Tables
from support.sandboxed import PUSH, USER, Line, text

TABLES = Tables(version=1, statements=(TABLE,), upgrades={}, oldest=frozenset({"calls"}))
NAME = CallName("campaign", "push", 3)


@pytest.fixture(params=["in memory", "in a file"])
def outbox(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Outbox]:
    folder = tmp_path if request.param == "in a file" else None
    with closing(SqliteDatabase(folder, "outbox.sqlite", TABLES, timeout=5)) as database:
        yield Outbox(database, now=lambda: 1000.0)


@pytest.fixture
def push(connector: Connector) -> Call:
    return connector.call("push_message", {"to": USER, "messages": text()})


@pytest.fixture
def quota(connector: Connector) -> Call:
    return connector.call("get_message_quota")


def status(outbox: Outbox) -> tuple[str, Any]:
    record = outbox.call(NAME)
    assert record is not None
    return record.status, record.outcome


def test_a_call_is_done(outbox: Outbox, push: Call, line: Line) -> None:
    outcome = outbox.send(NAME, push, push.send)

    assert (outcome.status, outcome.value["status_code"]) == ("done", 200)
    assert status(outbox) == ("done", outcome.value)
    assert len(line.received()) == 1


def test_it_is_written_down_before_it_is_sent(outbox: Outbox, push: Call) -> None:
    def make() -> Any:
        record = outbox.call(NAME)
        assert record is not None
        assert (record.status, record.input, record.in_doubt) == ("sent", push.input, True)
        return push.send()

    outbox.send(NAME, push, make)


def test_a_refusal_is_a_failure(outbox: Outbox, push: Call, line: Line) -> None:
    line.fault(PUSH, answer={"status": 400})
    outcome = outbox.send(NAME, push, push.send)

    assert outcome.status == "failed"
    assert isinstance(outcome.error, BadRequestError)
    assert (outcome.value["status_code"], outcome.value["error"]["error"]) == (
        400,
        "BadRequestError",
    )
    assert status(outbox) == ("failed", outcome.value)


def test_a_lost_answer_is_unknown_until_a_try_succeeds(
    outbox: Outbox, push: Call, line: Line
) -> None:
    line.fault(PUSH, drop="after", times=3)
    assert outbox.send(NAME, push, push.send).status == "unknown"

    line.fault(PUSH, answer={"status": 403})
    outcome = outbox.send(NAME, push, push.send, in_doubt=True)
    assert isinstance(outcome.error, UnknownOutcomeError)
    assert "it was sent before, and may have been carried out; sent again, it" in str(outcome.error)
    assert status(outbox)[0] == "unknown"

    assert outbox.send(NAME, push, push.send, in_doubt=True).status == "done"
    assert status(outbox)[0] == "done"
    assert len(line.received()) == 1


class Noting(SqliteDatabase):
    """Notes what is waited for until it is on the disk."""

    waits: list[bool]

    def write(self, *changes: Change, durable: bool = True) -> int:
        self.waits.append(durable)
        return super().write(*changes, durable=durable)


@pytest.mark.parametrize(
    ("action", "data", "waits"),
    [
        ("get_message_quota", {}, [False, False]),
        ("push_message", {"to": USER, "messages": text()}, [True, False]),
        # Its provider may carry it out again: an ID of the sender's is not surely one it knows.
        (
            "infobip_send_omni_message",
            {
                "destinations": [{"to": {"phoneNumber": "66900000009"}, "messageId": "order-17"}],
                "sms": {"text": "Hi"},
                "resend": True,
            },
            [True, True],
        ),
    ],
)
def test_a_success_waits_for_the_disk_unless_its_provider_knows_it(
    connector: Connector, tmp_path: Path, action: str, data: dict[str, Any], waits: list[bool]
) -> None:
    call = connector.call(action, data)
    with closing(Noting(tmp_path, "outbox.sqlite", TABLES, timeout=5)) as database:
        database.waits = []
        Outbox(database, now=lambda: 1000.0).send(NAME, call, call.send)
    assert database.waits == waits


def test_what_changes_nothing_is_never_in_doubt(outbox: Outbox, quota: Call, line: Line) -> None:
    line.fault("/v2/bot/message/quota", answer={"status": 403})
    assert outbox.send(NAME, quota, quota.send, in_doubt=True).status == "failed"


def test_a_person_can_settle_a_call_or_let_it_be_made_again(outbox: Outbox, push: Call) -> None:
    outbox.settle(NAME, Outcome("done", {}))
    assert status(outbox) == ("done", {})

    outbox.forget(NAME)
    assert outbox.call(NAME) is None


def test_many_calls_are_read_in_their_order(outbox: Outbox) -> None:
    count = 1234
    for item in sorted(range(count), key=lambda item: item % 7):
        outbox.settle(CallName("run", "push", item), Outcome("done", {}), durable=False)
    outbox.settle(CallName("run", "another", 5), Outcome("done", {}))

    assert [call.item for call in outbox.calls("run", "push")] == list(range(count))
    assert [call.item for call in outbox.calls("run", "another")] == [5]
    assert [*outbox.calls("other", "push")] == []


def test_claim_is_for_one(outbox: Outbox, push: Call) -> None:
    assert outbox.claim(NAME, push.input) is None
    earlier = outbox.claim(NAME, push.input)
    assert earlier is not None
    assert earlier.in_doubt


def test_claim_of_a_call_that_failed_is_as_of_a_new_one(
    outbox: Outbox, push: Call, line: Line
) -> None:
    line.fault(answer={"status": 400, "json": {"message": "No"}})
    outbox.send(NAME, push, push.send)
    assert outbox.claim(NAME, push.input) is None
    assert status(outbox) == ("sent", None)


def test_old_calls_and_too_many_are_forgotten(tmp_path: Path, push: Call) -> None:
    now = 1000.0
    with closing(SqliteDatabase(tmp_path, "outbox.sqlite", TABLES, timeout=5)) as database:
        outbox = Outbox(database, now=lambda: now)
        names = [CallName("campaign", "push", number) for number in range(6)]
        for name in names:
            outbox.claim(name, push.input)
            now += 10
        outbox.forget_old(seconds=55, most=3)
        assert [each.name for each in outbox.calls("campaign", "push")] == names[3:]
        outbox.forget_old(seconds=25, most=3)
        assert [each.name for each in outbox.calls("campaign", "push")] == names[4:]

from __future__ import annotations

import uuid

from hypothesis import given
from hypothesis import strategies as st

from line_connector import Connector, load_manifest
from line_connector.retry_keys import retry_key_of, with_retry_key
from sandboxed import KEY, USER, Line, text

PUSH = load_manifest().action("push_message").action
REPLY = load_manifest().action("reply_message").action
PARTS = st.lists(st.text("ab|:1", max_size=4), min_size=1, max_size=4)


@given(PARTS, PARTS)
def test_another_identity_is_another_key(first: list[str], second: list[str]) -> None:
    assert (retry_key_of(*first) == retry_key_of(*second)) == (first == second)
    assert str(uuid.UUID(retry_key_of(*first))) == retry_key_of(*first)


def test_a_key_stays_the_same_from_release_to_release() -> None:
    assert retry_key_of("dag", "task", "run", "0") == "0e74b1d0-ef76-5f27-9b78-619ac5b08cd0"


def test_a_key_of_the_caller_is_kept() -> None:
    assert with_retry_key(PUSH, {"retryKey": KEY}, "run")["retryKey"] == KEY
    assert with_retry_key(PUSH, {"retry_key": KEY}, "run") == {"retry_key": KEY}


def test_without_identity_each_call_has_a_key_of_its_own() -> None:
    assert with_retry_key(PUSH, {})["retryKey"] != with_retry_key(PUSH, {})["retryKey"]


def test_an_operation_without_keys_gets_none() -> None:
    assert with_retry_key(REPLY, {"replyToken": "x"}, "run") == {"replyToken": "x"}


def test_two_runs_of_one_step_send_one_message(connector: Connector, line: Line) -> None:
    raw = with_retry_key(PUSH, {"to": USER, "messages": text()}, "dag", "task", "run")

    statuses = [connector.run("push_message", raw).status_code for _ in range(2)]

    assert statuses == [200, 409]
    assert len(line.received()) == 1

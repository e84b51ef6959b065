"""A checked call: what can be said of it before it is sent."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from line_connector import Connector, InputError, load_manifest
from line_connector.call import Call
from support.sandboxed import KEY, USER, Line, text


def call_of(name: str, raw: dict[str, Any], *identity: str) -> Call:
    return Connector({}).call(name, raw, identity=identity)


def push(*identity: str, **more: Any) -> Call:
    return call_of("push_message", {"to": USER, "messages": text(), **more}, *identity)


REPLY = {"replyToken": "x", "messages": text()}


@pytest.mark.parametrize(
    ("name", "raw", "effect"),
    [
        ("get_message_quota", {}, "reads"),
        ("push_message", {"to": USER, "messages": text()}, "sends"),
        ("broadcast", {"messages": text()}, "sends_to_many"),
        ("line_request", {"method": "GET", "path": "/v2/bot/info"}, "reads"),
        ("line_request", {"method": "POST", "path": "/v2/bot/info"}, "sends_to_many"),
    ],
)
def test_effect(name: str, raw: dict[str, Any], effect: str) -> None:
    assert call_of(name, raw).effect == effect


@pytest.mark.parametrize(
    ("name", "raw", "recipients"),
    [
        ("push_message", {"to": USER, "messages": text()}, [USER]),
        ("multicast", {"to": [USER, USER], "messages": text()}, [USER, USER]),
        ("broadcast", {"messages": text()}, None),
    ],
)
def test_recipients(name: str, raw: dict[str, Any], recipients: list[str] | None) -> None:
    assert call_of(name, raw).recipients == recipients


def test_wrong_input_makes_no_call() -> None:
    with pytest.raises(InputError, match="to: is required"):
        call_of("push_message", {"messages": text()})


@pytest.mark.parametrize("name", ["retryKey", "retry_key"])
def test_a_given_retry_key_is_kept_under_either_name(name: str) -> None:
    call = push("run", **{name: KEY})

    assert call.retry_key == KEY
    assert call.input == {"to": USER, "messages": text(), "retryKey": KEY}


def test_one_identity_is_one_key_and_without_one_each_call_has_its_own() -> None:
    assert push("run", "step").retry_key == push("run", "step").retry_key
    assert push("run", "step").retry_key != push("run", "other").retry_key
    assert push().retry_key != push().retry_key


def test_an_operation_without_keys_gets_none() -> None:
    call = call_of("reply_message", REPLY, "run")

    assert call.retry_key is None
    assert call.input == REPLY


def test_the_input_of_a_call_makes_the_same_call() -> None:
    call = push()
    assert call_of("push_message", call.input).dry_run() == call.dry_run()


@pytest.mark.parametrize(
    ("name", "raw", "retryable"),
    [
        ("push_message", {"to": USER, "messages": text()}, True),
        ("validate_push", {"messages": text()}, True),
        ("reply_message", REPLY, False),
    ],
)
def test_only_a_retryable_call_may_be_made_after_an_unknown_try(
    name: str, raw: dict[str, Any], *, retryable: bool
) -> None:
    call = call_of(name, raw)

    assert call.retryable is retryable
    if retryable:
        call.refuse_unsafe_repeat("look")
    else:
        with pytest.raises(InputError, match=r"an earlier try may have sent it.*; look$"):
            call.refuse_unsafe_repeat("look")


def test_two_runs_of_one_step_send_one_message(connector: Connector, line: Line) -> None:
    raw = {"to": USER, "messages": text()}

    calls = [connector.call("push_message", raw, identity=("dag", "task")) for _ in range(2)]

    assert [call.send().status_code for call in calls] == [200, 409]
    assert len(line.received()) == 1


COUNTED = """
from typing import Annotated, Any
from pydantic import BeforeValidator
from line_connector.action import Action
from line_connector.schema.model import Body, Input
from line_connector.models.line.sending import RetryKey

checks = []

def count(value: Any) -> Any:
    checks.append(value)
    return value

class CountedInput(Input):
    to: Annotated[str, BeforeValidator(count)]
    retry_key: RetryKey | None = None

class Counted(Action[CountedInput, Body]):
    method = "POST"
    path = "/v2/bot/message/push"
    rate_limit = "unpublished"
"""

MANIFEST = """
name: counted
title: Counted
version: "1"
actions:
  counted: {class: "counted_action:Counted", connection: line, title: Counted}
"""


def test_a_call_is_checked_once_whatever_is_asked_of_it(
    line: Line, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "counted_action.py").write_text(COUNTED)
    (tmp_path / "manifest.yaml").write_text(MANIFEST)
    monkeypatch.syspath_prepend(str(tmp_path))
    manifest = load_manifest(tmp_path / "manifest.yaml")
    with Connector.from_env(line.env, manifest) as connector:
        call = connector.call("counted", {"to": USER}, identity=("run",))
        assert (call.effect, call.recipients, call.warnings) == ("changes", [USER], [])
        assert call.dry_run()["body"] == {"to": USER}
        with pytest.raises(Exception, match="messages"):  # the sandbox wants some
            call.send()

    import counted_action  # type: ignore[import-not-found]

    assert counted_action.checks == [USER]

"""A body is read or refused in one line; one odd event spoils none of its neighbours."""

from __future__ import annotations

import copy
import json
import pickle
import subprocess
import sys
from datetime import datetime, timezone
from typing import Any

import pytest

from line_connector.errors import InputError, WebhookBodyError
from line_connector.models import FollowEvent, MessageEvent, TextMessageContent, UnknownEvent
from line_connector.webhooks import parse
from support.webhooks import BOT, body_of, each_published, event_of, text_event


@each_published
def test_every_published_body_is_read(published: Any) -> None:
    delivery = parse(json.dumps(published).encode())

    assert delivery.raw == published
    assert delivery.destination == published.get("destination")
    assert [event.raw for event in delivery.events] == published["events"]


def test_console_tests_with_no_events() -> None:
    assert parse(body_of()).events == ()


def test_odd_events_leave_their_neighbours_typed() -> None:
    odd: list[Any] = [7, None, [], {}, {"type": 7}, {"type": "new"}, event_of("message")]
    delivery = parse(body_of(text_event(), *odd, event_of("follow")))

    first, *between, last = delivery.events
    assert (type(first), type(last)) == (MessageEvent, FollowEvent)
    assert all(isinstance(event, UnknownEvent) for event in between)
    assert [event.raw for event in between] == odd


def test_events_are_built_once() -> None:
    delivery = parse(body_of(text_event()))
    assert delivery.events is delivery.events


def test_events_come_in_the_order_of_their_times() -> None:
    times = [3, None, 1, 2, 1]
    events = [text_event(str(place), timestamp=at) for place, at in enumerate(times)]
    delivery = parse(body_of(*events))

    order = [event.raw["message"]["text"] for event in delivery.events_in_order()]
    assert order == ["2", "4", "3", "0", "1"]


def test_time_is_in_utc() -> None:
    (event,) = parse(body_of(text_event(timestamp=1462629479859))).events
    assert event.occurred_at == datetime(2016, 5, 7, 13, 57, 59, 859000, timezone.utc)


@pytest.mark.parametrize("destination", [None, 7, [], {}])
def test_odd_destination_is_none(destination: Any) -> None:
    assert parse(body_of(destination=destination)).destination is None


def test_unknown_properties_of_the_body_are_kept() -> None:
    body = json.dumps({"destination": BOT, "events": [], "new": 1}).encode()
    assert parse(body).raw["new"] == 1


def test_halves_of_surrogate_pairs_become_what_can_be_stored() -> None:
    text = r"\ud83d\ude00 \ud800 \\ud800 \uDFFF"
    body = (
        b'{"events": [{"type": "message", "message": {"type": "text", "id": "1", "text": "%s"}}]}'
    )
    (event,) = parse(body % text.encode()).events

    assert isinstance(event, MessageEvent)
    assert isinstance(event.message, TextMessageContent)
    assert event.message.text == "😀 \ufffd \\ud800 \ufffd"
    assert event.raw["message"]["text"] == event.message.text


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (b"", "webhook: not JSON: "),
        (b"{", "webhook: not JSON: "),
        (b"\xff{}", "webhook: not UTF-8 at byte 0"),
        ('{"events": []}'.encode("utf-16"), "webhook: not UTF-8 at byte 0"),
        (b'\xef\xbb\xbf{"events": []}', "webhook: not JSON: "),
        (b"[]", "webhook: must be a JSON object"),
        (b"null", "webhook: must be a JSON object"),
        (b"{}", "events: must be a list"),
        (b'{"events": {}}', "events: must be a list"),
        (b'{"events": null}', "events: must be a list"),
        (b'{"events": [], "events": [{"type": "follow"}]}', "webhook: duplicate key 'events'"),
        (b'{"events": [{"type": "follow", "type": "join"}]}', "webhook: duplicate key 'type'"),
        (b'{"events": [], "a": NaN}', "webhook: not JSON: NaN"),
        (b'{"events": [], "a": -Infinity}', "webhook: not JSON: -Infinity"),
        (b'{"events": [], "a": 1e999}', "webhook: the number 1e999 is too large"),
        (b'{"events": [], "a": %s}' % (b"9" * 5000), "webhook: a number has more than 4300"),
        (b'{"events": %s}' % (b"[" * 100_000), "webhook: is nested too deep"),
        (b'{"events": [], "a": %s%s}' % (b"[" * 300, b"]" * 300), "webhook: is nested too deep"),
        (b'{"events": [%s]}' % b",".join([b"0"] * 10_001), "events: has 10001, at most 10000"),
        (b" " * 10_000_001, "webhook: has 10000001 bytes, at most 10000000 are read"),
    ],
)
def test_what_is_no_webhook_is_refused_in_one_line(body: bytes, problem: str) -> None:
    with pytest.raises(WebhookBodyError) as caught:
        parse(body)

    assert str(caught.value).startswith(problem)
    assert "\n" not in str(caught.value)


def test_events_can_be_sent_to_another_process() -> None:
    delivery = parse(body_of(text_event(), 7))
    for copied in (pickle.loads(pickle.dumps(delivery)), copy.deepcopy(delivery)):
        assert copied.events == delivery.events
        assert [event.raw for event in copied.events] == delivery.raw["events"]
    assert [pickle.loads(pickle.dumps(event)) for event in delivery.events] == [*delivery.events]


def test_no_library_is_loaded_that_reading_does_not_need() -> None:
    code = (
        "import sys\n"
        "from line_connector.webhooks import parse\n"
        'assert parse(b\'{"events": [{"type": "follow"}]}\').events\n'
        "print({'yaml', 'requests', 'jmespath', 'defusedxml'} & sys.modules.keys())"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"


def test_text_is_refused() -> None:
    text: Any = '{"events": []}'
    with pytest.raises(InputError, match="raw bytes"):
        parse(text)

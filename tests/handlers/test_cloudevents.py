"""Events as CloudEvents, read back by CloudEvents' own library."""

from __future__ import annotations

import io
import json
from dataclasses import replace

import pytest
from cloudevents.core.bindings.http import HTTPMessage, from_http_event

from events.conftest import HI
from handlers.conftest import Read
from line_connector.errors import InputError
from line_connector.events import Event, RejectedError
from line_connector.handlers.posting import DeliveryError
from support.listening import recording

EVENT = replace(HI, channel="U9/ö", account="tokyo", timestamp=1_692_251_666_727)


def posted(read: Read, more: str, event: Event = EVENT) -> HTTPMessage:
    """Return what a handler with some settings more has posted."""
    with recording() as server:
        (subscription,) = read(f"handlers: [{{cloudevents: '{server.url}'{more}}}]")
        subscription.handler.handle(event)
    assert subscription.name.startswith("cloudevents 127.0.0.1 ")
    return HTTPMessage(dict(server.posted[0].headers), server.posted[0].body)


@pytest.mark.parametrize("mode", ["", ", mode: binary", ", mode: structured"])
def test_an_event_is_what_their_library_reads(read: Read, mode: str) -> None:
    message = posted(read, mode)
    assert ("ce-id" in message.headers) == ("structured" not in mode)
    found = from_http_event(message)
    assert found.get_id() == "first"
    assert found.get_source() == "/line/U9%2F%C3%B6"
    assert found.get_type() == "me.line.message.text"
    assert found.get_subject() == "U1"
    assert found.get_extension("account") == "tokyo"
    assert str(found.get_time()) == "2023-08-17 05:54:26.727000+00:00"
    assert found.get_data() == EVENT.content


def test_a_report_of_infobip_is_infobips(read: Read) -> None:
    report = replace(
        HI, provider="infobip", type="infobip.report", body='{"results": [{"to": "1"}]}'
    )
    found = from_http_event(posted(read, "", report))
    assert (found.get_type(), found.get_data()) == ("com.infobip.report", {"to": "1"})


def test_headers_are_sent_besides_and_secrets_come_from_elsewhere(
    read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BUS_KEY", "Bearer x")
    message = posted(read, ", headers: {Authorization: {env: BUS_KEY}, X-Team: ops}")
    assert message.headers["Authorization"] == "Bearer x"
    assert message.headers["X-Team"] == "ops"


@pytest.mark.parametrize(("status", "error"), [(500, DeliveryError), (410, RejectedError)])
def test_only_success_is_success(read: Read, status: int, error: type[Exception]) -> None:
    with recording(lambda _: status) as server:
        (subscription,) = read(f"handlers: [{{cloudevents: '{server.url}'}}]")
        with pytest.raises(error):
            subscription.handler.handle(EVENT)


def test_an_event_of_no_time_is_a_dead_letter(read: Read) -> None:
    with recording() as server:
        (subscription,) = read(f"handlers: [{{cloudevents: '{server.url}'}}]")
        with pytest.raises(RejectedError, match="is no time: 253402300800000"):
            subscription.handler.handle(replace(EVENT, timestamp=253_402_300_800_000))
    assert not server.posted


def test_print_can_write_them(read: Read, stdout: io.StringIO) -> None:
    (subscription,) = read("handlers: [{print: cloudevents}]")
    subscription.handler.handle(EVENT)
    (line,) = stdout.getvalue().splitlines()
    assert json.loads(line)["specversion"] == "1.0"
    assert json.loads(line)["data"] == EVENT.content


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ("cloudevents: bus.example", "cloudevents: must be an address"),
        ("cloudevents: 'https://x', mode: batch", "mode"),
        ("cloudevents: 'https://x', headers: {'a b': c}", "headers: has a name"),
        ('cloudevents: "https://x", headers: {a: "b\\nc"}', "headers: has a value of several"),
        ("reply: Hi, headers: {a: b}", "headers: only with forward or cloudevents"),
        ("print: xml", "print"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(read: Read, entry: str, words: str) -> None:
    with pytest.raises(InputError) as refused:
        read(f"handlers: [{{{entry}}}]")
    assert words in str(refused.value)

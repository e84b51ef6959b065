"""Splunk's HTTP Event Collector: what it is sent, and what its answers mean."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from events.conftest import HI
from handlers.conftest import Read
from line_connector.errors import CredentialsError, InputError
from line_connector.events import RejectedError
from line_connector.handlers.posting import DeliveryError
from support.listening import recording

COLLECTOR = "handlers: [{{splunk_hec: {{url: '{}', token: {{env: HEC_TOKEN}}, index: line}}}}]"


@pytest.fixture(autouse=True)
def token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEC_TOKEN", "not-to-be-seen")


def test_an_event_is_sent_with_its_time_and_the_token(read: Read) -> None:
    with recording() as server:
        for url in (server.url, f"{server.url}/services/collector/event"):
            (subscription,) = read(COLLECTOR.format(url))
            subscription.handler.handle(HI)
    assert {each.path for each in server.posted} == {"/services/collector/event"}
    posted = server.posted[0]
    assert posted.headers["Authorization"] == "Splunk not-to-be-seen"
    assert json.loads(posted.body) == {"time": 1.0, "index": "line", "event": HI.to_dict()}


@pytest.mark.parametrize(
    ("status", "body", "error"),
    [
        (400, '{"text":"Invalid data format","code":6}', RejectedError),
        (400, '{"text":"Incorrect index","code":7,"invalid-event-number":1}', DeliveryError),
        (403, '{"text":"Invalid token","code":4}', DeliveryError),
        (503, '{"text":"Server is busy","code":9}', DeliveryError),
        (502, "<html>", DeliveryError),
        (302, "", DeliveryError),
    ],
)
def test_an_answer_that_is_no_success_is_told_by_its_code(
    read: Read, status: int, body: str, error: type[Exception]
) -> None:
    with recording(lambda _: status, body) as server:
        (subscription,) = read(COLLECTOR.format(server.url))
        with pytest.raises(error, match=str(status)) as refused:
            subscription.handler.handle(HI)
    assert "not-to-be-seen" not in str(refused.value)


def test_a_token_is_read_when_it_is_needed(
    read: Read, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with recording() as server:
        (subscription,) = read(
            f"handlers: [{{splunk_hec: {{url: '{server.url}', token: {{file: hec.token}}}}}}]"
        )
        with pytest.raises(CredentialsError, match=r"splunk_hec.token"):
            subscription.handler.handle(HI)
        (tmp_path / "hec.token").write_text("new\n")
        subscription.handler.handle(HI)
    assert server.posted[0].headers["Authorization"] == "Splunk new"


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ("{url: 'https://x'}", "handlers[0].splunk_hec.token"),
        ("{url: x, token: secret-token}", "splunk_hec.url: must be an address"),
        ("{url: 'https://x', token: {env: 1}}", "env must be the name"),
        ("{url: 'https://x', token: {vault: secret-token}}", "must be a value, {env: NAME}"),
        ("{url: 'https://x', token: t, indx: y}", "indx"),
    ],
)
def test_a_wrong_setting_is_said_with_its_place_and_no_secret(
    read: Read, entry: str, words: str
) -> None:
    with pytest.raises(InputError) as refused:
        read(f"handlers: [{{splunk_hec: {entry}}}]")
    assert words in str(refused.value)
    assert "handlers.yaml: handlers[0]" in str(refused.value)
    assert "secret-token" not in str(refused.value)

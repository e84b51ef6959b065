"""How webhooks are sent: signed, within two seconds, again, and wrongly where it is asked for."""

from __future__ import annotations

import json
import threading
from typing import TYPE_CHECKING, Any

import pytest
import requests
from linebot.v3 import WebhookParser  # type: ignore[import-untyped]
from linebot.v3.exceptions import InvalidSignatureError  # type: ignore[import-untyped]
from linebot.v3.models.events import UnknownEvent  # type: ignore[import-untyped]

from line_connector.sandbox.control_rules import control_rules
from line_connector.sandbox.line.webhook.delivery_faults import KINDS
from line_connector.sandbox.providers import PROVIDERS
from sandbox.line.acting.shapes import CAUSES
from support.ports import unserved

if TYPE_CHECKING:
    from sandbox.conftest import Client
    from sandbox.line.acting.conftest import Act
    from support.bots import Bot

PARSER: Any = WebhookParser("sandbox-secret")
OLD_PARSER: Any = WebhookParser("sandbox-old-secret")


def parsed(bot: Bot, parser: Any = PARSER) -> list[Any]:
    return [
        event
        for webhook in bot.webhooks
        for event in parser.parse(webhook.body.decode(), webhook.signature)
    ]


def deliveries(client: Client) -> list[dict[str, Any]]:
    return [each for entry in client.seen("events")["events"] for each in entry["deliveries"]]


@pytest.mark.parametrize("name", CAUSES)
def test_the_official_parser_takes_it_and_knows_its_type(
    name: str, client: Client, bot: Bot
) -> None:
    CAUSES[name](client)
    events = parsed(bot)
    assert [event.type for event in events] == bot.types
    # The SDK has no class for what only LINE's documentation has.
    known = [event for event in events if event.type != "messageEdited"]
    assert not any(isinstance(event, UnknownEvent) for event in known)


def test_what_became_of_a_webhook_is_kept(act: Act, bot: Bot) -> None:
    (delivery,) = act("text", text="Hi")["events"][0]["deliveries"]
    assert 0 < delivery.pop("seconds") < 2
    assert delivery.pop("at")
    assert delivery == {
        "url": bot.url,
        "state": "accepted",
        "isRedelivery": False,
        "fault": None,
        "status": 200,
        "reason": None,
        "detail": None,
        "answer": "Okay",
    }


def test_failures_are_told_in_lines_words(act: Act, client: Client, bot: Bot) -> None:
    bot.status = 503
    act("text", text="One")
    bot.seconds = 2.5
    act("text", text="Two")
    with unserved() as host:
        client.control("webhook", endpoint=f"http://{host}/")
        act("text", text="Three")
    client.control("webhook", endpoint="https://example.com/")
    act("text", text="Four")
    assert [(each["reason"], each["status"]) for each in deliveries(client)] == [
        ("error_status_code", 503),
        ("request_timeout", None),
        ("could_not_connect", None),
        ("could_not_connect", None),
    ]


def test_without_an_endpoint_or_inactive_nothing_is_sent(
    act: Act, client: Client, bot: Bot
) -> None:
    client.control("webhook", active=False)
    assert act("text", text="Hi")["events"][0]["deliveries"] == []
    client.control("webhook", endpoint=None)
    assert act("text", text="Hi")["events"][0]["deliveries"] == []
    assert bot.webhooks == []


def test_one_need_not_wait_for_the_bot(act: Act, bot: Bot) -> None:
    came = threading.Event()
    bot.heard = lambda _: came.set()
    told = act("text", text="Hi", wait=False)
    assert told["events"][0]["deliveries"][0]["state"] == "waiting"
    assert came.wait(timeout=10)  # without another request


def test_a_failed_webhook_is_sent_again(act: Act, client: Client, bot: Bot) -> None:
    client.control("settings", webhookRedelivery=True, webhookRedeliveries=2)
    bot.status = 500
    act("text", text="Hi")
    for _ in range(3):
        client.control("clock", advance=60)
    first, *others = bot.events
    assert [event["deliveryContext"]["isRedelivery"] for event in bot.events] == [False, True, True]
    assert all({**each, "deliveryContext": first["deliveryContext"]} == first for each in others)
    reply = {"replyToken": first["replyToken"], "messages": [{"type": "text", "text": "Late"}]}
    client.control("events/" + first["webhookEventId"] + "/redeliver")
    assert client.post("/v2/bot/message/reply", reply).status == 200


def test_a_reply_token_ends_20_minutes_after_its_event(act: Act, client: Client, bot: Bot) -> None:
    act("text", text="Hi")
    client.control("clock", advance=21 * 60)
    client.control("events/" + bot.events[0]["webhookEventId"] + "/redeliver")
    reply = {"replyToken": bot.events[0]["replyToken"], "messages": [{"type": "text", "text": "-"}]}
    assert client.post("/v2/bot/message/reply", reply).status == 400


def test_the_faults_in_the_rules_are_those_there_are() -> None:
    rule = control_rules(PROVIDERS).schema("POST webhook-faults")
    assert set(rule["properties"]["fault"]["enum"]) == set(KINDS)


def test_faults(act: Act, client: Client, bot: Bot) -> None:
    def texts() -> list[str]:
        found = [event["message"]["text"] for event in bot.events if event["type"] == "message"]
        bot.webhooks.clear()
        return found

    client.control("webhook-faults", fault="duplicate")
    act("text", text="Twice")
    assert texts() == ["Twice", "Twice"]

    client.control("webhook-faults", fault="swap")
    assert act("text", text="First")["events"][0]["deliveries"][0]["state"] == "held"
    act("text", text="Second")
    assert texts() == ["Second", "First"]

    client.control("webhook-faults", fault="delay", seconds=30)
    act("text", text="Late")
    assert texts() == []
    client.control("clock", advance=30)
    assert texts() == ["Late"]

    client.control("webhook-faults", fault="redelivery")
    act("text", text="Again")
    assert [event["deliveryContext"]["isRedelivery"] for event in bot.events] == [False, True]
    assert texts() == ["Again", "Again"]


def test_faults_of_the_signature(act: Act, client: Client, bot: Bot) -> None:
    client.control("webhook-faults", fault="invalidSignature", times=2)
    act("text", text="Hi")
    act("text", text="Hi")
    for webhook in bot.webhooks:
        with pytest.raises(InvalidSignatureError):
            PARSER.parse(webhook.body.decode(), webhook.signature)
    bot.webhooks.clear()
    client.control("webhook-faults", fault="oldSecret")
    act("text", text="Hi")
    assert len(parsed(bot, OLD_PARSER)) == 1
    bot.webhooks.clear()
    act("text", text="Hi")
    assert len(parsed(bot)) == 1


def test_an_event_of_an_unknown_type_comes_before_the_real_one(
    act: Act, client: Client, bot: Bot
) -> None:
    client.control("webhook-faults", fault="unknownEvent")
    act("text", text="Hi")
    unknown, message = parsed(bot)
    assert isinstance(unknown, UnknownEvent)
    assert message.message.text == "Hi"


def test_events_are_listed_by_what_is_asked_for(
    act: Act, client: Client, friends: list[str], group: str
) -> None:
    act("text", text="One")
    act("text", text="Two", groupId=group)
    act("beacon", userId=friends[1])

    def listed(query: str) -> list[str]:
        return [entry["event"]["type"] for entry in client.seen(f"events?{query}")["events"]]

    assert listed("") == ["message", "message", "beacon"]
    assert listed("type=message&limit=1") == ["message"]
    assert listed(f"userId={friends[1]}") == ["beacon"]
    assert listed(f"chatId={group}") == ["message"]


def test_the_stream_tells_what_happens_and_goes_on_where_it_was(
    act: Act, client: Client, bot: Bot, friend: str
) -> None:
    def read(count: int, **headers: str) -> list[tuple[str, str]]:
        """Read so many events: name and ID."""
        url = f"{client.url}/_sandbox/stream"
        with requests.get(url, stream=True, headers=headers, timeout=10) as answer:
            assert answer.headers["content-type"] == "text/event-stream; charset=utf-8"
            lines = answer.iter_lines(chunk_size=1, decode_unicode=True)
            beginning = next(lines)
            if not headers:
                act("text", text="Hi")
                client.push(friend)
            found: list[tuple[str, str]] = []
            last_id = ""
            for line in lines:
                name, _, text = line.partition(": ")
                if name == "id":
                    last_id = text
                if name == "event":
                    found.append((text, last_id))
                if name == "data":
                    json.loads(text)
                    if len(found) == count:
                        break
            assert beginning.startswith(":")
            return found

    live = read(4)
    assert sorted(name for name, _ in live) == ["delivery", "event", "received", "request"]
    again = read(3, **{"Last-Event-ID": live[0][1]})
    assert sorted(name for name, _ in again) == sorted(name for name, _ in live[1:])
    assert again[-1][1] == live[-1][1]
    assert bot.types == ["message"]


def test_a_stream_learns_of_a_reset(client: Client) -> None:
    with requests.get(f"{client.url}/_sandbox/stream", stream=True, timeout=10) as answer:
        lines = answer.iter_lines(chunk_size=1, decode_unicode=True)
        next(lines)
        client.control("reset")
        assert next(line for line in lines if line.startswith("event")) == "event: reset"

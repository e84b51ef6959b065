"""`line-connector trigger`: what a user does, from the shell."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from support.bots import Bot, running_bot
from support.ports import unserved
from support.sandboxed import Line

if TYPE_CHECKING:
    from cli.conftest import Run


@pytest.fixture
def bot() -> Iterator[Bot]:
    with running_bot() as found:
        yield found


def test_the_sandbox_sends_the_event_and_the_answer_is_printed(
    command: Run, line: Line, bot: Bot
) -> None:
    line.control("webhook", {"endpoint": bot.url})
    ended = command("trigger", "message", "--text", "Hi", "--url", line.url)
    assert ended.status == 0, ended.err
    assert bot.events[0]["message"]["text"] == "Hi"
    (entry,) = json.loads(ended.out)["events"]
    assert entry["event"] == bot.events[0]
    assert entry["deliveries"][0]["answer"] == "Okay"
    assert ended.err.startswith("message: 200, ")


def test_a_channel_of_the_sandbox_is_named(command: Run, line: Line, bot: Bot) -> None:
    user = f"U{7:032x}"
    channel = {"id": "7", "secret": "s", "token": "t", "users": [{"userId": user}]}
    line.control("seed", {"channels": [{**channel, "webhook": [{"endpoint": bot.url}]}]})
    options = ("--url", line.url, "--channel", "7")
    ended = command("trigger", "message", "--from", user, *options)
    assert ended.status == 0, ended.err
    assert bot.events[0]["source"]["userId"] == user
    unknown = command("trigger", "message", "--url", line.url, "--channel", "8")
    assert (unknown.status, unknown.err) == (
        2,
        "error: channel: the sandbox does not know 8\n",
    )


@pytest.mark.parametrize(("answered", "status"), [(500, 1), (204, 0)])
def test_the_exit_status_tells_how_it_ended(
    command: Run, line: Line, bot: Bot, answered: int, status: int
) -> None:
    bot.status = answered
    line.control("webhook", {"endpoint": bot.url})
    ended = command("trigger", "postback", "--data", "a=1", "--url", line.url)
    assert ended.status == status
    assert bot.events[0]["postback"] == {"data": "a=1"}


def test_a_bot_needs_no_sandbox(command: Run, bot: Bot) -> None:
    options = ("--to", bot.url, "--secret-from", "BOT_SECRET")
    ended = command("trigger", "follow", *options, env={"BOT_SECRET": "hush"})
    assert ended.status == 0, ended.err
    (webhook,) = bot.webhooks
    digest = hmac.new(b"hush", webhook.body, hashlib.sha256).digest()
    assert webhook.signature == base64.b64encode(digest).decode()
    assert webhook.events[0]["type"] == "follow"
    assert "hush" not in ended.out + ended.err


def test_nobody_there_is_exit_3(command: Run) -> None:
    with unserved() as host:
        url = f"http://{host}"
        secret = {"BOT_SECRET": "hush"}
        assert command("trigger", "beacon", "--url", url).status == 3
        options = ("--to", url, "--secret-from", "BOT_SECRET")
        assert command("trigger", "beacon", *options, env=secret).status == 3
        assert command("trigger", "beacon", *options).status == 3


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("message", "--to", "http://example.com/"), "--to: must be HTTPS"),
        (("message", "--to", "http://127.0.0.1/"), "--to needs --secret-from"),
        (("message", "--secret-from", "X"), "--secret-from is for --to"),
        (("message", "--from", "nobody"), "nobody"),
        (("message", "--to", "https://x.example/", "--channel", "7"), "--to and --channel"),
    ],
)
def test_bad_usage_is_one_line(command: Run, arguments: tuple[str, ...], why: str) -> None:
    ended = command("trigger", *arguments)
    assert ended.status == 2
    assert why in ended.err
    assert len(ended.err.splitlines()) == 1


def test_what_the_sandbox_refuses_is_bad_input(command: Run, line: Line, bot: Bot) -> None:
    ended = command("trigger", "message", "--url", line.url)
    assert ended.status == 2
    assert "no webhook endpoint is set" in ended.err
    line.control("webhook", {"endpoint": bot.url})
    ended = command("trigger", "tap", "--label", "Yes", "--url", line.url)
    assert (ended.status, bot.webhooks) == (2, [])
    assert ended.err == "error: there is no such action in what the user was sent\n"

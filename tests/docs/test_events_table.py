"""The table of docs/sandbox.md: each type of event has a command that makes the sandbox send it."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from line_connector import Connector
from line_connector.cli.trigger import trigger
from line_connector.models import UnknownEvent, read_event
from line_connector.models.line.webhook.reading import EVENTS
from line_connector.sandbox import Sandbox
from support.bots import Bot, running_bot
from support.sandboxed import USER

PAGE = Path(__file__).parents[2] / "docs" / "sandbox.md"
GROUP = f"C{1:032x}"

VIDEO = {
    "type": "video",
    "originalContentUrl": "https://example.com/intro.mp4",
    "previewImageUrl": "https://example.com/intro.jpg",
    "trackingId": "intro",
}
QUESTION = {
    "type": "template",
    "altText": "Deploy?",
    "template": {
        "type": "confirm",
        "text": "Deploy?",
        "actions": [
            {"type": "postback", "label": "Yes", "data": "yes"},
            {"type": "postback", "label": "No", "data": "no"},
        ],
    },
}


def rows() -> Iterator[tuple[set[str], list[str]]]:
    """Yield the types of events and the commands of each row."""
    table = PAGE.read_text(encoding="utf-8").partition("| Event | `line-connector trigger` … |")[2]
    for line in table.partition("\n\n")[0].splitlines()[2:]:
        kinds, commands = line.strip("| ").split(" | ")
        yield set(re.findall("`([^`]+)`", kinds)), re.findall("`([^`]+)`", commands)


@pytest.fixture
def bot() -> Iterator[Bot]:
    with running_bot() as found:
        yield found


def test_every_type_of_event_is_in_the_table() -> None:
    assert {kind for kinds, _ in rows() for kind in kinds} == EVENTS.keys()


def test_every_command_of_the_table_sends_the_event(bot: Bot, tmp_path: Path) -> None:
    env = {"LINE_CONNECTOR_CONFIG": str(tmp_path / "config.yaml")}
    with Sandbox(webhook=bot.url) as sandbox, Connector.from_env(sandbox.env) as connector:
        connector.run("push_message", {"to": USER, "messages": [VIDEO, QUESTION]})
        written = sandbox.control.post("act", type="text", userId=USER, groupId=GROUP, text="Hi")
        for kinds, commands in rows():
            bot.webhooks.clear()
            for command in commands:
                words = shlex.split(command.replace(" ID ", f" {written['messageIds'][0]} "))
                ended = CliRunner().invoke(trigger, [*words, "--url", sandbox.url], env=env)
                assert ended.exit_code == 0, (command, ended.output, ended.exception)
            assert set(bot.types) == kinds
            assert not any(isinstance(read_event(each), UnknownEvent) for each in bot.events)

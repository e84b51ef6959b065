"""The tool that takes a text and a recipient's name, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from line_connector import Connector
from line_connector.configuration import Configuration
from line_connector.sending.configured import ConfiguredRecipients
from support.calling_tools import OTHER, Open, fail, succeed
from support.sandboxed import PUSH, USER, Line, text

TOOL = "line_send_text"
ASK = "line_ask"
GROUP = f"C{1:032x}"
NAMES = Configuration(
    Path("config.yaml"),
    recipients={"ops": [GROUP], "boss": [USER], "all": ["ops", "boss"]},
    default_recipient="ops",
)

pytestmark = pytest.mark.anyio


async def test_two_fields_are_enough(client: Open, line: Line) -> None:
    async with client(configuration=NAMES) as opened:
        result = await succeed(opened, TOOL, {"text": "Disk: 91 %", "to": "boss"})
        await succeed(opened, TOOL, {"text": "To the default recipient"})

    assert result["status_code"] == 200
    assert result["retry_key"]
    assert line.received()[0]["messages"] == text("Disk: 91 %")
    assert line.received(GROUP)[0]["messages"] == text("To the default recipient")


async def test_schema_names_the_recipients(client: Open) -> None:
    async with client(configuration=NAMES) as opened:
        named = {tool.name: tool for tool in (await opened.list_tools()).tools}[TOOL].input_schema
    async with client() as opened:
        plain = {tool.name: tool for tool in (await opened.list_tools()).tools}[TOOL].input_schema

    assert named["required"] == ["text"]
    assert "ops, boss, all" in named["properties"]["to"]["description"]
    assert plain["required"] == ["text", "to"]


@pytest.mark.parametrize(
    ("count", "listed"),
    [(20, "name-18, name-19; name-0 if"), (800, "name-18, name-19 and 780 others; name-0 if")],
)
async def test_schema_stays_short_with_many_recipients(
    client: Open, count: int, listed: str
) -> None:
    recipients = {f"name-{number}": [USER] for number in range(count)}
    names = Configuration(Path("c"), recipients=recipients, default_recipient="name-0")
    async with client(configuration=names) as opened:
        tools = {tool.name: tool for tool in (await opened.list_tools()).tools}
        result = await succeed(opened, TOOL, {"text": "Hi", "to": f"name-{count - 1}"})

    told = {
        name: tools[name].input_schema["properties"]["to"]["description"] for name in (TOOL, ASK)
    }
    assert listed in told[TOOL]
    assert told[ASK].endswith(listed.replace("; name-0 if", "."))
    assert result["status_code"] == 200


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (
            {"text": "Hi", "to": "all"},
            "2 recipients: send to each on its own, or to many users with line_plan_",
        ),
        ({"text": "Hi", "to": "osp"}, "did you mean ops?"),
        ({"text": "  "}, "text: must be a text"),
        ({"text": "Hi", "to": 1}, "to: must be a text"),
        ({"text": "Hi", "to": ""}, "recipient: must not be empty"),
        ({"txt": "Hi"}, "txt: unknown property; did you mean text?"),
        ({"text": "x" * 25_001}, "at most 25,000 fit"),
    ],
)
async def test_bad_arguments_send_nothing(
    client: Open, line: Line, arguments: dict[str, object], told: str
) -> None:
    async with client(configuration=NAMES) as opened:
        words, _ = await fail(opened, TOOL, arguments)

    assert told in words
    assert line.requests(PUSH) == []


async def test_operators_limits_hold(client: Open, line: Line) -> None:
    async with client(configuration=NAMES, allow_to=[OTHER]) as opened:
        words, _ = await fail(opened, TOOL, {"text": "Hi"})
    async with client(read_only=True) as opened:
        assert TOOL not in {tool.name for tool in (await opened.list_tools()).tools}

    assert f"does not allow the recipient {GROUP}" in words
    assert line.requests(PUSH) == []


async def test_other_tools_take_names_too(
    client: Open, connector: Connector, line: Line, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "config.yaml"
    file.write_text(f"recipients: {{boss: {USER}, all: [boss, {OTHER}]}}")
    monkeypatch.setenv("LINE_CONNECTOR_CONFIG", str(file))
    monkeypatch.setattr(connector, "recipients", ConfiguredRecipients(connector))
    push = {"messages": text("Hi")}
    async with client() as opened:
        await succeed(opened, "line_push_message", {"to": "boss", **push})
        plan = await succeed(opened, "line_plan_multicast", {"to": ["all"], **push})
        refused = await fail(opened, "line_push_message", {"to": "bos", **push})
        tools = {tool.name: tool for tool in (await opened.list_tools()).tools}

    assert line.received()[0]["messages"] == text("Hi")
    assert plan["recipients"] == {"count": 2, "ids": [USER, OTHER]}
    assert "to: unknown recipient 'bos'; did you mean boss?" in refused
    to = tools["line_push_message"].input_schema["properties"]["to"]
    assert "pattern" not in to
    assert to["description"].endswith("A name can stand for an ID.")

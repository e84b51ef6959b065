from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from jsonschema.validators import validator_for
from mcp import Client
from mcp.types import Tool

from line_connector import Connector, InputError, load_manifest
from line_connector.manifest import Manifest, read_manifest
from line_connector.services.mcp.offer import toolset_of
from line_connector.services.mcp.server import build_server
from line_connector.services.mcp.settings import Settings
from line_connector.services.mcp.twins import TWINS
from support.calling_tools import Open, succeed
from support.own_manifest import own_manifest
from support.sandboxed import Line, text

pytestmark = pytest.mark.anyio

MANIFEST = load_manifest()
LINE = {"line": MANIFEST.connection("line")}
PAGE = Path(__file__).parents[3] / "docs" / "mcp.md"


async def tools_of(client: Client) -> dict[str, Tool]:
    return {tool.name: tool for tool in (await client.list_tools()).tools}


async def test_every_action_is_a_tool_and_what_sends_to_many_two(client: Open) -> None:
    async with client() as opened:
        tools = await tools_of(opened)
    shown = [
        s
        for s in MANIFEST.actions.values()
        if not s.action.takes_secrets() and s.name != "apply_rich_menus"
    ]

    plans = {name for name in tools if "_plan_" in name}
    twins = sum(len(each.values) - 1 for each in TWINS)
    many = [s for s in MANIFEST.actions.values() if s.action.effect == "sends_to_many"]
    rich_menus = {"line_plan_apply_rich_menus", "line_apply_rich_menus"}  # of many actions
    assert (
        len(tools.keys() - rich_menus - {"line_send_text", "line_ask"})
        == len(shown) + len(many) - twins
    )
    assert len(plans - rich_menus) == len(many) == 6
    assert {"line_push_message", "line_plan_multicast", "line_multicast"} <= tools.keys()
    assert {"infobip_get_omni_logs", "infobip_plan_send_omni_message", "line_request"} <= (
        tools.keys()
    )
    for tool in tools.values():
        assert re.fullmatch(r"[A-Za-z0-9_-]{1,64}", tool.name)
        assert tool.title
        assert tool.description
        for schema in (tool.input_schema, tool.output_schema):
            assert schema is not None
            assert schema["type"] == "object"
            validator_for(schema).check_schema(schema)


async def test_no_agent_is_offered_what_takes_a_secret(client: Open) -> None:
    async with client() as opened:
        tools = await tools_of(opened)

    assert "line_get_modules" in tools
    assert tools.keys().isdisjoint({"line_issue_channel_token", "line_attach_module"})


async def test_hints_follow_from_what_an_action_does(client: Open) -> None:
    async with client() as opened:
        tools = await tools_of(opened)

    def hints(name: str) -> tuple[bool | None, bool | None, bool | None]:
        given = tools[name].annotations
        assert given is not None
        assert given.open_world_hint
        return given.read_only_hint, given.destructive_hint, given.idempotent_hint

    assert hints("line_get_message_quota") == (True, False, True)
    assert hints("line_push_message") == (False, True, False)
    assert hints("line_leave_group") == (False, True, True)
    assert hints("line_issue_link_token") == (False, False, False)
    assert hints("line_plan_broadcast") == (True, None, None)
    assert hints("line_broadcast") == (False, True, True)
    assert hints("infobip_create_omni_scenario") == (False, False, False)
    assert hints("infobip_update_omni_scenario") == (False, True, True)
    assert hints("infobip_get_omni_reports") == (False, False, False)  # each report comes once


async def test_every_action_with_a_job_can_be_waited_for(client: Open) -> None:
    async with client() as opened:
        tools = await tools_of(opened)

    with_job = {spec.title for spec in MANIFEST.actions.values() if spec.action.job}
    waiting = {tool.title for tool in tools.values() if "wait" in tool.input_schema["properties"]}
    assert waiting - {"Ask a Question"} == with_job


async def test_no_schema_fills_the_context(client: Open) -> None:
    async with client() as opened:
        tools = await tools_of(opened)

    assert max(len(json.dumps(tool.input_schema)) for tool in tools.values()) <= 12_000
    message = tools["line_push_message"].input_schema["properties"]["messages"]["items"]
    assert {"text", "altText", "originalContentUrl"} <= message["properties"].keys()
    whole = tools["infobip_get_omni_logs"].input_schema["properties"]
    assert any("anyOf" in field for field in whole.values())


async def test_messaging_is_short_and_validates_with_one_tool(connector: Connector) -> None:
    async with Client(build_server(connector, Settings())) as opened:
        tools = await tools_of(opened)

    listed = [tool.model_dump(by_alias=True, exclude_none=True) for tool in tools.values()]
    size = len(json.dumps(listed, ensure_ascii=False, separators=(",", ":")).encode())
    said = re.search(r"`messaging` takes about (\d+) KB", PAGE.read_text(encoding="utf-8"))
    assert said
    assert abs(size - 1000 * int(said[1])) < 1500
    assert [name for name in tools if "validate" in name] == ["line_validate"]
    ways = tools["line_validate"].input_schema["properties"]["for"]["enum"]
    assert ways == ["push", "reply", "multicast", "narrowcast", "broadcast"]


@pytest.mark.parametrize("way", ["push", "reply", "multicast", "narrowcast", "broadcast", None])
async def test_validate_asks_line_for_one_way_of_sending(
    client: Open, line: Line, way: str | None
) -> None:
    chosen = {} if way is None else {"for": way}
    async with client() as opened:
        result = await succeed(opened, "line_validate", {"messages": text(), **chosen})

    assert result["status_code"] == 200
    assert len(line.requests(f"/v2/bot/message/validate/{way or 'push'}")) == 1


@pytest.mark.parametrize(
    "name", [n for n, spec in MANIFEST.actions.items() if not spec.action.takes_secrets()]
)
async def test_its_example_fits_the_tools_schema(name: str, connector: Connector) -> None:
    spec = MANIFEST.actions[name]
    planned = spec.action.effect == "sends_to_many" and not spec.action.reads_with
    planned = planned or name == "apply_rich_menus"
    own = name if name.startswith(spec.connection) else f"{spec.connection}_{name}"
    own = next((f"line_{each.name}" for each in TWINS if name in each.actions.values()), own)
    async with Client(build_server(connector, Settings([toolset_of(spec, MANIFEST)]))) as opened:
        tools = await tools_of(opened)

    tool = tools[own.replace("_", "_plan_", 1) if planned else own]
    validator_for(tool.input_schema)(tool.input_schema).validate(spec.action.example)


def test_a_server_starts_without_building_a_schema() -> None:
    script = (
        "from line_connector import Connector\n"
        "from line_connector.services.mcp.server import build_server\n"
        "from line_actions.message.push_message import PushMessageInput\n"
        "build_server(Connector({}))\n"
        "print(PushMessageInput.__pydantic_complete__)\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60
    )
    assert ran.stdout == "False\n"


async def test_the_default_is_small_and_has_what_an_agent_needs(connector: Connector) -> None:
    async with Client(build_server(connector)) as opened:
        listed = await opened.list_tools()

    assert len(listed.model_dump_json(by_alias=True, exclude_none=True)) <= 40_000
    assert {tool.name.removeprefix("line_") for tool in listed.tools} == {
        *(
            "send_text",
            "ask",
            "push_message",
            "reply_message",
            "multicast",
            "narrowcast",
            "broadcast",
        ),
        *("plan_multicast", "plan_narrowcast", "plan_broadcast", "get_narrowcast_progress"),
        *("validate", "get_message_quota", "get_message_quota_consumption"),
        *("get_profile", "show_loading_animation"),
    }


async def test_messages_are_described_once_and_others_refer_to_that(client: Open) -> None:
    async with client(toolsets=["messaging"]) as opened:
        tools = await tools_of(opened)
    async with client(toolsets=["messaging"], read_only=True) as opened:
        reading = await tools_of(opened)

    def messages(tool: Tool) -> dict[str, Any]:
        found: dict[str, Any] = tool.input_schema["properties"]["messages"]
        return found

    described, referring = tools["line_push_message"], tools["line_plan_multicast"]
    assert "altText" in messages(described)["items"]["properties"]
    assert messages(referring)["description"].endswith("Described in line_push_message.")
    assert messages(referring)["items"]["required"] == ["type"]
    assert messages(referring)["maxItems"] == 5
    assert "altText" in messages(reading["line_validate"])["items"]["properties"]


async def test_what_handles_credentials_is_offered_by_its_name_alone(
    tmp_path: Path,
) -> None:
    own = tmp_path / "own.yaml"
    own.write_text(
        "{name: own, title: Own, version: '1', package: line_actions, chapters: {bot:"
        " {title: Secrets, connection: line, sensitive: true, actions: {get_bot_info: Info}}}}"
    )
    checked = read_manifest(own)
    with Connector({}, Manifest(checked.model_copy(update={"connections": LINE}))) as connector:
        for toolsets, tools in ((["all"], 0), (["bot"], 1), (["all", "bot"], 1)):
            async with Client(build_server(connector, Settings(toolsets))) as opened:
                assert len(await tools_of(opened)) == tools

    chapters = MANIFEST.chapters
    assert all(chapters[name].sensitive for name in ("token",) if name in chapters)


async def test_toolsets_group_the_tools(client: Open) -> None:
    async with client(toolsets=["messaging"]) as opened:
        messaging = await tools_of(opened)
    async with client(toolsets=["infobip", "line_request"]) as opened:
        others = await tools_of(opened)

    assert "line_push_message" in messaging
    assert {name.partition("_")[0] for name in messaging} == {"line"}
    assert "line_request" not in messaging
    assert {name for name in others if name.startswith("line")} == {
        "line_plan_request",
        "line_request",
    }


def test_a_chapter_is_a_toolset_and_so_is_the_connection_of_what_has_none(tmp_path: Path) -> None:
    own = own_manifest(tmp_path, send_card="own_cards:SendCard")
    manifest = load_manifest(own)
    actions = manifest.actions

    assert toolset_of(actions["get_followers"], manifest) == "user"
    assert toolset_of(actions["push_message"], manifest) == "messaging"
    assert toolset_of(actions["send_card"], manifest) == "line"


def test_a_toolset_that_does_not_exist_is_told_with_those_that_do(connector: Connector) -> None:
    with pytest.raises(InputError) as caught:
        build_server(connector, Settings(toolsets=["mesaging"]))
    text, _, listed = str(caught.value).partition(" must be one of ")
    assert text == "unknown toolset 'mesaging',"
    chapters = {spec.chapter for spec in MANIFEST.actions.values()} - {None, "message"}
    assert set(listed.split(", ")) >= {"all", "messaging", "more_messaging", *chapters}


async def test_read_only_leaves_what_sends_and_changes_nothing(client: Open) -> None:
    async with client(read_only=True) as opened:
        tools = await tools_of(opened)
        refused = await opened.call_tool("line_request", {"method": "DELETE", "path": "/v2/bot"})

    assert {tool.annotations.read_only_hint for tool in tools.values() if tool.annotations} == {
        True
    }
    assert {"line_validate", "line_get_narrowcast_progress"} <= tools.keys()
    assert not {"line_push_message", "line_plan_broadcast", "line_broadcast"} & tools.keys()
    assert tools["line_request"].input_schema["properties"]["method"]["const"] == "GET"
    assert refused.is_error


async def test_an_action_of_somebody_elses_is_there_by_its_manifest_entry(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "own_cards.py").write_text(
        "from line_actions.message.push_message import PushMessage\n"
        "class SendCard(PushMessage):\n"
        '    """Send a card."""\n'
    )
    (tmp_path / "own.yaml").write_text(
        "{name: own, title: Own, version: '1', actions: {send_card:"
        " {class: 'own_cards:SendCard', connection: line, title: Send a Card}}}"
    )
    monkeypatch.syspath_prepend(tmp_path)
    with Connector({}, load_manifest(tmp_path / "own.yaml")) as connector:
        server = build_server(connector, Settings(toolsets=["line"]))
        async with Client(server) as opened:
            (tool,) = (await tools_of(opened)).values()

    assert (tool.name, tool.title) == ("line_send_card", "Send a Card")

from __future__ import annotations

from pathlib import Path

import pytest
from mcp import Client, MCPError

from line_connector import Connector, load_manifest
from line_connector.services.mcp.server import build_server
from line_connector.services.mcp.settings import Settings
from support import checked_actions
from support.calling_tools import PUSH, TO_TWO, Open, fail, read, sent, succeed
from support.own_manifest import own_manifest
from support.sandboxed import KEY, USER, Line, text
from support.sandboxed import PUSH as PUSH_PATH

pytestmark = pytest.mark.anyio


async def test_a_push_arrives_and_gives_back_its_retry_key(client: Open, line: Line) -> None:
    async with client() as opened:
        result = await succeed(opened, "line_push_message", PUSH)

    assert result["status_code"] == 200
    assert line.received()[0]["messages"][0]["text"] == "Hi"
    (request,) = line.requests(PUSH_PATH)
    assert request["headers"]["x-line-retry-key"] == result["retry_key"]


async def test_a_retry_key_of_the_callers_sends_once(client: Open, line: Line) -> None:
    async with client() as opened:
        results = [
            await succeed(opened, "line_push_message", {**PUSH, "retryKey": KEY}) for _ in range(2)
        ]

    assert [result["status_code"] for result in results] == [200, 409]
    assert {result["retry_key"] for result in results} == {KEY}
    assert len(line.received()) == 1


async def test_the_same_again_is_another_message(client: Open, line: Line) -> None:
    async with client() as opened:
        for _ in range(2):
            await succeed(opened, "line_push_message", PUSH)

    assert len(line.received()) == 2


async def test_result_has_the_useful_headers_or_all(client: Open, line: Line) -> None:
    async with client() as opened:
        useful = await succeed(opened, "line_push_message", PUSH)
        everything = await succeed(opened, "line_push_message", {**PUSH, "headers": "all"})
        words, _ = await fail(opened, "line_push_message", {**PUSH, "headers": "some"})
        line.fault(answer={"status": 403, "headers": {"Server": "gateway"}})
        _, error = await fail(opened, "line_push_message", PUSH)
        tools = {tool.name: tool for tool in (await opened.list_tools()).tools}

    assert set(useful["response_headers"]) == {"content-type", "x-line-request-id"}
    assert everything["response_headers"].keys() > {"server", "date", "x-line-request-id"}
    assert words == "headers: must be all"
    assert "server" not in error["output"]["response_headers"]
    assert len(line.received()) == 2
    assert "headers" in tools["line_push_message"].input_schema["properties"]
    assert "headers" not in tools["line_plan_broadcast"].input_schema["properties"]


async def test_wrong_input_is_told_by_its_path_and_costs_nothing(client: Open, line: Line) -> None:
    async with client() as opened:
        words, error = await fail(
            opened, "line_push_message", {"to": USER, "messages": [{"type": "text", "txt": "Hi"}]}
        )
        again, _ = await fail(opened, "line_multicast", {"to": [USER], "messages": text()})

    assert words.splitlines() == [
        "messages[0].text: is required",
        "messages[0].txt: unknown property; did you mean 'text'?",
    ]
    assert [problem["pointer"] for problem in error["problems"]] == [
        "/messages/0/text",
        "/messages/0/txt",
    ]
    assert "line_plan_multicast" in again
    assert line.requests() == []


async def test_a_refusal_comes_whole(client: Open, line: Line) -> None:
    stranger = f"U{99:032x}"
    async with client() as opened:
        words, error = await fail(opened, "line_push_message", {**PUSH, "to": stranger})
        (entry,) = await sent(opened)

    assert words.startswith("400 Bad Request")
    assert error["error"] == "BadRequestError"
    assert error["output"]["status_code"] == 400
    assert (entry["outcome"], entry["status_code"]) == ("refused", 400)


async def test_after_an_unknown_outcome_the_same_call_sends_nothing_twice(
    client: Open, line: Line
) -> None:
    line.fault(times=4, drop="after")
    async with client() as opened:
        words, error = await fail(opened, "line_push_message", PUSH)
        assert [entry["outcome"] for entry in await sent(opened)] == ["unknown"]
        result = await succeed(opened, "line_push_message", PUSH)

    assert error["retry_key"] in words
    assert (result["status_code"], result["retry_key"]) == (409, error["retry_key"])
    assert len(line.received()) == 1


async def test_the_history_says_what_was_sent(client: Open, line: Line) -> None:
    async with client() as opened:
        result = await succeed(opened, "line_push_message", PUSH)
        await succeed(opened, "line_get_message_quota")
        (entry,) = await sent(opened)

    assert entry["action"] == "push_message"
    assert entry["recipients"] == {"count": 1, "ids": [USER]}
    assert '"text": "Hi"' in entry["content"]
    assert entry["retry_key"] == result["retry_key"]
    assert entry["request_id"] == result["response_headers"]["x-line-request-id"]
    assert (entry["outcome"], entry["caller_told"]) == ("accepted", True)


async def test_an_answer_unlike_the_promised_one_is_still_a_success(
    client: Open, line: Line
) -> None:
    line.fault(answer={"status": 200, "json": {"sentMessages": [{"id": 5}]}})
    async with client() as opened:
        result = await succeed(opened, "line_push_message", PUSH)

    assert "json_body" not in result
    assert result["response_text"] == '{"sentMessages": [{"id": 5}]}'


async def test_text_that_utf8_cannot_hold_comes_back_all_the_same(client: Open, line: Line) -> None:
    line.fault("/v2/bot/info", answer={"status": 200, "text": '{"displayName": "\\ud83d"}'})
    async with client() as opened:
        result = await succeed(opened, "line_request", {"method": "GET", "path": "/v2/bot/info"})

    assert result["json_body"] == {"displayName": "?"}


async def test_a_mistaken_name_gets_a_suggestion(client: Open) -> None:
    async with client() as opened:
        with pytest.raises(MCPError, match="did you mean line_push_message"):
            await opened.call_tool("line_push_mesage", {})
        with pytest.raises(MCPError, match="unknown resource line-connector://objects/Bubbel"):
            await opened.read_resource("line-connector://objects/Bubbel")


async def test_the_guide_tells_every_message_and_what_is_in_it(client: Open) -> None:
    async with client(toolsets=["messaging"]) as opened:
        listed = [str(each.uri) for each in (await opened.list_resources()).resources]
        (template,) = (await opened.list_resource_templates()).resource_templates
        guide = await read(opened, "line-connector://messages")
        bubble = await read(opened, template.uri_template.replace("{name}", "Bubble"))

    assert listed == ["line-connector://sent", "line-connector://messages"]
    assert "- text: string, 1 to 5000 characters." in guide
    assert "- contents: Bubble or Carousel." in guide
    assert "LineNotification" not in guide
    assert "- hero (optional): Box or Image or Video." in bubble


async def test_an_input_is_checked_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: Line
) -> None:
    checks: list[str] = []
    monkeypatch.setattr(checked_actions, "CHECKS", checks)
    own = own_manifest(
        tmp_path,
        push="support.checked_actions:CountedPush",
        multicast_two="support.checked_actions:CountedMulticast",
    )
    with Connector.from_env(line.env, load_manifest(own)) as connector:
        async with Client(build_server(connector, Settings(["line"]))) as opened:
            await succeed(opened, "line_push", PUSH)
            plan = await succeed(opened, "line_plan_multicast_two", TO_TWO)
            await succeed(opened, "line_multicast_two", {"plan": plan["plan"]})

    assert checks == [USER, *TO_TWO["to"]]
    assert len(line.received()) == 2


async def test_an_internal_error_tells_where_and_no_value(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: Line
) -> None:
    (tmp_path / "own_broken.py").write_text(
        "from line_actions.message.push_message import PushMessage\n"
        "class Broken(PushMessage):\n"
        '    """Break."""\n'
        "    @classmethod\n"
        "    def request(cls, data):\n"
        "        raise ZeroDivisionError(data.to)\n"
    )
    (tmp_path / "own.yaml").write_text(
        "{name: own, title: Own, version: '1', actions: {broken:"
        " {class: 'own_broken:Broken', connection: line, title: Break}}}"
    )
    monkeypatch.syspath_prepend(tmp_path)
    fields = {"line": {"url": line.url, "token": "sandbox-token"}}
    with Connector(fields, load_manifest(tmp_path / "own.yaml")) as connector:
        async with Client(build_server(connector, Settings(["line"]))) as opened:
            result = await opened.call_tool("line_broken", PUSH)

    assert result.is_error
    assert "internal error in line-connector (ZeroDivisionError in own_broken.py, line 6)" in (
        str(result.content)
    )
    assert USER not in str(result.content)


async def test_one_tool_validates_for_each_way_of_sending(client: Open, line: Line) -> None:
    async with client(toolsets=["messaging"]) as opened:
        await succeed(opened, "line_validate", {"messages": text()})
        await succeed(opened, "line_validate", {"messages": text(), "for": "broadcast"})
        words, _ = await fail(opened, "line_validate", {"messages": text(), "for": "fax"})

    asked = [entry["path"] for entry in line.requests() if "validate" in entry["path"]]
    assert asked == [f"/v2/bot/message/validate/{way}" for way in ("push", "broadcast")]
    assert words == "for: must be one of push, reply, multicast, narrowcast, broadcast"

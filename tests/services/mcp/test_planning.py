from __future__ import annotations

import pytest

from support.calling_tools import OTHER, TO_TWO, Open, fail, sent, succeed
from support.sandboxed import PUSH, USER, Line, text

pytestmark = pytest.mark.anyio

MULTICAST = "/v2/bot/message/multicast"
PHONE = "66900000001"
NOTIFICATION = {
    "destinations": [{"to": {"phoneNumber": PHONE}}],
    "line": {"type": "TEXT", "text": "Hi"},
}


async def test_a_plan_tells_who_and_what_it_costs_and_sends_nothing(
    client: Open, line: Line
) -> None:
    async with client() as opened:
        plan = await succeed(opened, "line_plan_multicast", TO_TWO)
        history = await sent(opened)

    assert plan["send_with"] == "line_multicast"
    assert plan["recipients"] == {"count": 2, "ids": [USER, OTHER]}
    assert plan["quota"] == {"at_most": 2, "limit": 30000, "used": 0, "left": 30000}
    assert plan["plan"].startswith("multicast.to-2.")
    assert line.requests(MULTICAST) == history == []


async def test_the_plan_alone_sends_exactly_what_was_planned(client: Open, line: Line) -> None:
    async with client() as opened:
        arguments = {"to": [USER, OTHER], "messages": text("planned")}
        plan = await succeed(opened, "line_plan_multicast", arguments)
        arguments["messages"][0]["text"] = "changed"  # type: ignore[index]
        more = {"plan": plan["plan"], "messages": text("changed")}
        await fail(opened, "line_multicast", more)
        result = await succeed(opened, "line_multicast", {"plan": plan["plan"]})

    assert result["retry_key"] == plan["retry_key"]
    for user in (USER, OTHER):
        assert [entry["messages"][0]["text"] for entry in line.received(user)] == ["planned"]


async def test_a_plan_is_sent_once(client: Open, line: Line) -> None:
    async with client() as opened:
        plan = await succeed(opened, "line_plan_multicast", TO_TWO)
        await succeed(opened, "line_multicast", {"plan": plan["plan"]})
        words, _ = await fail(opened, "line_multicast", {"plan": plan["plan"]})

    assert words == "plan: completed before; nothing was sent again"
    assert len(line.requests(MULTICAST)) == 1


@pytest.mark.parametrize("plan", ["multicast.to-2.x", "", 5, None])
async def test_a_made_up_plan_sends_nothing(client: Open, line: Line, plan: object) -> None:
    async with client() as opened:
        words, _ = await fail(opened, "line_multicast", {"plan": plan})

    assert "unknown plan" in words
    assert line.requests() == []


async def test_a_plan_of_another_server_or_tool_sends_nothing(client: Open, line: Line) -> None:
    async with client() as opened, client() as other:
        plan = await succeed(opened, "line_plan_multicast", TO_TWO)
        by_other_tool, _ = await fail(opened, "line_broadcast", {"plan": plan["plan"]})
        by_other_server, _ = await fail(other, "line_multicast", {"plan": plan["plan"]})

    assert by_other_tool == "plan: this is a plan for multicast, not for broadcast"
    assert "unknown plan" in by_other_server
    assert line.requests(MULTICAST) == []


async def test_an_old_plan_sends_nothing(client: Open, line: Line) -> None:
    async with client(plan_lifetime=-1) as opened:
        plan = await succeed(opened, "line_plan_multicast", TO_TWO)
        words, _ = await fail(opened, "line_multicast", {"plan": plan["plan"]})

    assert words == "plan: expired: make a new one"
    assert line.requests(MULTICAST) == []


async def test_after_a_lost_answer_the_same_plan_may_be_sent_again_and_is_carried_out_once(
    client: Open, line: Line
) -> None:
    line.fault(MULTICAST, times=4, drop="after")
    async with client(plan_lifetime=600) as opened:
        plan = await succeed(opened, "line_plan_multicast", TO_TWO)
        words, error = await fail(opened, "line_multicast", {"plan": plan["plan"]})
        result = await succeed(opened, "line_multicast", {"plan": plan["plan"]})

    assert "call this tool again with the same plan" in words
    assert error["retry_key"] == plan["retry_key"]
    assert result["status_code"] == 409
    assert [len(line.received(user)) for user in (USER, OTHER)] == [1, 1]


async def test_planning_the_same_anew_after_a_lost_answer_doubles_nothing(
    client: Open, line: Line
) -> None:
    line.fault(MULTICAST, times=4, drop="after")
    async with client() as opened:
        first = await succeed(opened, "line_plan_multicast", TO_TWO)
        await fail(opened, "line_multicast", {"plan": first["plan"]})
        second = await succeed(opened, "line_plan_multicast", TO_TWO)
        result = await succeed(opened, "line_multicast", {"plan": second["plan"]})

    assert "this plan has its retry key" in second["warnings"][0]
    assert second["retry_key"] == first["retry_key"]
    assert result["status_code"] == 409
    assert len(line.received()) == 1


async def test_a_plan_without_retry_key_is_not_sent_again_after_a_lost_answer(
    client: Open, line: Line
) -> None:
    line.fault("/omni/1/advanced", drop="after")
    async with client() as opened:
        plan = await succeed(opened, "infobip_plan_send_omni_message", NOTIFICATION)
        _, error = await fail(opened, "infobip_send_omni_message", {"plan": plan["plan"]})
        words, _ = await fail(opened, "infobip_send_omni_message", {"plan": plan["plan"]})
        anew = await succeed(opened, "infobip_plan_send_omni_message", NOTIFICATION)

    assert error["error"] == "UnknownOutcomeError"
    assert "sent with an unknown outcome" in words
    assert "sending it again may send it twice" in anew["warnings"][0]
    assert plan["quota"] == {"note": "unknown: Infobip has no operation that returns the quota"}
    assert len(line.requests("/omni/1/advanced")) == 1


async def test_a_refused_plan_can_be_sent_when_the_reason_is_gone(client: Open, line: Line) -> None:
    line.control("settings", {"quota": 1})
    async with client() as opened:
        plan = await succeed(opened, "line_plan_multicast", TO_TWO)
        _, error = await fail(opened, "line_multicast", {"plan": plan["plan"]})
        line.control("settings", {"quota": None})
        await succeed(opened, "line_multicast", {"plan": plan["plan"]})

    assert plan["quota"]["note"].startswith("more than is left")
    assert error["error"] == "QuotaExceededError"
    assert len(line.received()) == 1


async def test_what_is_not_known_is_said_to_be_unknown(client: Open, line: Line) -> None:
    line.control("settings", {"quota": None})
    async with client() as opened:
        broadcast = await succeed(opened, "line_plan_broadcast", {"messages": text()})
        line.control("settings", {"quota": 100})
        narrowcast = await succeed(opened, "line_plan_narrowcast", {"messages": text()})
        line.fault("/v2/bot/message/quota", answer={"status": 403, "json": {"message": "No."}})
        blind = await succeed(opened, "line_plan_multicast", TO_TWO)

    assert broadcast["recipients"] == {"note": "unknown: only the provider knows the recipients"}
    assert broadcast["quota"] == {"used": 0, "note": "the account has no limit"}
    assert narrowcast["quota"]["left"] == 100
    assert narrowcast["quota"]["note"].startswith("cost unknown")
    assert blind["quota"]["at_most"] == 2
    assert blind["quota"]["note"].startswith("limit and usage unknown: 403")


async def test_a_request_of_ones_own_is_planned_unless_it_reads(client: Open, line: Line) -> None:
    path = "/v2/bot/message/broadcast"
    request = {"method": "POST", "path": path, "body": {"messages": text()}}
    async with client() as opened:
        reading = {"method": "GET", "path": "/v2/bot/message/quota"}
        assert (await succeed(opened, "line_request", reading))["json_body"]["value"] == 30000
        needless, _ = await fail(opened, "line_plan_request", reading)
        words, _ = await fail(opened, "line_request", request)
        assert line.requests(path) == []
        plan = await succeed(opened, "line_plan_request", request)
        await succeed(opened, "line_request", {"plan": plan["plan"]})

    assert "needs no plan" in needless
    assert "call line_plan_request" in words
    assert len(line.received()) == 1


async def test_warnings_in_the_message_are_warnings(client: Open, line: Line) -> None:
    async with client() as opened:
        messages = text("$" + "a" * 4995)
        messages[0]["emojis"] = [{"index": 0, "productId": "5ac1bfd5", "emojiId": "001"}]
        plan = await succeed(opened, "line_plan_broadcast", {"messages": messages})

    assert plan["warnings"] == [
        "messages[0].text: may be too long: each LINE emoji counts as its alternative text"
    ]


@pytest.mark.parametrize(
    ("tool", "arguments", "reason"),
    [
        (
            "line_push_message",
            {"to": OTHER, "messages": text()},
            f"this server does not allow the recipient {OTHER}",
        ),
        ("line_plan_multicast", TO_TWO, f"this server does not allow the recipient {OTHER}"),
        ("line_plan_broadcast", {"messages": text()}, "only the provider knows"),
        ("line_plan_narrowcast", {"messages": text()}, "only the provider knows"),
        ("line_reply_message", {"replyToken": "x", "messages": text()}, "only the provider"),
        (
            "line_plan_request",
            {"method": "POST", "path": "/v2/bot/message/broadcast", "body": {"messages": text()}},
            "only the provider knows",
        ),
        (
            "infobip_plan_send_omni_message",
            NOTIFICATION,
            f"this server does not allow the recipient {PHONE}",
        ),
    ],
)
async def test_nothing_goes_to_others_than_those_allowed(
    client: Open, line: Line, tool: str, arguments: dict[str, object], reason: str
) -> None:
    async with client(allow_to=[USER]) as opened:
        words, _ = await fail(opened, tool, arguments)
        await succeed(opened, "line_push_message", {"to": USER, "messages": text()})

    assert words.startswith(f"nothing was sent: {reason}")
    assert len(line.received()) == 1
    assert not any(line.received(to) for to in (OTHER, PHONE))
    sends = {request["path"] for request in line.requests() if request["method"] == "POST"}
    assert sends == {"/oauth2/v3/token", PUSH}


async def test_a_cap_counts_different_recipients(client: Open, line: Line) -> None:
    async with client(max_recipients=1) as opened:
        words, _ = await fail(opened, "line_plan_multicast", TO_TWO)
        await fail(opened, "line_plan_broadcast", {"messages": text()})
        await succeed(opened, "line_plan_multicast", {"to": [USER, USER], "messages": text()})

    assert words.startswith("nothing was sent: 2 recipients are more than the 1")


async def test_two_plans_for_the_same_are_two_messages(client: Open, line: Line) -> None:
    async with client() as opened:
        plans = [await succeed(opened, "line_plan_multicast", TO_TWO) for _ in range(2)]
        for plan in plans:
            await succeed(opened, "line_multicast", {"plan": plan["plan"]})

    assert len({plan["retry_key"] for plan in plans}) == 2
    assert len(line.received()) == 2

"""Controls of statistics and of LINE notification messages, and what only a raw request shows."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from sandbox.conftest import Client

HI = [{"type": "text", "text": "Hi"}]
SOMEBODY = {"userId": f"U{1:032x}"}


def refusal(client: Client, control: str, **given: Any) -> str:
    reply = client.send("POST", f"/_sandbox/{control}", json.dumps(given).encode())
    assert reply.status == 400
    return str(reply.json["message"])


def broadcast(client: Client) -> str:
    reply = client.post("/v2/bot/message/broadcast", {"messages": HI})
    return reply.headers["x-line-request-id"]


def test_only_who_got_messages_can_see_them(client: Client, friends: list[str]) -> None:
    number = broadcast(client)
    seen = client.control("interactions", requestId=number, event="impression", people=3)
    assert seen == {"userIds": friends[:3]}
    text = refusal(client, "interactions", requestId=number, event="impression", people=6)
    assert text == "people: there are only 5"


def test_members_of_a_group_see_what_it_got(client: Client, friends: list[str], group: str) -> None:
    body = {"to": group, "messages": HI, "customAggregationUnits": ["unit"]}
    number = client.post("/v2/bot/message/push", body).headers["x-line-request-id"]
    seen = client.control("interactions", requestId=number, event="impression")
    assert seen == {"userIds": friends[:3]}


def test_there_are_no_interactions_with_what_is_not_counted(client: Client, friend: str) -> None:
    number = client.push(friend).headers["x-line-request-id"]
    text = refusal(client, "interactions", requestId=number, event="impression")
    assert text == f"requestId: the sandbox does not know {number}"


@pytest.mark.parametrize(
    ("control", "given", "where"),
    [
        ("interactions", {"requestId": "x"}, "event"),
        ("interactions", {"requestId": "x", "event": "smile"}, "event"),
        ("interactions", {"requestId": "x", "event": "play", "percent": 30}, "percent"),
        ("rich-menu-uses", {}, "richMenuId"),
        ("rich-menu-uses", {"richMenuId": "x", "bounds": {"x": 1}}, "bounds.y"),
        ("rich-menu-uses", {"richMenuId": "x", "day": "today"}, "day"),
        ("phone-users", {"phone": "0900000001", **SOMEBODY}, "phone"),
        ("phone-users", {"phone": "+66900000001", "userId": f"U{99:032x}"}, "userId"),
        ("phone-users", {"phone": "+66900000001", **SOMEBODY, "consent": "perhaps"}, "consent"),
        ("read-tokens", {}, "userId or groupId is missing"),
    ],
)
def test_wrong_input_of_a_control_says_where(
    client: Client, control: str, given: dict[str, Any], where: str
) -> None:
    assert refusal(client, control, **given).startswith(where)


def test_phones_are_listed_with_their_digests(client: Client) -> None:
    given = client.control("phone-users", phone="+818000001234", **SOMEBODY)
    digest = "d41e0ad70dddfeb68f149ad6fc61574b9c5780ab7bcb2fba5517771ffbb2409c"
    assert given == {"digest": digest}
    listed = client.seen("phone-users")["phoneUsers"]
    assert len(listed) == 6
    assert {**SOMEBODY, "phone": "+818000001234", "consent": "given", "digest": digest} in listed


@pytest.mark.parametrize(("length", "status"), [(15, 400), (16, 200), (100, 200), (101, 400)])
def test_a_delivery_tag_has_16_to_100_characters(
    client: Client, friend: str, length: int, status: int
) -> None:
    digest = client.seen("phone-users")["phoneUsers"][0]["digest"]
    body = {"to": digest, "messages": HI}
    reply = client.post("/bot/pnp/push", body, x_line_delivery_tag="x" * length)
    assert reply.status == status
    assert len(client.seen(f"received?to={friend}")["received"]) == (status == 200)


@pytest.mark.parametrize("path", ["/bot/pnp/push", "/v2/bot/message/pnp/templated/push"])
def test_a_notification_takes_no_retry_key(client: Client, path: str) -> None:
    key = "123e4567-e89b-12d3-a456-426614174000"
    assert client.post(path, {}, x_line_retry_key=key).status == 400


def test_insights_have_an_hourly_limit(client: Client) -> None:
    statuses = [client.get("/v2/bot/insight/demographic").status for _ in range(61)]
    assert (statuses[59], statuses[60]) == (200, 429)

"""Aggregation units."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from sandbox.conftest import Client, Reply

INFO = "/v2/bot/message/aggregation/info"
LIST = "/v2/bot/message/aggregation/list"


def push(client: Client, to: str, *units: Any) -> Reply:
    messages = [{"type": "text", "text": "Hi"}]
    body = {"to": to, "messages": messages, "customAggregationUnits": list(units)}
    return client.post("/v2/bot/message/push", body)


def test_names_are_counted_once_and_by_case(client: Client, friend: str) -> None:
    for name in ("news", "News", "news"):
        assert push(client, friend, name).status == 200
    assert client.get(INFO).json == {"numOfCustomAggregationUnits": 2}
    assert client.get(LIST).json == {"customAggregationUnits": ["News", "news"]}


def test_names_come_in_pages(client: Client, friend: str) -> None:
    for name in "abcde":
        push(client, friend, name)
    page = client.get(f"{LIST}?limit=2").json
    assert page["customAggregationUnits"] == ["a", "b"]
    page = client.get(f"{LIST}?limit=2&start={page['next']}").json
    assert page["customAggregationUnits"] == ["c", "d"]
    page = client.get(f"{LIST}?limit=2&start={page['next']}").json
    assert page == {"customAggregationUnits": ["e"]}


def test_the_1001st_name_of_a_month_is_silently_not_assigned(client: Client, friend: str) -> None:
    for number in range(1000):
        push(client, friend, f"unit_{number}")
    assert push(client, friend, "one_more").status == 200
    assert push(client, friend, "unit_7").status == 200
    assert client.get(INFO).json == {"numOfCustomAggregationUnits": 1000}
    *_, unassigned, assigned = client.seen(f"received?to={friend}")["received"]
    assert "customAggregationUnits" not in unassigned
    assert assigned["customAggregationUnits"] == ["unit_7"]
    client.control("clock", advance=32 * 24 * 3600)
    assert client.get(INFO).json == {"numOfCustomAggregationUnits": 0}


@pytest.mark.parametrize(
    ("units", "path"),
    [(["a", "b"], ""), (["with-hyphen"], "[0]"), (["x" * 31], "[0]"), ([""], "[0]")],
)
def test_wrong_names_are_refused(client: Client, friend: str, units: list[str], path: str) -> None:
    reply = push(client, friend, *units)
    assert reply.status == 400
    assert [where for where, _ in reply.problems] == [f"customAggregationUnits{path}"]


@pytest.mark.parametrize("query", ["limit=0", "limit=101", "limit=x", "start=x"])
def test_wrong_pages_are_refused(client: Client, query: str) -> None:
    assert client.get(f"{LIST}?{query}").status == 400

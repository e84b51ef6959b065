"""What users did with messages: of one request, and of an aggregation unit."""

from __future__ import annotations

from typing import Any

import pytest

from line_connector import Connector, InputError
from line_connector.errors import BadRequestError
from support.days import DAY, day
from support.sandboxed import USER, Line, text

URL = "https://example.com/"
UNIT = "/v2/bot/insight/message/event/aggregation"
NOBODY = {
    "uniqueImpression": None,
    "uniqueClick": None,
    "uniqueMediaPlayed": None,
    "uniqueMediaPlayed100Percent": None,
}


@pytest.fixture
def crowd(line: Line) -> list[str]:
    """25 friends beside the first five."""
    users: list[str] = line.control("users", {"count": 25})["userIds"]
    return users


def broadcast(connector: Connector) -> str:
    output = connector.run("broadcast", {"messages": text() + text("Hello")})
    return output.response_headers["x-line-request-id"]


def test_broadcast_nobody_looked_at(connector: Connector, line: Line) -> None:
    request_id = broadcast(connector)

    body = connector.run("get_message_event", {"requestId": request_id}).json_body

    assert body == {
        "overview": {
            "requestId": request_id,
            "timestamp": pytest.approx(line.now(), abs=5),
            "delivered": 5,
            **NOBODY,
        },
        "messages": [],
        "clicks": [],
    }


def test_interactions_are_counted_by_times_and_by_users(
    connector: Connector, line: Line, crowd: list[str]
) -> None:
    request_id = broadcast(connector)
    seen = {"requestId": request_id, "event": "impression"}
    line.control("interactions", {**seen, "times": 2})
    line.control("interactions", {**seen, "seq": 2, "people": 20})
    click = {"requestId": request_id, "event": "click", "url": URL}
    line.control("interactions", {**click, "people": 22})
    line.control("interactions", {**click, "seq": 2, "people": 21})
    line.control("interactions", {"requestId": request_id, "event": "play", "percent": 50})

    body = connector.run("get_message_event", {"requestId": request_id}).body

    assert (body.overview.delivered, body.overview.unique_impression) == (30, 30)
    assert (body.overview.unique_click, body.overview.unique_media_played) == (22, 30)
    assert body.overview.unique_media_played_100_percent is None
    first, second = body.messages
    assert (first.seq, first.impression, second.seq, second.impression) == (1, 60, 2, 20)
    assert first.media_played_25_percent == first.unique_media_played_50_percent == 30
    assert first.media_played_75_percent is None
    assert [(each.seq, each.url, each.click, each.unique_click) for each in body.clicks] == [
        (1, URL, 22, 22),
        (2, URL, 21, 21),
    ]
    assert [each.unique_click_of_request for each in body.clicks] == [22, 22]


def test_what_fewer_than_20_users_did_is_hidden(
    connector: Connector, line: Line, crowd: list[str]
) -> None:
    request_id = broadcast(connector)
    seen = {"requestId": request_id, "event": "impression", "people": 19, "times": 5}
    line.control("interactions", seen)

    body = connector.run("get_message_event", {"requestId": request_id}).body
    assert (body.overview.unique_impression, body.messages) == (None, [])


def test_interactions_are_counted_for_14_days(
    connector: Connector, line: Line, crowd: list[str]
) -> None:
    request_id = broadcast(connector)
    line.control("clock", {"advance": 15 * DAY})
    line.control("interactions", {"requestId": request_id, "event": "impression"})

    body = connector.run("get_message_event", {"requestId": request_id}).body
    assert body.overview.unique_impression is None


def test_narrowcast_is_delivered_once_it_has_ended(connector: Connector, line: Line) -> None:
    line.control("settings", {"narrowcastWaiting": 60, "narrowcastSending": 60})
    output = connector.run("narrowcast", {"messages": text()})
    given = {"requestId": output.response_headers["x-line-request-id"]}

    delivered = []
    for _ in range(3):
        delivered.append(connector.run("get_message_event", given).body.overview.delivered)
        line.control("clock", {"advance": 61})

    assert delivered == [None, None, 5]


def test_push_is_no_request_with_statistics(connector: Connector) -> None:
    output = connector.run("push_message", {"to": USER, "messages": text()})
    request_id = output.response_headers["x-line-request-id"]

    body = connector.run("get_message_event", {"requestId": request_id}).body
    assert (body.overview.timestamp, body.overview.delivered) == (None, None)


def test_unit_is_counted_over_its_requests(
    connector: Connector, line: Line, crowd: list[str]
) -> None:
    for _ in range(2):
        output = connector.run(
            "multicast",
            {"to": crowd[:20], "messages": text(), "customAggregationUnits": ["promotion_a"]},
        )
        request_id = output.response_headers["x-line-request-id"]
        line.control("interactions", {"requestId": request_id, "event": "impression"})
    line.control("interactions", {"requestId": request_id, "event": "click", "url": URL})

    today = day(line)
    given = {"customAggregationUnit": "promotion_a", "from": today, "to": today}
    body = connector.run("get_statistics_per_unit", given).body

    assert (body.overview.unique_impression, body.overview.unique_click) == (20, 20)
    (bubble,) = body.messages
    assert (bubble.impression, bubble.unique_impression) == (40, 20)
    assert [(each.url, each.click) for each in body.clicks] == [(URL, 20)]


@pytest.mark.parametrize("other", [{"customAggregationUnit": "Promotion_a"}, {"before": 1}])
def test_other_names_and_days_are_not_counted(
    connector: Connector, line: Line, crowd: list[str], other: dict[str, Any]
) -> None:
    multicast = {"to": crowd, "messages": text(), "customAggregationUnits": ["promotion_a"]}
    output = connector.run("multicast", multicast)
    request_id = output.response_headers["x-line-request-id"]
    line.control("interactions", {"requestId": request_id, "event": "impression"})

    when = day(line, before=other.get("before", 0))
    name = other.get("customAggregationUnit", "promotion_a")
    given = {"customAggregationUnit": name, "from": when, "to": when}

    assert connector.run("get_statistics_per_unit", given).json_body == {
        "overview": NOBODY,
        "messages": [],
        "clicks": [],
    }


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"to": "20260228"}, "to: must not be before from"),
        ({"to": "20260401"}, "to: must be at most 30 days after from, is 31 days after"),
        ({"from": "20260230"}, "from: must be a date"),
        ({"customAggregationUnit": "promotion-a"}, "customAggregationUnit"),
        ({"customAggregationUnit": "a" * 31}, "customAggregationUnit"),
    ],
)
def test_wrong_unit_or_period_is_refused_here(
    connector: Connector, line: Line, change: dict[str, str], words: str
) -> None:
    given = {"customAggregationUnit": "promotion_a", "from": "20260301", "to": "20260331"}
    with pytest.raises(InputError, match=words):
        connector.run("get_statistics_per_unit", {**given, **change})
    assert line.requests() == []


@pytest.mark.parametrize(
    "change",
    [
        {"customAggregationUnit": None},
        {"customAggregationUnit": "a-b"},
        {"from": None},
        {"to": "20260228"},
        {"to": "20260401"},
        {"to": "soon"},
    ],
)
def test_sandbox_refuses_them_without_a_reason_as_line_does(
    connector: Connector, change: dict[str, str | None]
) -> None:
    given = {"customAggregationUnit": "promotion_a", "from": "20260301", "to": "20260331", **change}
    query = {name: value for name, value in given.items() if value is not None}

    with pytest.raises(BadRequestError) as caught:
        connector.run("line_request", {"method": "GET", "path": UNIT, "query": query})

    assert caught.value.output.json_body == {
        "message": None,
        "key": None,
        "stacktrace": None,
        "code": None,
    }


@pytest.mark.parametrize("given", [{}, {"requestId": "1"}])
def test_request_id_is_a_uuid(connector: Connector, given: dict[str, str]) -> None:
    with pytest.raises(InputError, match="requestId"):
        connector.run("get_message_event", given)

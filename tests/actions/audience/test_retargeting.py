"""Audiences of people who saw a message, or tapped a link in it."""

from __future__ import annotations

from typing import Any

import pytest

from line_connector import Connector, InputError
from line_connector.errors import BadRequestError
from support.sandboxed import USER, Line, text

IMP, CLICK = "create_imp_based_audience_group", "create_click_based_audience_group"
LINK = "https://example.com/offer"
DAY = 24 * 3600


def crowd(line: Line, count: int = 60) -> list[str]:
    users: list[str] = line.control("users", {"count": count})["userIds"]
    return users


def broadcast(connector: Connector) -> str:
    return str(connector.run("broadcast", {"messages": text()}).request_id)


def make(connector: Connector, action: str, request_id: str, **more: Any) -> Any:
    return connector.run(action, {"description": "Saw it", "requestId": request_id, **more}).body


def group(connector: Connector, number: int) -> Any:
    return connector.run("get_audience_data", {"audienceGroupId": number}).body.audience_group


def refusal(connector: Connector, action: str, request_id: str, **more: Any) -> str:
    with pytest.raises(BadRequestError) as caught:
        make(connector, action, request_id, **more)
    code: str = caught.value.output.json_body["details"][0]["message"]
    return code


def test_who_got_a_broadcast_is_in_its_impression_audience(
    connector: Connector, line: Line
) -> None:
    crowd(line)
    request_id = broadcast(connector)
    body = make(connector, IMP, request_id)
    assert (body.type, body.request_id) == ("IMP", request_id)
    assert group(connector, body.audience_group_id).status == "IN_PROGRESS"

    line.control("clock", {"advance": 5})
    connector.wait("get_audience_data", {"audienceGroupId": body.audience_group_id})
    found = group(connector, body.audience_group_id)
    assert (found.status, found.audience_count, found.request_id) == ("READY", 65, request_id)


@pytest.mark.parametrize(("others", "shown"), [(5, 0), (15, 20), (44, 49)])
def test_audience_of_fewer_than_50_never_gets_ready(
    connector: Connector, line: Line, others: int, shown: int
) -> None:
    crowd(line, others)
    number = make(connector, IMP, broadcast(connector)).audience_group_id
    line.control("clock", {"advance": 30 * DAY})

    found = group(connector, number)
    assert (found.status, found.audience_count) == ("IN_PROGRESS", shown)


def test_who_clicked_is_said_by_the_control_api(connector: Connector, line: Line) -> None:
    users = crowd(line)
    body = make(connector, CLICK, broadcast(connector), clickUrl=LINK)
    assert (body.type, body.click_url) == ("CLICK", LINK)
    assert group(connector, body.audience_group_id).status == "IN_PROGRESS"

    line.control("audiences", {"audienceGroupId": body.audience_group_id, "userIds": users})
    found = group(connector, body.audience_group_id)
    assert (found.status, found.audience_count, found.click_url) == ("READY", 60, LINK)


def test_message_has_one_audience_of_each_kind_and_link(connector: Connector) -> None:
    request_id = broadcast(connector)
    for action, more in (
        (IMP, {}),
        (CLICK, {}),
        (CLICK, {"clickUrl": LINK}),
        (CLICK, {"clickUrl": f"{LINK}2"}),
    ):
        make(connector, action, request_id, **more)
        again = refusal(connector, action, request_id, **more)
        assert again == "AUDIENCE_GROUP_REQUESTID_DUPLICATE"
    assert (
        refusal(connector, CLICK, request_id, clickUrl="") == "AUDIENCE_GROUP_REQUESTID_DUPLICATE"
    )


@pytest.mark.parametrize("action", [IMP, CLICK])
def test_push_makes_no_audience(connector: Connector, action: str) -> None:
    pushed = connector.run("push_message", {"to": USER, "messages": text()}).request_id
    assert refusal(connector, action, str(pushed)) == "REQUEST_NOT_FOUND"


@pytest.mark.parametrize("action", [IMP, CLICK])
def test_narrowcast_makes_one_once_it_was_sent(
    connector: Connector, line: Line, action: str
) -> None:
    request_id = str(connector.run("narrowcast", {"messages": text()}).request_id)
    assert refusal(connector, action, request_id) == "REQUEST_NOT_FOUND"

    line.control("clock", {"advance": 5})
    make(connector, action, request_id)


@pytest.mark.parametrize("action", [IMP, CLICK])
def test_message_is_too_old_after_60_days(connector: Connector, line: Line, action: str) -> None:
    request_id = broadcast(connector)
    line.control("clock", {"advance": 60 * DAY})
    assert refusal(connector, action, request_id) == "TOO_OLD_MESSAGES"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"requestId": "1"}, "requestId: must be a request ID"),
        ({"clickUrl": "example.com"}, "clickUrl: must be a URI with the scheme"),
        ({"clickUrl": LINK + "x" * 2000}, "clickUrl: must be at most 2000 characters, has 2025"),
        ({"description": ""}, "description: must not be empty"),
    ],
)
def test_wrong_audience_is_refused_before_it_is_sent(
    connector: Connector, line: Line, wrong: dict[str, Any], said: str
) -> None:
    request_id = "b1f5b7b4-2f6e-4b67-93c0-5b8a54cf8c3f"
    with pytest.raises(InputError, match=said):
        connector.run(CLICK, {"description": "x", "requestId": request_id, **wrong})
    assert line.requests() == []

"""Statistics of the account: its messages and its friends on a day."""

from __future__ import annotations

import pytest

from line_connector import Connector, InputError
from line_connector.errors import BadRequestError
from support.days import DAY, day
from support.sandboxed import USER, Line, text

every_count = pytest.mark.parametrize(
    "action", ["get_number_of_message_deliveries", "get_number_of_followers"]
)


def test_deliveries_are_counted_by_kind_the_day_after(connector: Connector, line: Line) -> None:
    connector.run("push_message", {"to": USER, "messages": text()})
    connector.run("broadcast", {"messages": text()})
    today = {"date": day(line)}
    assert connector.run("get_number_of_message_deliveries", today).json_body == {
        "status": "unready"
    }

    line.control("clock", {"advance": DAY})

    body = connector.run("get_number_of_message_deliveries", today).body
    assert (body.status, body.api_push, body.api_broadcast, body.api_reply) == ("ready", 1, 5, 0)


def test_followers_are_who_ever_became_friends(connector: Connector, line: Line) -> None:
    line.control("users", {"userId": USER, "status": "blocked"})
    line.control("users", {"count": 2, "friendDays": 10})

    body = connector.run("get_number_of_followers", {"date": day(line, before=5)}).body
    assert (body.followers, body.targeted_reaches, body.blocks) == (7, 6, 1)

    body = connector.run("get_number_of_followers", {"date": day(line, before=20)}).body
    assert (body.followers, body.targeted_reaches, body.blocks) == (5, 4, 1)


def test_followers_of_today_are_not_counted_yet(connector: Connector, line: Line) -> None:
    assert connector.run("get_number_of_followers", {"date": day(line)}).json_body == {
        "status": "unready",
        "followers": None,
        "targetedReaches": None,
        "blocks": None,
    }


@every_count
def test_before_it_began_there_is_no_count(connector: Connector, action: str) -> None:
    assert connector.run(action, {"date": "20161031"}).body.status == "out_of_service"


@every_count
@pytest.mark.parametrize("given", [{}, {"date": "2026-01-31"}, {"date": "20260231"}])
def test_date_that_is_none_is_refused_here(
    connector: Connector, line: Line, action: str, given: dict[str, str]
) -> None:
    with pytest.raises(InputError, match="date"):
        connector.run(action, given)
    assert line.requests() == []


@every_count
@pytest.mark.parametrize(
    ("query", "message"), [({}, "date is required"), ({"date": "1"}, "Bad Request")]
)
def test_sandbox_refuses_dates_in_lines_words(
    connector: Connector, action: str, query: dict[str, str], message: str
) -> None:
    path = connector.manifest.actions[action].action.path
    with pytest.raises(BadRequestError) as caught:
        connector.run("line_request", {"method": "GET", "path": path, "query": query})
    assert caught.value.output.json_body == {"message": message}


def test_demographics_of_few_friends_are_not_told(connector: Connector) -> None:
    assert connector.run("get_friends_demographics").json_body == {
        "available": False,
        "genders": [],
        "ages": [],
        "areas": [],
        "appTypes": [],
        "subscriptionPeriods": [],
    }


def test_demographics_are_shares_of_the_friends(connector: Connector, line: Line) -> None:
    women = {"gender": "female", "age": 34, "area": "jp_13", "appType": "ios", "friendDays": 400}
    line.control("users", {"count": 12, **women})
    line.control("users", {"count": 3, "gender": "male", "age": 70, "area": "th_01"})

    body = connector.run("get_friends_demographics").body

    assert body.available
    assert [(each.gender, each.percentage) for each in body.genders] == [
        ("female", 60.0),
        ("unknown", 25.0),
        ("male", 15.0),
    ]
    assert {each.age: each.percentage for each in body.ages if each.percentage} == {
        "from30to34": 60.0,
        "unknown": 25.0,
        "from70": 15.0,
    }
    assert {each.area: each.percentage for each in body.areas} == {
        "東京": 60.0,
        "unknown": 25.0,
        "Bangkok": 15.0,
    }
    assert body.app_types[0].app_type == "ios"
    assert body.subscription_periods[0].subscription_period == "over365days"

"""How a rich menu was used: in a period as a whole, and on each of its days."""

from __future__ import annotations

from typing import Any

import pytest

from line_connector import Connector, InputError
from line_connector.errors import BadRequestError, NotFoundError
from support.days import day
from support.sandboxed import Line

MENU = f"richmenu-{7:032x}"
LEFT = {"x": 0, "y": 0, "width": 400, "height": 250}
RIGHT = {"x": 400, "y": 0, "width": 400, "height": 250}
SUMMARY, DAILY = "get_rich_menu_insight_summary", "get_rich_menu_insight_daily"

both = pytest.mark.parametrize(("action", "most"), [(SUMMARY, 396), (DAILY, 99)])


@pytest.fixture
def used(line: Line) -> Line:
    """A sandbox where 25 people used a rich menu on three days, the last of them today."""
    line.control("users", {"count": 20})
    for before in (4, 2, 0):
        use = {"richMenuId": MENU, "day": day(line, before)}
        line.control("rich-menu-uses", {**use, "times": 2})
        line.control("rich-menu-uses", {**use, "bounds": RIGHT, "people": 5})
    line.control("rich-menu-uses", {**use, "day": day(line, 2), "bounds": LEFT, "people": 20})
    return line


def last_week(line: Line) -> dict[str, str]:
    return {"richMenuId": MENU, "from": day(line, 7), "to": day(line)}


def test_period_as_a_whole(connector: Connector, used: Line) -> None:
    assert connector.run(SUMMARY, last_week(used)).json_body == {
        "richMenuId": MENU,
        "metricsFrom": day(used, 4),
        "metricsTo": day(used, 2),
        "impression": {"metrics": {"count": 100, "uniqueUsers": 25}},
        "clicks": [
            {"bounds": LEFT, "metrics": {"count": 20, "uniqueUsers": 20}},
            {"bounds": RIGHT, "metrics": {"count": 10, "uniqueUsers": 5}},
        ],
    }


def test_each_day(connector: Connector, used: Line) -> None:
    body = connector.run(DAILY, last_week(used)).body

    assert [(each.date, each.count) for each in body.impression.metrics] == [
        (day(used, 4), 50),
        (day(used, 3), 0),
        (day(used, 2), 50),
    ]
    assert [(each.bounds.x, [of.unique_users for of in each.metrics]) for each in body.clicks] == [
        (0, [0, 0, 20]),
        (400, [5, 0, 5]),
    ]


@both
def test_what_fewer_than_20_users_tapped_is_hidden(
    connector: Connector, used: Line, action: str, most: int
) -> None:
    given = {**last_week(used), "to": day(used, 3)}
    assert connector.run(action, given).json_body == {"richMenuId": MENU}


@both
def test_unknown_rich_menu(connector: Connector, line: Line, action: str, most: int) -> None:
    with pytest.raises(NotFoundError):
        connector.run(action, last_week(line))


@both
def test_period_is_checked_here(connector: Connector, line: Line, action: str, most: int) -> None:
    given = {"richMenuId": MENU, "from": "20260610", "to": "20260609"}
    with pytest.raises(InputError, match="to: must not be before from"):
        connector.run(action, given)
    with pytest.raises(InputError, match=f"to: must be at most {most} days after from"):
        connector.run(action, {**given, "to": "20271231"})
    assert line.requests() == []


@both
def test_period_may_not_begin_too_long_ago(
    connector: Connector, line: Line, action: str, most: int
) -> None:
    given = {"richMenuId": MENU, "from": "20200101", "to": "20200101"}
    with pytest.raises(BadRequestError, match="Parameter from must be the same date as, or after"):
        connector.run(action, given)


@both
@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({}, "Bad Request"),
        ({"from": "20260610"}, "Bad Request"),
        ({"from": "20260610", "to": "x"}, "Bad Request"),
        (
            {"from": "20260610", "to": "20260609"},
            "Parameter to must be the same date as, or after parameter from.",
        ),
        ({"from": "20260610", "to": "20271231"}, "Date range exceeds. Max range is {most} days."),
    ],
)
def test_sandbox_refuses_periods_in_lines_words(
    connector: Connector, action: str, most: int, query: dict[str, Any], words: str
) -> None:
    path = connector.manifest.actions[action].action.path.format(richMenuId=MENU)
    with pytest.raises(BadRequestError) as caught:
        connector.run("line_request", {"method": "GET", "path": path, "query": query})
    assert caught.value.output.json_body == {"message": words.format(most=most)}

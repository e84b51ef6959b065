from __future__ import annotations

import json
from itertools import islice

import pytest

from line_connector import Connector, ConnectorError, InputError
from support.sandboxed import Line

FOLLOWERS = "/v2/bot/followers/ids"


def add_friends(line: Line, count: int) -> None:
    line.control("users", {"count": count})


def test_every_page_is_requested_when_its_first_item_is(connector: Connector, line: Line) -> None:
    add_friends(line, 25)
    items = connector.items("get_followers", {"limit": 10})
    assert line.requests(FOLLOWERS) == []

    first = list(islice(items, 10))
    assert len(line.requests(FOLLOWERS)) == 1

    everybody = [*first, *items]
    assert len(everybody) == len(set(everybody)) >= 25
    assert len(line.requests(FOLLOWERS)) == (len(everybody) + 9) // 10


def test_it_stops_at_as_many_as_were_asked_for(connector: Connector, line: Line) -> None:
    add_friends(line, 25)

    assert len(list(connector.items("get_followers", {"limit": 5}, max_items=7))) == 7
    assert len(line.requests(FOLLOWERS)) == 2


def test_a_page_that_names_itself_as_the_next_one_ends_it(connector: Connector, line: Line) -> None:
    page = {"userIds": [f"U{1:032x}"], "next": "again"}
    line.fault(FOLLOWERS, answer={"status": 200, "json": page}, times=5)

    with pytest.raises(ConnectorError, match="the next page is said to be the same"):
        list(connector.items("get_followers"))
    assert len(line.requests(FOLLOWERS)) == 2


def test_there_are_no_pages_of_a_push(connector: Connector, line: Line) -> None:
    with pytest.raises(InputError, match="push_message does not return a list in pages"):
        connector.items("push_message", json.loads("{}"))
    assert line.requests() == []

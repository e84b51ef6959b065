from __future__ import annotations

import pytest

from line_connector import Connector, InputError
from line_connector.errors import BadRequestError
from support.sandboxed import USER, Line, text


def send(connector: Connector, *names: str) -> None:
    for name in names:
        given = {"to": USER, "messages": text(), "customAggregationUnits": [name]}
        connector.run("push_message", given)


def test_names_of_the_month_are_counted_once(connector: Connector) -> None:
    send(connector, "news", "News", "news")

    usage = connector.run("get_aggregation_unit_usage").body
    names = connector.run("get_aggregation_unit_name_list").body

    assert usage.num_of_custom_aggregation_units == 2
    assert (names.custom_aggregation_units, names.next) == (["News", "news"], None)


def test_names_come_in_pages(connector: Connector, line: Line) -> None:
    send(connector, *"abcde")

    assert list(connector.items("get_aggregation_unit_name_list", {"limit": 2})) == list("abcde")
    assert len(line.requests("/v2/bot/message/aggregation/list")) == 3


def test_unknown_continuation_token_is_refused(connector: Connector) -> None:
    with pytest.raises(BadRequestError, match="Invalid start param"):
        connector.run("get_aggregation_unit_name_list", {"start": "yesterday"})


@pytest.mark.parametrize("limit", [0, 101, "many", True])
def test_page_has_1_to_100_names(connector: Connector, line: Line, limit: object) -> None:
    with pytest.raises(InputError, match="limit"):
        connector.run("get_aggregation_unit_name_list", {"limit": limit})
    assert line.requests() == []

"""What the four counts of a day's messages have in common."""

from __future__ import annotations

import pytest

from line_connector import Connector, InputError

every_count = pytest.mark.parametrize(
    "action",
    [f"get_number_of_sent_{kind}_messages" for kind in ("reply", "push", "multicast", "broadcast")],
)


@every_count
def test_before_2018_there_is_no_count(connector: Connector, action: str) -> None:
    assert connector.run(action, {"date": "20180101"}).body.status == "out_of_service"


@every_count
@pytest.mark.parametrize("date", ["2026-01-31", "20260231", "yesterday", "2026131", ""])
def test_date_that_is_none_is_refused_here(connector: Connector, action: str, date: str) -> None:
    with pytest.raises(InputError, match="date: must be a date as yyyyMMdd"):
        connector.run(action, {"date": date})


@every_count
def test_date_may_be_a_number(connector: Connector, action: str) -> None:
    assert connector.run(action, {"date": 20260131}).status_code == 200

from __future__ import annotations

from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from line_connector import Connector, InputError
from line_connector.http.request import Request, fill_path
from support.sandboxed import Line


@given(st.text(min_size=1).filter(lambda value: value not in {".", ".."}))
def test_path_value_stays_one_segment(value: str) -> None:
    path = fill_path("/v2/bot/profile/{userId}", {"userId": value})

    before, _, segment = path.rpartition("/")
    assert before == "/v2/bot/profile"
    assert unquote(segment) == value
    assert not set(segment) & set("?#\r\n &")


@pytest.mark.parametrize("value", ["", ".", ".."])
def test_path_value_that_leads_elsewhere_is_refused(value: str) -> None:
    with pytest.raises(InputError, match="userId"):
        fill_path("/v2/bot/profile/{userId}", {"userId": value})


def test_query_is_written_as_line_reads_it() -> None:
    request = Request("GET", "/list", query={"page": 1, "all": True, "createRoute": ["A", "B&C"]})
    assert parse_qs(urlsplit(request.target).query) == {
        "page": ["1"],
        "all": ["true"],
        "createRoute": ["A", "B&C"],
    }


@pytest.mark.parametrize(
    "key",
    [
        "3f0e4c4e-6f2a-4c39-9d0f-0b8f4a1c2d3e\r\nX-Other: 1",
        "3f0e4c4e-6f2a-4c39-9d0f-0b8f4a1c2d3e\n",
        "not-a-uuid",
    ],
)
def test_nothing_but_a_uuid_gets_into_the_retry_key_header(
    connector: Connector, line: Line, key: str
) -> None:
    raw = {"to": f"U{1:032x}", "messages": [{"type": "text", "text": "Hi"}], "retryKey": key}
    with pytest.raises(InputError, match="retryKey"):
        connector.run("push_message", raw)
    assert line.requests() == []

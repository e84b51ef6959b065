"""A list's items as a stream: a line of JSON for each, page after page."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import islice

import pytest
import requests

from services.actions.conftest import Service, StartWithKeys
from support.sandboxed import Line

FOLLOWERS = "/v2/bot/followers/ids"
NDJSON = {"Accept": "application/x-ndjson"}


def lines(service: Service, query: str = "", body: object = None) -> requests.Response:
    path = f"/actions/get_followers{query}"
    return service.ask("POST", path, headers=NDJSON, json=body, stream=True)


def test_every_item_of_every_page_is_a_line(service: Service, line: Line) -> None:
    line.control("users", {"count": 20})

    with lines(service, body={"limit": 10}) as response:
        items = [json.loads(each) for each in response.iter_lines()]

    assert response.headers["Content-Type"].startswith("application/x-ndjson")
    assert response.headers["Transfer-Encoding"] == "chunked"
    assert len(set(items)) == len(items) == 25
    assert len(line.requests(FOLLOWERS)) == 3


def test_it_ends_at_as_many_as_were_asked_for(service: Service, line: Line) -> None:
    with lines(service, "?max_items=3", {"limit": 2}) as response:
        assert len([*response.iter_lines()]) == 3
    assert len(line.requests(FOLLOWERS)) == 2


def test_without_asking_for_it_a_page_is_the_output_as_ever(service: Service) -> None:
    answer = service.run("get_followers", {"limit": 2}, Accept="application/json")
    assert len(answer.json()["json_body"]["userIds"]) == 2


def test_what_is_wrong_before_the_first_item_is_a_problem(service: Service, line: Line) -> None:
    no_stream = service.run("get_followers?max_items=3")
    no_list = service.ask("POST", "/actions/push_message", headers=NDJSON)
    unfit = lines(service, "?max_items=many")
    line.fault(FOLLOWERS, answer={"status": 403, "json": {"message": "Not verified"}})
    refused = lines(service)

    assert no_stream.status_code == no_list.status_code == unfit.status_code == 422
    assert no_stream.json()["detail"] == "max_items: needs the header Accept: application/x-ndjson"
    assert no_list.json()["detail"] == "push_message does not return a list in pages"
    assert unfit.json()["detail"] == "max_items: must be a number from 1 to 1000000"
    assert refused.status_code == 424


def test_a_page_that_fails_leaves_the_response_incomplete(service: Service, line: Line) -> None:
    line.fault(FOLLOWERS, skip=1, answer={"status": 400, "json": {"message": "no"}})

    with lines(service, body={"limit": 2}) as response:
        got: Iterator[bytes] = response.iter_lines()
        assert len([*islice(got, 2)]) == 2
        with pytest.raises(requests.exceptions.ChunkedEncodingError):
            list(got)
    assert service.get("/health").ok


def test_a_client_needs_its_key_and_the_right_to_the_action(keyed: StartWithKeys) -> None:
    services = keyed(reader=["get_followers"], other=["push_message"])

    with lines(services["reader"]) as allowed:
        assert len([*allowed.iter_lines()]) == 5
    assert lines(services["other"]).status_code == 403
    assert lines(Service(services["reader"].url)).status_code == 401


def test_it_is_documented(service: Service) -> None:
    paths = service.get("/openapi.json").json()["paths"]

    operation = paths["/actions/get_followers"]["post"]
    assert "application/x-ndjson" in operation["responses"]["200"]["content"]
    assert "max_items" in [each["name"] for each in operation["parameters"]]
    one = paths["/actions/get_profile"]["post"]["parameters"]
    assert "max_items" not in [each["name"] for each in one]

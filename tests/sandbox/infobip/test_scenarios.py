"""OMNI scenarios: made, listed, read, replaced."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from sandbox.conftest import Client
    from sandbox.infobip.conftest import Infobip

SCENARIOS = "/omni/1/scenarios"
FIRST_KEY = "CC9F01A5DC7BEE2C2B829D203482A654"
FLOW = [{"from": "ACME", "channel": "LINE"}, {"from": "SMSACME", "channel": "SMS"}]
NOT_FOUND = {
    "requestError": {
        "serviceException": {"messageId": "NOT_FOUND", "text": "Requested resource not found"}
    }
}


def keys(infobip: Infobip, query: str = "") -> list[str]:
    listed: list[dict[str, Any]] = infobip.get(f"{SCENARIOS}?{query}").json["scenarios"]
    return [each["key"] for each in listed]


def test_a_scenario_comes_back_with_its_key(infobip: Infobip) -> None:
    reply = infobip.post(SCENARIOS, {"name": "Mine", "flow": FLOW})
    key = reply.json["key"]
    assert reply.status == 201
    assert reply.json == {"key": key, "name": "Mine", "flow": FLOW, "default": False}
    assert re.fullmatch("[0-9A-F]{32}", key)
    assert infobip.get(f"{SCENARIOS}/{key}").json == reply.json


def test_the_status_can_be_the_older_one(infobip: Infobip, client: Client) -> None:
    client.control("settings", scenarioCreatedStatus=200)
    assert infobip.post(SCENARIOS, {"flow": FLOW}).status == 200


def test_there_is_a_default_scenario_from_the_start(infobip: Infobip) -> None:
    (scenario,) = infobip.get(f"{SCENARIOS}?isDefault=true").json["scenarios"]
    assert scenario["key"] == FIRST_KEY
    assert scenario["default"] is True
    assert [step["channel"] for step in scenario["flow"]] == ["LINE", "SMS"]


def test_a_new_default_takes_the_place_of_the_old_one(infobip: Infobip) -> None:
    made = infobip.post(SCENARIOS, {"flow": FLOW, "default": True}).json
    assert made["default"] is True
    assert keys(infobip, "isDefault=true") == [made["key"]]
    assert keys(infobip, "isDefault=false") == [FIRST_KEY]
    infobip.send("PUT", f"{SCENARIOS}/{FIRST_KEY}", {"flow": FLOW, "default": True})
    assert keys(infobip, "isDefault=true") == [FIRST_KEY]


def test_the_list_comes_in_pages(infobip: Infobip) -> None:
    made = [FIRST_KEY, *[infobip.scenario("LINE") for _ in range(4)]]
    assert keys(infobip) == made
    assert keys(infobip, "limit=2") == made[:2]
    assert keys(infobip, "limit=2&page=2") == made[4:]
    assert keys(infobip, "page=1") == []
    assert keys(infobip, "limit=0") == []


def test_a_scenario_is_replaced_whole(infobip: Infobip) -> None:
    key = infobip.scenario("LINE", "SMS", name="Old")
    reply = infobip.send("PUT", f"{SCENARIOS}/{key}", {"flow": [{"channel": "SMS"}]})
    assert reply.status == 200
    assert reply.json == {"key": key, "flow": [{"channel": "SMS"}], "default": False}
    assert infobip.get(f"{SCENARIOS}/{key}").json == reply.json


def test_the_default_stays_the_default_when_it_is_replaced(infobip: Infobip) -> None:
    reply = infobip.send("PUT", f"{SCENARIOS}/{FIRST_KEY}", {"flow": FLOW})
    assert reply.json["default"] is True


def test_an_account_keeps_a_default(infobip: Infobip) -> None:
    reply = infobip.send("PUT", f"{SCENARIOS}/{FIRST_KEY}", {"flow": FLOW, "default": False})
    assert reply.status == 409
    assert reply.json["requestError"]["serviceException"]["messageId"] == "CONFLICT"
    assert keys(infobip, "isDefault=true") == [FIRST_KEY]


@pytest.mark.parametrize("method", ["GET", "PUT"])
def test_an_unknown_key_is_not_found(infobip: Infobip, method: str) -> None:
    reply = infobip.send(method, f"{SCENARIOS}/{'0' * 32}", {"flow": FLOW})
    assert (reply.status, reply.json) == (404, NOT_FOUND)


def test_a_scenario_cannot_be_deleted(infobip: Infobip) -> None:
    assert infobip.send("DELETE", f"{SCENARIOS}/{FIRST_KEY}").status == 405


def test_the_older_name_of_a_channel_is_understood(infobip: Infobip) -> None:
    made = infobip.post(SCENARIOS, {"flow": [{"channel": "VK"}]}).json
    assert made["flow"] == [{"channel": "VKONTAKTE"}]


@pytest.mark.parametrize(
    ("body", "problems"),
    [
        ({}, {"flow": ["must not be null"]}),
        ({"flow": None}, {"flow": ["must not be null"]}),
        ({"flow": []}, {"flow": ["must not be empty"]}),
        ({"flow": [{}]}, {"flow[0].channel": ["must not be null"]}),
        ({"flow": [*FLOW, {"channel": "line"}]}, {"flow[2].channel": ["invalid value"]}),
        ({"flow": ["LINE"]}, {"flow[0]": ["invalid value"]}),
        (
            {"flow": FLOW, "default": "yes", "name": 1},
            {"default": ["invalid value"], "name": ["invalid value"]},
        ),
    ],
)
def test_wrong_scenarios_are_refused(
    infobip: Infobip, body: dict[str, Any], problems: dict[str, list[str]]
) -> None:
    for method, path in (("POST", SCENARIOS), ("PUT", f"{SCENARIOS}/{FIRST_KEY}")):
        reply = infobip.send(method, path, body)
        assert reply.status == 400
        assert reply.json["requestError"]["serviceException"] == {
            "messageId": "BAD_REQUEST",
            "text": "Bad Request",
            "validationErrors": problems,
        }
    assert keys(infobip) == [FIRST_KEY]


@pytest.mark.parametrize(
    ("query", "problems"),
    [
        ("isDefault=yes", {"isDefault": ["invalid value"]}),
        ("limit=-1", {"limit": ["must be greater than or equal to 0"]}),
        ("limit=many", {"limit": ["invalid value"]}),
        ("page=-1", {"page": ["must be greater than or equal to 0"]}),
    ],
)
def test_wrong_lists_are_refused(
    infobip: Infobip, query: str, problems: dict[str, list[str]]
) -> None:
    reply = infobip.get(f"{SCENARIOS}?{query}")
    assert reply.status == 400
    assert reply.json["requestError"]["serviceException"]["validationErrors"] == problems


@pytest.mark.parametrize(
    ("method", "path", "calls"),
    [("POST", SCENARIOS, 20), ("PUT", f"{SCENARIOS}/{FIRST_KEY}", 40)],
)
def test_so_many_in_ten_minutes(infobip: Infobip, method: str, path: str, calls: int) -> None:
    statuses = [infobip.send(method, path, {"flow": FLOW}).status for _ in range(calls)]
    assert set(statuses) <= {200, 201}
    refused = infobip.send(method, path, {"flow": FLOW})
    assert refused.status == 429
    assert refused.json["requestError"]["serviceException"] == {
        "messageId": "TOO_MANY_REQUESTS",
        "text": "Too many requests",
    }
    infobip.wait(600)
    assert infobip.send(method, path, {"flow": FLOW}).status in {200, 201}

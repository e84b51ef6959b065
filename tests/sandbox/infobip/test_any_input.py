"""Whatever is sent, the answer is a yes or a no: never an error of the sandbox itself."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from line_connector.sandbox.exchange import RefusedError, Request, Response
from line_connector.sandbox.infobip.delivery.flow import advance_messages
from line_connector.sandbox.json_values import compact_json
from line_connector.sandbox.providers import PROVIDERS
from line_connector.sandbox.state import State
from sandbox.infobip.conftest import LINE, PHONE, SMS, notification
from sandbox.line.test_any_input import ANYTHING, places

ACTION = {"type": "URI", "label": "a", "uri": "u"}
WINDOW = {
    "days": ["MONDAY"],
    "from": {"hour": 6, "minute": 0},
    "to": {"hour": 15, "minute": 0},
}
SEEDS: list[tuple[str, dict[str, Any]]] = [
    (
        "sendLineMessages",
        {
            "messages": [
                notification(
                    options={
                        "validityPeriod": {"amount": 1, "timeUnit": "HOURS"},
                        "deliveryTimeWindow": WINDOW,
                        "platform": {"entityId": "a"},
                        "smsFailover": {"text": "a", "validityPeriod": {"amount": 1}},
                    },
                    webhooks={"delivery": {"url": "http://[::1]/"}, "callbackData": "a"},
                )
            ],
            "options": {
                "schedule": {
                    "sendAt": "2026-01-31T09:00:00.000+0000",
                    "sendingSpeedLimit": {"amount": 1},
                }
            },
        },
    ),
    (
        "sendLineMessage",
        {
            "from": "a",
            "to": "b",
            "message": {
                "type": "TEMPLATE",
                "altText": "a",
                "template": {"columns": [{"text": "a", "actions": [ACTION]}]},
            },
        },
    ),
    ("createOmniScenario", {"flow": [{"channel": "LINE"}], "default": True}),
    (
        "sendOmniMessage",
        {
            "destinations": [{"to": {"phoneNumber": PHONE}, "messageId": "a"}],
            "line": {**LINE, "validityPeriod": 1},
            "sms": {**SMS, "validityPeriod": 1, "validityPeriodTimeUnit": "DAYS"},
            "notifyUrl": "http://127.0.0.1/",
        },
    ),
    ("createAuthSession", {"username": "sandbox", "password": "sandbox"}),
]
HANDLERS = {
    operation.name: operation.handler for each in PROVIDERS for operation in each.operations
}


@given(st.data())
def test_a_request_with_anything_anywhere_is_accepted_or_refused(data: st.DataObject) -> None:
    name, seed = data.draw(st.sampled_from(SEEDS))
    body = copy.deepcopy(seed)
    container, key = data.draw(st.sampled_from(places(body)))
    container[key] = data.draw(ANYTHING)
    status = ask(name, body=compact_json(body))
    assert status in {200, 201, 400, 401}


@given(
    st.sampled_from(["getLineReports", "getOmniReports", "getOmniLogs", "listOmniScenarios"]),
    st.dictionaries(
        st.sampled_from(
            ["limit", "page", "channel", "bulkId", "messageId", "to", "sentSince", "isDefault"]
        ),
        st.text() | st.integers().map(str),
    ),
)
def test_any_query_is_answered(name: str, query: dict[str, str]) -> None:
    assert ask(name, query=query) in {200, 400}


@pytest.mark.parametrize("name", [name for name, _ in SEEDS])
@pytest.mark.parametrize("opening", [b"[", b'{"a":'])
def test_nesting_without_end_is_refused(name: str, opening: bytes) -> None:
    assert ask(name, body=opening * 200_000) == 400


def ask(name: str, body: bytes = b"", query: dict[str, str] | None = None) -> int:
    """Call an operation on a sandbox of its own, and let come to pass what follows."""
    state = State(":memory:", PROVIDERS, {})
    request = Request("1", "POST", "/", {}, query or {}, {}, body)
    try:
        response = HANDLERS[name](state, request)
        assert isinstance(response, Response)
        status = response.status
        state.clock.advance(10 * 86400)
        advance_messages(state)
    except RefusedError as refused:
        status = refused.response.status
    finally:
        state.close()
    return status

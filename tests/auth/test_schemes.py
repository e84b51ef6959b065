"""The schemes beside LINE's: which is chosen, and what goes on the wire."""

from __future__ import annotations

import json
from typing import Any

import pytest
import requests
import responses

from line_connector import Connection, CredentialsError, Session, UnknownOutcomeError
from line_connector.errors import AuthenticationError
from line_connector.http.body import Json
from line_connector.http.request import Request
from line_connector.schema.problems import Problem
from support.sandboxed import SOON_RETRIES

URL = "https://x1.api.infobip.com"
SCHEMES = ("api_key", "client_credentials", "ibsso", "basic")
READ = Request("GET", "/omni/1/scenarios", idempotent=True)
PASSWORD = {"username": "mary", "password": "pä:ss"}


def session(**values: Any) -> Session:
    return Session(Connection("infobip", SCHEMES, {"url": URL, **values}), retries=())


def sent(number: int = -1) -> str:
    header: str = responses.calls[number].request.headers["Authorization"]
    return header


@responses.activate
@pytest.mark.parametrize(
    ("values", "header"),
    [
        ({"api_key": "k-1"}, "App k-1"),
        (PASSWORD, "Basic bWFyeTpww6Q6c3M="),
        ({**PASSWORD, "api_key": "k-1"}, "App k-1"),
    ],
)
def test_first_complete_scheme_is_sent(values: dict[str, str], header: str) -> None:
    responses.get(f"{URL}/omni/1/scenarios", json={"scenarios": []})

    with session(**values) as open_session:
        open_session.send(READ)

    assert sent() == header


@responses.activate
def test_ibsso_session_is_created_once_and_destroyed() -> None:
    responses.post(f"{URL}/auth/1/session", json={"token": "t-1"})
    responses.delete(f"{URL}/auth/1/session", json={})
    responses.get(f"{URL}/omni/1/scenarios", json={"scenarios": []})

    with session(**PASSWORD, session_url="auth/1/session") as open_session:
        open_session.send(READ)
        open_session.send(READ)

    calls = [call.request.method for call in responses.calls]
    assert calls == ["POST", "GET", "GET", "DELETE"]
    assert json.loads(responses.calls[0].request.body or "") == PASSWORD
    assert {sent(1), sent(2), sent(3)} == {"IBSSO t-1"}


@responses.activate
def test_dead_ibsso_session_is_destroyed_before_the_next() -> None:
    responses.post(f"{URL}/auth/1/session", json={"token": "t-1"})
    responses.get(f"{URL}/omni/1/scenarios", status=401, json={})
    responses.delete(f"{URL}/auth/1/session", status=401, json={})
    responses.post(f"{URL}/auth/1/session", json={"token": "t-2"})
    responses.get(f"{URL}/omni/1/scenarios", json={"scenarios": []})

    open_session = session(**PASSWORD, session_url="auth/1/session")
    assert open_session.send(READ).status_code == 200

    calls = [call.request.method for call in responses.calls]
    assert calls == ["POST", "GET", "DELETE", "POST", "GET"]
    assert sent() == "IBSSO t-2"


@responses.activate
@pytest.mark.parametrize("body", ["<html>", "{}", '{"token": 1}', "[]"])
def test_session_answer_without_a_token_is_refused(body: str) -> None:
    responses.post(f"{URL}/auth/1/session", body=body)

    with pytest.raises(CredentialsError, match="no access token"):
        session(**PASSWORD, session_url="auth/1/session").send(READ)


ERRORS = {
    "ApiError": {
        "errorCode": "E401",
        "description": "The request lacks valid authentication credentials.",
        "action": "Check the resources.",
        "violations": [{"property": "messages[0].sender", "violation": "must not be null"}],
        "resources": [],
    },
    "requestError": {
        "requestError": {
            "serviceException": {
                "messageId": "UNAUTHORIZED",
                "text": "Invalid login details",
                "validationErrors": {"messages[0].sender": ["must not be null"]},
            }
        }
    },
}


@responses.activate
@pytest.mark.parametrize(
    ("family", "code"), [("ApiError", "E401"), ("requestError", "UNAUTHORIZED")]
)
def test_both_error_families_have_the_same_attributes(family: str, code: str) -> None:
    responses.get(f"{URL}/omni/1/scenarios", status=401, json=ERRORS[family])

    with pytest.raises(AuthenticationError, match="must not be null") as caught:
        session(api_key="k").send(READ)

    assert caught.value.code == code
    assert caught.value.problems == [Problem(("messages", 0, "sender"), "must not be null")]
    assert caught.value.output.json_body == ERRORS[family]


@responses.activate
def test_what_is_sent_again_on_request_stays_unknown_when_all_tries_fail() -> None:
    responses.post(f"{URL}/omni/1/advanced", body=requests.ReadTimeout())
    responses.post(f"{URL}/omni/1/advanced", status=400, json=ERRORS["requestError"])
    send = Request("POST", "/omni/1/advanced", body=Json({}), resend=True)
    connection = Connection("infobip", SCHEMES, {"url": URL, "api_key": "k"})

    with pytest.raises(UnknownOutcomeError) as caught:
        Session(connection, SOON_RETRIES).send(send)

    assert len(responses.calls) == 2
    assert caught.value.output is not None
    assert caught.value.output.status_code == 400


@responses.activate
def test_a_get_that_takes_something_away_is_not_sent_again() -> None:
    responses.get(f"{URL}/omni/1/reports", body=requests.ReadTimeout())

    with pytest.raises(UnknownOutcomeError):
        session(api_key="k").send(Request("GET", "/omni/1/reports"))
    assert len(responses.calls) == 1

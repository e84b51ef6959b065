"""The four ways to be let in, and how the others are turned away."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pytest

if TYPE_CHECKING:
    from sandbox.conftest import Client, Reply
    from sandbox.infobip.conftest import Infobip

SESSION = "/auth/1/session"
TOKEN = "/auth/1/oauth2/token"
LOGIN = {"username": "sandbox", "password": "sandbox"}
GRANT = {
    "client_id": "sandbox",
    "client_secret": "sandbox",
    "grant_type": "client_credentials",
}
UNAUTHORIZED = {
    "requestError": {"serviceException": {"messageId": "UNAUTHORIZED", "text": "Unauthorized"}}
}
WRONG_LOGIN = {
    "requestError": {
        "serviceException": {"messageId": "UNAUTHORIZED", "text": "Invalid login details"}
    }
}


def basic(credentials: str) -> str:
    return f"Basic {base64.b64encode(credentials.encode()).decode()}"


def ask_token(client: Client, **form: str) -> Reply:
    kind = "application/x-www-form-urlencoded"
    return client.send("POST", TOKEN, urlencode(form), content_type=kind)


def login(infobip: Infobip, **more: Any) -> Reply:
    return infobip.post(SESSION, {**LOGIN, **more}, auth="")


@pytest.mark.parametrize("auth", ["App sandbox-key", "app sandbox-key", basic("sandbox:sandbox")])
@pytest.mark.parametrize("path", ["/line/1/reports", "/omni/1/reports", "/omni/1/scenarios"])
def test_keys_and_passwords_are_good_everywhere(infobip: Infobip, auth: str, path: str) -> None:
    assert infobip.get(path, auth=auth).status == 200


@pytest.mark.parametrize(
    "auth",
    ["", "App", "App other", basic("sandbox:other"), "Basic §", "Basic abc", "IBSSO x", "Bearer x"],
)
def test_others_are_turned_away_in_the_words_of_each_family(infobip: Infobip, auth: str) -> None:
    auth = auth.encode().decode("latin-1")
    newer = infobip.get("/line/1/reports", auth=auth)
    assert newer.status == 401
    assert newer.json == {
        "errorCode": "E401",
        "description": "The request lacks valid authentication credentials for the requested"
        " resource.",
        "action": "Check the resources and adjust authentication credentials.",
        "violations": [],
        "resources": [{"name": "API Authentication", "url": newer.json["resources"][0]["url"]}],
    }
    for method, path in (
        ("GET", "/omni/1/logs"),
        ("POST", "/omni/1/advanced"),
        ("POST", "/line/1/single"),
        ("DELETE", SESSION),
    ):
        reply = infobip.send(method, path, {}, auth=auth)
        assert (reply.status, reply.json) == (401, UNAUTHORIZED)


def test_nothing_is_sent_without_credentials(infobip: Infobip) -> None:
    body = {"destinations": [{"to": {"phoneNumber": "66900000001"}}], "sms": {"text": "Hi"}}
    assert infobip.post("/omni/1/advanced", body, auth="").status == 401
    assert infobip.received() == []


def test_an_access_token_is_good_until_it_runs_out(infobip: Infobip, client: Client) -> None:
    reply = ask_token(client, **GRANT)
    assert reply.status == 200
    token = reply.json["access_token"]
    assert reply.json == {"access_token": token, "expires_in": 3600, "token_type": "Bearer"}
    auth = f"Bearer {token}"
    infobip.wait(3590)
    assert infobip.get("/line/1/reports", auth=auth).status == 200
    infobip.wait(11)
    assert infobip.get("/line/1/reports", auth=auth).status == 401


def test_the_lifetime_of_access_tokens_can_be_set(client: Client) -> None:
    client.control("settings", infobipTokenLifetime=5)
    assert ask_token(client, **GRANT).json["expires_in"] == 5


@pytest.mark.parametrize(
    ("form", "status", "error"),
    [
        ({**GRANT, "client_secret": "other"}, 401, "invalid_client"),
        ({**GRANT, "client_id": "other"}, 401, "invalid_client"),
        ({**GRANT, "grant_type": "authorization_code"}, 400, "invalid_request"),
        ({"grant_type": "client_credentials"}, 401, "invalid_client"),
        ({}, 400, "invalid_request"),
    ],
)
def test_no_access_token_for_others(
    client: Client, form: dict[str, str], status: int, error: str
) -> None:
    reply = ask_token(client, **form)
    assert (reply.status, reply.json["error"]) == (status, error)
    assert reply.json["requestError"]["serviceException"]["messageId"] in {
        "UNAUTHORIZED",
        "BAD_REQUEST",
    }


def test_an_access_token_is_asked_for_in_a_form(infobip: Infobip) -> None:
    assert infobip.post(TOKEN, GRANT, auth="").status == 415


def test_a_session_is_good_until_it_is_destroyed(infobip: Infobip) -> None:
    token = login(infobip, unsafe=True).json["token"]
    auth = f"IBSSO {token}"
    assert infobip.get("/omni/1/reports", auth=auth).status == 200
    assert infobip.send("DELETE", SESSION, auth=auth).status == 200
    assert infobip.get("/omni/1/reports", auth=auth).status == 401


def test_a_session_runs_out_after_an_hour(infobip: Infobip) -> None:
    auth = f"IBSSO {login(infobip).json['token']}"
    infobip.wait(3590)
    assert infobip.get("/line/1/reports", auth=auth).status == 200
    infobip.wait(11)
    assert infobip.get("/line/1/reports", auth=auth).status == 401
    assert login(infobip).status == 200


def test_there_is_one_session_at_a_time(infobip: Infobip) -> None:
    first = login(infobip).json["token"]
    assert login(infobip).status == 400
    infobip.send("DELETE", SESSION, auth=f"IBSSO {first}")
    second = login(infobip)
    assert second.status == 200
    assert second.json["token"] != first


def test_only_a_session_can_be_destroyed(infobip: Infobip) -> None:
    assert infobip.send("DELETE", SESSION).status == 401


def test_a_token_of_one_scheme_is_none_of_another(infobip: Infobip, client: Client) -> None:
    session = login(infobip).json["token"]
    access = ask_token(client, **GRANT).json["access_token"]
    for auth in (f"Bearer {session}", f"IBSSO {access}"):
        assert infobip.get("/line/1/reports", auth=auth).status == 401


def test_no_session_with_a_wrong_password(infobip: Infobip) -> None:
    reply = login(infobip, password="other")
    assert (reply.status, reply.json) == (401, WRONG_LOGIN)


def test_no_session_without_a_password(infobip: Infobip) -> None:
    reply = infobip.post(SESSION, {"username": " "}, auth="")
    assert reply.status == 400
    assert reply.json["requestError"]["serviceException"] == {
        "messageId": "BAD_REQUEST",
        "text": "Bad Request",
        "validationErrors": {"password": ["must not be null"], "username": ["must not be blank"]},
    }


@pytest.mark.parametrize("path", [SESSION, TOKEN])
def test_ten_attempts_a_second(infobip: Infobip, client: Client, path: str) -> None:
    # So many at once that a second's worth of new ones cannot keep up, however slow the machine.
    statuses = [client.send("POST", path, "").status for _ in range(60)]
    assert statuses[:10] == [400] * 10
    assert 429 in statuses


def test_neither_passwords_nor_keys_are_logged(infobip: Infobip, client: Client) -> None:
    infobip.post(SESSION, {"username": "sandbox", "password": "hush"}, auth="")
    infobip.get("/line/1/reports", auth="App hush")
    infobip.get("/line/1/reports", auth="hush")
    log = client.seen("requests")["requests"]
    assert [entry["status"] for entry in log] == [401, 401, 401]
    assert log[0]["body"] == {"username": "sandbox", "password": "(secret)"}
    assert log[1]["headers"]["authorization"] == "App (secret)"
    assert log[2]["headers"]["authorization"] == "(secret)"
    assert "hush" not in json.dumps(log)

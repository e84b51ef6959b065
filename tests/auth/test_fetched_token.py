"""Tokens: fetched once, shared by threads, renewed in time, refused once at most."""

from __future__ import annotations

import json
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import jwt
import pytest
import responses
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from line_connector import Connector, CredentialsError, SessionError
from line_connector.errors import AuthenticationError
from support.sandboxed import USER, Line, text

TOKEN = "/oauth2/v3/token"
QUOTA = "/v2/bot/message/quota"


def credentials(line: Line, **changes: Any) -> dict[str, Any]:
    return {
        "url": line.url,
        "client_id": "1000000001",
        "client_secret": "sandbox-secret",
        **changes,
    }


def test_one_token_serves_many_calls_of_many_threads(connector: Connector, line: Line) -> None:
    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(lambda _: connector.run("get_message_quota"), range(60)))

    assert {answer.status_code for answer in answers} == {200}
    assert len(line.requests(TOKEN)) == 1


def test_fifty_threads_live_with_a_token_that_dies_every_second(
    connector: Connector, line: Line
) -> None:
    line.control("settings", {"tokenLifetime": 1, "rateLimits": False})
    until = time.monotonic() + 4

    def call(_: int) -> int:
        calls = 0
        while time.monotonic() < until:
            assert connector.run("get_message_quota").status_code == 200
            calls += 1
        return calls

    started = time.monotonic()
    with ThreadPoolExecutor(50) as pool:
        calls = sum(pool.map(call, range(50)))
    lived = time.monotonic() - started

    tokens = len(line.requests(TOKEN))
    assert calls > 50
    # A token is renewed when nine tenths of its second are over, by one thread for all.
    assert 2 <= tokens <= lived / 0.9 + 1


def test_token_is_renewed_before_it_runs_out(connector: Connector, line: Line) -> None:
    line.control("settings", {"tokenLifetime": 5})
    connector.run("get_message_quota")
    time.sleep(4.6)  # nine tenths, and then some
    connector.run("get_message_quota")

    assert [entry["status"] for entry in line.requests(QUOTA)] == [200, 200]
    assert len(line.requests(TOKEN)) == 2


def test_refused_token_is_renewed_once(connector: Connector, line: Line) -> None:
    connector.run("get_message_quota")
    line.control("clock", {"advance": 3600})

    assert connector.run("get_message_quota").status_code == 200
    assert [entry["status"] for entry in line.requests(QUOTA)] == [200, 401, 200]
    assert len(line.requests(TOKEN)) == 2


def test_second_refusal_is_final(connector: Connector, line: Line) -> None:
    line.fault(QUOTA, answer={"status": 401, "json": {"message": "no"}}, times=9)

    with pytest.raises(AuthenticationError, match="no"):
        connector.run("get_message_quota")
    assert len(line.requests(QUOTA)) == 2
    assert len(line.requests(TOKEN)) == 2


def test_wrong_secret_is_told_in_the_providers_words(line: Line) -> None:
    with (
        Connector({"line": credentials(line, client_secret="mistyped-secret")}) as connector,
        pytest.raises(CredentialsError, match="Invalid 'client_credentials'") as caught,
    ):
        connector.run("get_message_quota")
    assert "mistyped-secret" not in str(caught.value)


def test_token_endpoint_that_fails_is_asked_again(connector: Connector, line: Line) -> None:
    line.fault(TOKEN, answer={"status": 503, "text": "<html>"})
    line.fault(TOKEN, drop="before")

    assert connector.run("get_message_quota").status_code == 200
    assert len(line.requests(TOKEN)) == 3


def test_token_endpoint_that_keeps_failing_is_a_connection_error(
    connector: Connector, line: Line
) -> None:
    line.fault(TOKEN, answer={"status": 503}, times=9)

    with pytest.raises(SessionError, match="token_url: no answer"):
        connector.run("get_message_quota")
    assert line.requests(QUOTA) == []


def test_answer_without_a_token_is_refused(connector: Connector, line: Line) -> None:
    line.fault(TOKEN, answer={"status": 200, "text": "<html>log in</html>"})

    with pytest.raises(CredentialsError, match="no access token"):
        connector.run("get_message_quota")


@pytest.mark.parametrize("form", ["pem", "jwk"])
def test_private_key_gets_a_token(line: Line, form: str) -> None:
    key = rsa.generate_private_key(65537, 2048)
    public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(key.public_key()))
    kid = line.control("channel-keys", {**public, "alg": "RS256", "use": "sig"})["kid"]
    if form == "pem":
        pem = key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        own = {"private_key": pem.decode(), "key_id": kid}
    else:
        jwk = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(key))
        own = {"private_key": json.dumps({**jwk, "kid": kid})}
    values = {"url": line.url, "client_id": "1000000001", **own}

    with Connector({"line": values}) as connector:
        output = connector.run("push_message", {"to": USER, "messages": text()})

    assert output.status_code == 200
    form_sent = line.requests(TOKEN)[0]
    assert "authorization" not in form_sent["headers"]


def test_key_that_is_none_is_refused_without_showing_it(line: Line) -> None:
    values = {"url": line.url, "client_id": "1", "private_key": "no-key-at-all", "key_id": "k"}
    with (
        Connector({"line": values}) as connector,
        pytest.raises(CredentialsError, match="private_key: must be an RSA") as caught,
    ):
        connector.run("get_message_quota")
    assert "no-key-at-all" not in str(caught.value)


def test_key_without_its_id_is_told_apart_from_no_key(line: Line) -> None:
    key = rsa.generate_private_key(65537, 2048)
    jwk = json.dumps(json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(key)))
    values = {"url": line.url, "client_id": "1", "private_key": jwk}
    with (
        Connector({"line": values}) as connector,
        pytest.raises(CredentialsError, match="connection line, key_id: is missing"),
    ):
        connector.run("get_message_quota")


@responses.activate
def test_a_real_host_is_asked_over_tls_with_the_secret_in_the_form() -> None:
    responses.post(
        "https://api.line.me/oauth2/v3/token", json={"access_token": "t", "expires_in": 900}
    )
    responses.get("https://api.line.me/v2/bot/message/quota", json={"type": "none"})
    values = {"client_id": "1", "client_secret": "s"}

    with Connector({"line": values}) as connector:
        assert connector.run("get_message_quota").json_body == {"type": "none"}

    form = responses.calls[0].request
    assert form.body == "grant_type=client_credentials&client_id=1&client_secret=s"
    assert "Authorization" not in form.headers
    assert responses.calls[1].request.headers["Authorization"] == "Bearer t"


@pytest.mark.parametrize("field", ["url", "token_url"])
def test_plain_http_is_refused_off_loopback(field: str) -> None:
    values = {"client_id": "1", "client_secret": "s", field: "http://line.example.com/token"}
    with (
        Connector({"line": values}) as connector,
        pytest.raises(CredentialsError, match=f"{field}: must start with https://"),
    ):
        connector.run("get_message_quota")


def test_missing_credentials_show_both_ways_to_give_them() -> None:
    with Connector({}) as connector, pytest.raises(CredentialsError) as caught:
        connector.run("get_message_quota")
    assert "as environment variables (LINE_TOKEN, …), or in a file" in str(caught.value)
    assert "client_id and client_secret" in str(caught.value)

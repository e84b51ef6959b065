"""Stateless channel access tokens, by secret and by signed JWT."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

if TYPE_CHECKING:
    from sandbox.conftest import Client, Reply

TOKEN = "/oauth2/v3/token"
SECRET = {
    "grant_type": "client_credentials",
    "client_id": "1000000001",
    "client_secret": "sandbox-secret",
}
ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"


def ask(client: Client, form: dict[str, str]) -> Reply:
    content_type = "application/x-www-form-urlencoded"
    return client.send("POST", TOKEN, urlencode(form), content_type=content_type)


def issued(client: Client) -> str:
    token: str = ask(client, SECRET).json["access_token"]
    return token


def quota_status(client: Client, token: str) -> int:
    return client.get("/v2/bot/message/quota", token=token).status


@pytest.fixture(scope="module")
def private_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, 2048)


@pytest.fixture
def public_jwk(private_key: rsa.RSAPrivateKey) -> dict[str, Any]:
    jwk = jwt.algorithms.RSAAlgorithm.to_jwk(private_key.public_key(), as_dict=True)
    return {"kty": "RSA", "alg": "RS256", "use": "sig", "n": jwk["n"], "e": jwk["e"]}


def ask_signed(client: Client, private_key: rsa.RSAPrivateKey, kid: str, **claims: Any) -> Reply:
    payload = {
        "iss": "1000000001",
        "sub": "1000000001",
        "aud": "https://api.line.me/",
        "exp": int(time.time()) + 600,
        **claims,
    }
    assertion = jwt.encode(payload, private_key, algorithm="RS256", headers={"kid": kid})
    form = {
        "grant_type": "client_credentials",
        "client_assertion_type": ASSERTION_TYPE,
        "client_assertion": assertion,
    }
    return ask(client, form)


def test_the_secret_buys_a_token_for_a_quarter_of_an_hour(client: Client) -> None:
    reply = ask(client, SECRET)
    assert reply.status == 200
    token = reply.json.pop("access_token")
    assert reply.json | {"access_token": token} == {
        "token_type": "Bearer",
        "access_token": token,
        "expires_in": 900,
    }
    assert quota_status(client, token) == 200


def test_a_token_runs_out_by_the_sandbox_clock(client: Client) -> None:
    token = issued(client)
    client.control("clock", advance=890)
    assert quota_status(client, token) == 200
    client.control("clock", advance=10)
    assert quota_status(client, token) == 401


def test_the_lifetime_can_be_set(client: Client) -> None:
    client.control("settings", tokenLifetime=0.5)
    assert ask(client, SECRET).json["expires_in"] == 0
    client.control("settings", tokenLifetime=60)
    token = issued(client)
    client.control("clock", advance=60)
    assert quota_status(client, token) == 401


def test_the_long_lived_token_never_runs_out(client: Client) -> None:
    client.control("clock", advance=100 * 365 * 24 * 3600)
    assert quota_status(client, "sandbox-token") == 200


@pytest.mark.parametrize(
    "wrong", [{"client_id": "1000000002"}, {"client_secret": "wrong"}, {"client_secret": ""}]
)
def test_wrong_credentials_are_refused(client: Client, wrong: dict[str, str]) -> None:
    reply = ask(client, {**SECRET, **wrong})
    assert reply.status == 400
    assert reply.json == {
        "error": "invalid_request",
        "error_description": "Invalid 'client_credentials'.",
    }


@pytest.mark.parametrize("missing", SECRET)
def test_missing_parameters_are_refused(client: Client, missing: str) -> None:
    form = {name: value for name, value in SECRET.items() if name != missing}
    reply = ask(client, form)
    assert (reply.status, reply.json["error"]) == (400, "invalid_request")


def test_a_signed_assertion_buys_a_token(
    client: Client, private_key: rsa.RSAPrivateKey, public_jwk: dict[str, Any]
) -> None:
    kid = client.control("channel-keys", **public_jwk)["kid"]
    reply = ask_signed(client, private_key, kid)
    assert reply.status == 200
    assert quota_status(client, reply.json["access_token"]) == 200


def test_an_assertion_of_an_unknown_key_is_not_found(
    client: Client, private_key: rsa.RSAPrivateKey
) -> None:
    reply = ask_signed(client, private_key, "unknown")
    text = "Cannot find channel key that satisfies the conditions"
    assert (reply.status, reply.json) == (404, {"message": text})


@pytest.mark.parametrize(
    ("claims", "description"),
    [
        ({"iss": "1000000002"}, "iss and clientId of key do not match"),
        ({"sub": "1000000002"}, "iss and clientId of key do not match"),
        ({"exp": int(time.time()) - 1}, "Invalid exp"),
        ({"exp": int(time.time()) + 24 * 3600}, "Invalid exp"),
        ({"exp": "soon"}, "Invalid exp"),
        ({"aud": "https://example.com/"}, "Invalid aud"),
    ],
)
def test_an_assertion_with_wrong_claims_is_refused(
    client: Client,
    private_key: rsa.RSAPrivateKey,
    public_jwk: dict[str, Any],
    claims: dict[str, Any],
    description: str,
) -> None:
    kid = client.control("channel-keys", **public_jwk)["kid"]
    reply = ask_signed(client, private_key, kid, **claims)
    assert reply.status == 400
    assert reply.json == {"error": "invalid_client", "error_description": description}


def test_an_assertion_signed_by_another_key_is_refused(
    client: Client, public_jwk: dict[str, Any]
) -> None:
    kid = client.control("channel-keys", **public_jwk)["kid"]
    other = rsa.generate_private_key(65537, 2048)
    reply = ask_signed(client, other, kid)
    assert (reply.status, reply.json["error"]) == (400, "invalid_client")


def test_what_is_no_jwt_is_refused(client: Client) -> None:
    form = {
        "grant_type": "client_credentials",
        "client_assertion_type": ASSERTION_TYPE,
        "client_assertion": "not.a.jwt",
    }
    reply = ask(client, form)
    assert (reply.status, reply.json["error"]) == (400, "invalid_client")


def test_a_private_key_is_not_taken(
    client: Client, private_key: rsa.RSAPrivateKey, public_jwk: dict[str, Any]
) -> None:
    private_jwk = jwt.algorithms.RSAAlgorithm.to_jwk(private_key, as_dict=True)
    body = json.dumps({**public_jwk, "d": private_jwk["d"]})
    reply = client.send("POST", "/_sandbox/channel-keys", body)
    assert (reply.status, reply.json) == (400, {"message": "d: d is unknown"})

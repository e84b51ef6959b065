from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from line_connector import Connector, InputError
from line_connector.errors import ApiError, AuthenticationError, BadRequestError, NotFoundError
from support.sandboxed import Line
from support.signing import CHANNEL_ID, public_jwk, signed

SECRET = {"client_id": CHANNEL_ID, "client_secret": "sandbox-secret"}
DAY = 24 * 60 * 60
MONTH = 30 * DAY


@pytest.fixture
def tokens(line: Line) -> Iterator[Connector]:
    """A connection with addresses, and no credentials at all."""
    with Connector({"line": {"url": line.url}}) as connector:
        yield connector


@pytest.fixture
def kid(line: Line) -> str:
    registered: str = line.control("channel-keys", public_jwk())["kid"]
    return registered


def works(line: Line, token: str) -> bool:
    with Connector({"line": {"url": line.url, "token": token}}) as connector:
        try:
            connector.run("get_bot_info")
        except AuthenticationError:
            return False
        return True


def refusal(connector: Connector, name: str, raw: dict[str, Any]) -> tuple[int, Any]:
    with pytest.raises(ApiError) as caught:
        connector.run(name, raw)
    return caught.value.output.status_code, caught.value.output.json_body


def test_stateless_token_is_issued_for_secret_or_assertion(
    tokens: Connector, line: Line, kid: str
) -> None:
    kind = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
    for proof in (SECRET, {"client_assertion_type": kind, "client_assertion": signed(kid)}):
        body = tokens.run("issue_stateless_channel_token", proof).body
        assert (body.expires_in, body.token_type) == (900, "Bearer")
        assert works(line, body.access_token)


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        ({}, "needs client_id and client_secret, or a client_assertion"),
        ({"client_id": "1"}, "client_secret: is required"),
        ({"client_secret": "s"}, "client_id: is required"),
        ({"client_id": "1", "client_secret": ""}, "client_secret: must not be empty"),
        ({"client_assertion": "a.b.c"}, "client_assertion_type: is required"),
        ({**SECRET, "client_assertion": "a.b.c"}, "must not stand beside"),
        ({"client_assertion": "my-private-key"}, "client_assertion: must be a signed JWT"),
        ({**SECRET, "grant_type": "password"}, "grant_type: must be 'client_credentials'"),
    ],
)
def test_incomplete_proof_is_refused_unsent(
    tokens: Connector, line: Line, raw: dict[str, Any], why: str
) -> None:
    with pytest.raises(InputError, match=why) as caught:
        tokens.run("issue_stateless_channel_token", raw)
    assert "my-private-key" not in str(caught.value)
    assert line.requests() == []


def test_token_with_a_lifetime_of_ones_own(tokens: Connector, line: Line, kid: str) -> None:
    issued = tokens.run(
        "issue_channel_token_by_jwt", {"client_assertion": signed(kid, token_exp=DAY)}
    ).body
    assert (issued.expires_in, issued.token_type) == (DAY, "Bearer")
    assert works(line, issued.access_token)

    token = {"access_token": issued.access_token}
    found = tokens.run("verify_channel_token_by_jwt", token).body
    assert (found.client_id, found.scope) == (CHANNEL_ID, "profile chat_message.write")
    assert DAY - 60 < found.expires_in <= DAY
    assert kids(tokens, kid) == [issued.key_id]

    line.control("clock", {"advance": DAY})
    assert not works(line, issued.access_token)
    assert refusal(tokens, "verify_channel_token_by_jwt", token) == (
        400,
        {"error": "invalid_request", "error_description": "The access token expired"},
    )


def kids(tokens: Connector, kid: str) -> list[str]:
    listed: list[str] = tokens.run(
        "gets_all_valid_channel_access_token_key_ids", {"client_assertion": signed(kid)}
    ).body.kids
    return listed


def test_revoked_token_works_no_more(tokens: Connector, line: Line, kid: str) -> None:
    first, second = (
        tokens.run("issue_channel_token_by_jwt", {"client_assertion": signed(kid)}).body
        for _ in range(2)
    )
    for _ in range(2):  # that it is revoked already is no error
        revoked = tokens.run(
            "revoke_channel_token_by_jwt", {**SECRET, "access_token": first.access_token}
        )
        assert (revoked.status_code, revoked.json_body) == (200, None)

    assert not works(line, first.access_token)
    assert works(line, second.access_token)
    assert kids(tokens, kid) == [second.key_id]
    with pytest.raises(BadRequestError):
        tokens.run("verify_channel_token_by_jwt", {"access_token": first.access_token})


def test_no_more_than_30_tokens_v21_are_valid(tokens: Connector, line: Line, kid: str) -> None:
    raw = {"client_assertion": signed(kid, token_exp=600)}
    for _ in range(30):
        tokens.run("issue_channel_token_by_jwt", raw)
    assert refusal(tokens, "issue_channel_token_by_jwt", raw) == (
        400,
        {"message": "The maximum number of access tokens has already been issued"},
    )

    line.control("clock", {"advance": 600})  # expired ones do not count
    later = signed(kid, exp=int(line.now()) + 600)
    tokens.run("issue_channel_token_by_jwt", {"client_assertion": later})


def test_31st_short_lived_token_revokes_the_oldest(tokens: Connector, line: Line) -> None:
    issued = [tokens.run("issue_channel_token", SECRET).body for _ in range(31)]
    assert {body.expires_in for body in issued} == {MONTH}
    assert [works(line, body.access_token) for body in issued[:2]] == [False, True]


def test_short_lived_token_is_verified_and_revoked(tokens: Connector, line: Line) -> None:
    token = {"access_token": tokens.run("issue_channel_token", SECRET).body.access_token}
    found = tokens.run("verify_channel_token", token).body
    assert (found.client_id, found.scope) == (CHANNEL_ID, "P CM")
    assert MONTH - 60 < found.expires_in <= MONTH

    tokens.run("revoke_channel_token", token)
    assert not works(line, token["access_token"])
    assert refusal(tokens, "verify_channel_token", token) == (
        400,
        {"error": "invalid_request", "error_description": "access_token invalid"},
    )


def test_long_lived_token_is_verified_and_revoked(tokens: Connector, line: Line) -> None:
    token = {"access_token": "sandbox-token"}
    assert tokens.run("verify_channel_token", token).body.expires_in == 3138007490

    tokens.run("revoke_channel_token", token)
    assert not works(line, "sandbox-token")


def oauth(error: str, description: str) -> dict[str, str]:
    return {"error": error, "error_description": description}


@pytest.mark.parametrize(
    ("name", "raw", "body"),
    [
        (
            "issue_stateless_channel_token",
            {**SECRET, "client_secret": "wrong-secret"},
            oauth("invalid_request", "Invalid 'client_credentials'."),
        ),
        (
            "issue_channel_token",
            {**SECRET, "client_id": "2"},
            oauth("invalid_client", "invalid client_id"),
        ),
        (
            "issue_channel_token",
            {**SECRET, "client_secret": "wrong-secret"},
            oauth("invalid_client", "invalid client_secret"),
        ),
        (
            "verify_channel_token",
            {"access_token": "unknown"},
            oauth("invalid_request", "access_token invalid"),
        ),
        (
            "verify_channel_token",
            {"access_token": "no token"},
            oauth("invalid_request", "access_token in invalid format"),
        ),
        ("revoke_channel_token", {"access_token": "no token"}, {"error": "invalid_request"}),
        (
            "verify_channel_token_by_jwt",
            {"access_token": "unsigned"},
            oauth("invalid_request", "The access token not JWS"),
        ),
        (
            "revoke_channel_token_by_jwt",
            {**SECRET, "access_token": "unsigned"},
            oauth("invalid_request", "The access token not JWS"),
        ),
        (
            "revoke_channel_token_by_jwt",
            {**SECRET, "access_token": "no.json.header"},
            oauth("invalid_request", "The access token malformed"),
        ),
    ],
)
def test_documented_refusals(
    tokens: Connector, name: str, raw: dict[str, Any], body: dict[str, str]
) -> None:
    assert refusal(tokens, name, raw) == (400, body)


def test_assertion_with_wrong_claims_is_refused(tokens: Connector, kid: str) -> None:
    name = "issue_channel_token_by_jwt"
    for claims, body in (
        ({"iss": "2"}, oauth("invalid_client", "iss and clientId of key do not match")),
        ({"exp": 1}, oauth("invalid_client", "Invalid exp")),
        ({"token_exp": MONTH + 1}, oauth("invalid_client", "Invalid token_exp")),
    ):
        assert refusal(tokens, name, {"client_assertion": signed(kid, **claims)}) == (400, body)


@pytest.mark.parametrize(
    "name", ["issue_channel_token_by_jwt", "gets_all_valid_channel_access_token_key_ids"]
)
def test_unregistered_key_is_not_found(tokens: Connector, name: str) -> None:
    with pytest.raises(NotFoundError, match="Cannot find channel key"):
        tokens.run(name, {"client_assertion": signed("unknown")})


def test_a_lost_answer_is_asked_for_again_only_where_that_does_no_harm(
    connector: Connector, line: Line
) -> None:
    line.fault("/v2/oauth/*", drop="after", times=2)
    with pytest.raises(Exception, match="outcome unknown"):
        connector.run("issue_channel_token", SECRET)
    connector.run("revoke_channel_token", {"access_token": "unknown"})

    paths = [entry["path"] for entry in line.requests()]
    assert paths == ["/v2/oauth/accessToken", "/v2/oauth/revoke", "/v2/oauth/revoke"]


def test_credentials_of_the_connection_stay_at_home(connector: Connector, line: Line) -> None:
    connector.run("issue_channel_token", SECRET)

    (request,) = line.requests()  # no token was fetched for it
    assert "authorization" not in request["headers"]

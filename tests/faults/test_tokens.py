"""Token endpoints at fault: one clear line, no send without a token, no secret sent elsewhere."""

from __future__ import annotations

import base64
import json
import time
from pathlib import Path
from threading import Barrier, Thread
from typing import Any, NamedTuple

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from faults.answers import (
    BAD_BODIES,
    BAD_HEADERS,
    CLOSED,
    DRIPPING,
    HANGING,
    INTERIM,
    NO_STATUS_LINE,
    TOO_BIG,
    good,
    http,
    http_json,
    says,
)
from faults.calls import INFOBIP, MANIFEST, PUSH, REPLY, RETRIES, TOTAL_TIMEOUT, Call
from faults.certificates import make_certificate
from faults.outcomes import assert_not_known, each
from faults.raw_server import Answer, RawServer
from line_connector import Connector, ConnectorError, CredentialsError, Output, SessionError
from line_connector.errors import AuthenticationError

SECRET = "s3cret/with+odd=parts"
CLIENT = "client-1"


def _private_key() -> str:
    key = rsa.generate_private_key(65537, 2048)
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ).decode()


class Scheme(NamedTuple):
    """A way to get a token: which call uses it, and what it is asked with and answered."""

    name: str
    call: Call
    address: str
    values: dict[str, str]
    answer: dict[str, Any]
    token: str
    header: str

    def connector(self, tokens: str, api: str, **settings: Any) -> Connector:
        values = {"url": api, **self.values, self.address: f"{tokens}/token", **settings}
        return Connector({self.call.provider: values}, MANIFEST, RETRIES)

    def run(self, tokens: str, api: str, **settings: Any) -> Output[Any] | ConnectorError:
        """Make the call and return how it ends; whatever is no error of ours fails the test."""
        with self.connector(tokens, api, **settings) as connector:
            try:
                output: Output[Any] = self.call.run(connector)
            except ConnectorError as error:
                return error
            return output

    def issues(self, **changes: Any) -> Answer:
        """Answer with a token, or with what is like one."""
        return says(http_json(200, {**self.answer, **changes}))


OAUTH = {"access_token": "issued", "expires_in": 900, "token_type": "Bearer"}

SCHEMES = (
    Scheme(
        "client_credentials",
        PUSH,
        "token_url",
        {"client_id": CLIENT, "client_secret": SECRET},
        OAUTH,
        "access_token",
        "Bearer issued",
    ),
    Scheme(
        "client_assertion",
        PUSH,
        "token_url",
        {"client_id": CLIENT, "private_key": _private_key(), "key_id": "k"},
        OAUTH,
        "access_token",
        "Bearer issued",
    ),
    Scheme(
        "ibsso",
        INFOBIP,
        "session_url",
        {"username": CLIENT, "password": SECRET},
        {"token": "issued"},
        "token",
        "IBSSO issued",
    ),
)
CREDENTIALS, ASSERTION, IBSSO = SCHEMES

each_scheme = pytest.mark.parametrize("scheme", SCHEMES, ids=lambda scheme: scheme.name)
each_oauth = pytest.mark.parametrize(
    "scheme", [CREDENTIALS, ASSERTION], ids=lambda scheme: scheme.name
)


def assert_no_token(ended: object) -> None:
    """The call ended, without a token, in one clear line that shows no secret."""
    assert isinstance(ended, SessionError), ended
    assert ended.exit_status == 3
    text = str(ended)
    assert "\n" not in text
    assert len(text) < 2000
    for secret in (SECRET, base64.b64encode(SECRET.encode()).decode(), "PRIVATE KEY"):
        assert secret not in f"{text} {ended!r} {ended.to_dict()}"


TRANSPORT = {**CLOSED, **NO_STATUS_LINE, **BAD_HEADERS, **BAD_BODIES, **INTERIM}

BUSY: dict[str, Answer] = {
    "500": says(http(500)),
    "502 page": says(http(502, b"<html>busy</html>", content_type=b"text/html"), "finish"),
    "503": says(http(503, b"")),
    "429": says(http_json(429, {"message": "Too many"})),
    "429, Retry-After of no number": says(http(429, b"", b"Retry-After: \xb2")),
}
"""The endpoint cannot answer now, and may be able to soon."""

REFUSALS: dict[str, Answer] = {
    "400": says(http_json(400, {"error": "invalid_client", "error_description": "unknown"})),
    "400 of no form": says(http_json(400, [1, None, {"error": 7}])),
    "400 page": says(http(400, b"<html>\n<p>no\n</html>", content_type=b"text/html")),
    "400 nested": says(http(400, b"[" * 100_000)),
    "400 of several lines": says(http_json(400, {"error": "a\nb\r\nc\x00", "message": "x\ny"})),
    "401": says(http_json(401, {"message": "no"})),
    "403": says(http(403, b"\xff\xfe\x00")),
    "404": says(http(404, b"", reason=b"\xff\x00")),
    "418": says(http(418, json.dumps({"message": "long " * 10_000}).encode())),
}

NO_TOKEN: dict[str, bytes] = {
    "page": http(200, b"<html>log in</html>", content_type=b"text/html"),
    "page said to be JSON": http(200, b"<html>log in</html>"),
    "empty": http(200, b""),
    "blank": http(200, b"  \r\n"),
    "half of some JSON": http(200, b'{"access_token": "iss'),
    "null": http(200, b"null"),
    "list": http(200, b"[]"),
    "list with a token in it": http_json(200, [OAUTH]),
    "text": http(200, b'"issued"'),
    "number": http(200, b"7"),
    "huge number": http(200, b"9" * 5000),
    "true": http(200, b"true"),
    "NaN": http(200, b"NaN"),
    "form": http(200, b"access_token=issued&expires_in=900"),
    "empty object": http(200, b"{}"),
    "other object": http_json(200, {"status": "ok", "token_type": "Bearer"}),
    "error": http_json(200, {"error": "invalid_client", "error_description": SECRET}),
    "error that is no text": http_json(200, {"error": {"code": 1}}),
    "no UTF-8": http(200, b'{"access_token": "\xff\xfe", "token": "\xff"}'),
    "UTF-16": http(200, '{"other": 1}'.encode("utf-16")),
    "NUL": http(200, b"\x00"),
    "nested 100,000 deep": http(200, b"[" * 100_000 + b"]" * 100_000),
    "objects nested 100,000 deep": http(200, b'{"a":' * 100_000 + b"1" + b"}" * 100_000),
    "odd charset": http(200, b"no", content_type=b"application/json; charset=no-such"),
    "204": b"HTTP/1.1 204 No Content\r\n\r\n",
    "201 empty": http(201, b""),
}
"""Whole answers that hold no token, though their status may say otherwise."""

BAD_TOKENS: dict[str, Any] = {
    "empty": "",
    "blank": "  ",
    "number": 7,
    "null": None,
    "true": True,
    "list": ["issued"],
    "object": {"issued": 1},
    "line break": "iss\r\nX-Injected: 1",
    "line feed at its end": "issued\n",
    "NUL": "iss\x00ued",
    "no Latin text": "ออก",
    "Latin, not ASCII": "issuéd",
    "lone surrogate": "iss\ud800",
}
"""What no header can carry, or no server would issue."""

BAD_LIFETIMES: dict[str, str] = {
    "words": '"abc"',
    "empty": '""',
    "negative": "-1",
    "infinite": "1e400",
    "negative infinite": "-1e400",
    "NaN": "NaN",
    "Infinity": "Infinity",
    "list": "[900]",
    "object": '{"seconds": 900}',
    "superscript": '"\\u00b2"',
    "5000 digits in a text": '"' + "9" * 5000 + '"',
}
"""What is no time that a token can live, as JSON."""

ODD_LIFETIMES: dict[str, str] = {
    "null": "null",
    "zero": "0",
    "text of digits": '"900"',
    "fraction": "899.5",
    "true": "true",
    "very long": "99999999999999",
    "5000 digits": "9" * 5000,
}
"""What may be taken, or refused in one clear line."""

ODD_EXTRAS: dict[str, Any] = {
    "scope is a number": {"scope": 7},
    "scope is a list": {"scope": ["a", "b"]},
    "scope is null": {"scope": None},
    "scope is an object": {"scope": {"a": 1}},
    "scope is other": {"scope": "other scopes"},
    "type is a number": {"token_type": 7},
    "type is null": {"token_type": None},
    "type is odd": {"token_type": "mac"},
    "type is a list": {"token_type": ["Bearer"]},
    "refresh token is a number": {"refresh_token": 7},
    "expires_at is odd": {"expires_at": "never"},
    "expires_at is a list": {"expires_at": []},
    "key is nested": {"key": [[[[[]]]]]},
}
"""What says nothing about the token; it may be taken, or refused in one clear line."""


@each_scheme
@each(TRANSPORT)
def test_answer_lost_at_every_try(fault: Answer, scheme: Scheme) -> None:
    with RawServer(fault) as tokens, RawServer(good()) as api:
        ended = scheme.run(tokens.url, api.url)

    assert_no_token(ended)
    assert 1 <= tokens.connections <= 4
    assert api.connections == 0


@each_scheme
@each({**CLOSED, **BUSY})
def test_token_is_asked_for_again(fault: Answer, scheme: Scheme) -> None:
    with RawServer(fault, scheme.issues()) as tokens, RawServer(good()) as api:
        ended = scheme.run(tokens.url, api.url)

    assert isinstance(ended, Output), ended
    assert [request.headers["authorization"] for request in api.received] == [scheme.header]


@each_scheme
@each(BUSY)
def test_endpoint_that_stays_busy(fault: Answer, scheme: Scheme) -> None:
    with RawServer(fault) as tokens, RawServer(good()) as api:
        ended = scheme.run(tokens.url, api.url)

    assert_no_token(ended)
    assert type(ended) is SessionError
    assert 2 <= len(tokens.received) <= 4
    assert api.connections == 0


@each_scheme
@each(REFUSALS)
def test_refusal_is_final(fault: Answer, scheme: Scheme) -> None:
    with RawServer(fault) as tokens, RawServer(good()) as api:
        ended = scheme.run(tokens.url, api.url)

    assert_no_token(ended)
    assert type(ended) is CredentialsError
    assert len(tokens.received) == 1
    assert api.connections == 0


@each_scheme
@each(HANGING)
def test_endpoint_that_goes_silent(fault: Answer, scheme: Scheme) -> None:
    with RawServer(fault) as tokens, RawServer(good()) as api:
        ended = scheme.run(tokens.url, api.url, read_timeout=0.1)

    assert_no_token(ended)
    assert type(ended) is SessionError
    assert api.connections == 0


@each_scheme
@each(DRIPPING)
def test_endpoint_that_drips(fault: Answer, scheme: Scheme) -> None:
    with RawServer(fault) as tokens, RawServer(good()) as api:
        settings = {"read_timeout": 0.25, TOTAL_TIMEOUT: 0.2}
        started = time.monotonic()
        ended = scheme.run(tokens.url, api.url, **settings)
        lasted = time.monotonic() - started

    assert_no_token(ended)
    assert api.connections == 0
    assert lasted < 5  # a hundred drips take ten seconds


@each_scheme
@each(TOO_BIG)
def test_answer_too_big_to_be_read(fault: Answer, scheme: Scheme) -> None:
    with RawServer(fault) as tokens, RawServer(good()) as api:
        ended = scheme.run(tokens.url, api.url)

    assert_no_token(ended)
    assert api.connections == 0


@each_scheme
@pytest.mark.parametrize("answer", NO_TOKEN.values(), ids=list(NO_TOKEN))
def test_answer_that_holds_no_token(answer: bytes, scheme: Scheme) -> None:
    with RawServer(says(answer, "finish")) as tokens, RawServer(good()) as api:
        ended = scheme.run(tokens.url, api.url)

    assert_no_token(ended)
    assert type(ended) is CredentialsError
    assert api.connections == 0


@each_scheme
@pytest.mark.parametrize("token", BAD_TOKENS.values(), ids=list(BAD_TOKENS))
def test_token_that_is_none(token: Any, scheme: Scheme) -> None:
    with RawServer(scheme.issues(**{scheme.token: token})) as tokens, RawServer(good()) as api:
        ended = scheme.run(tokens.url, api.url)

    assert_no_token(ended)
    assert type(ended) is CredentialsError
    assert api.connections == 0


def with_lifetime(lifetime: str) -> Answer:
    body = f'{{"access_token": "issued", "token_type": "Bearer", "expires_in": {lifetime}}}'
    return says(http(200, body.encode()))


@each_oauth
@pytest.mark.parametrize("lifetime", BAD_LIFETIMES.values(), ids=list(BAD_LIFETIMES))
def test_lifetime_that_is_none(lifetime: str, scheme: Scheme) -> None:
    with RawServer(with_lifetime(lifetime)) as tokens, RawServer(good()) as api:
        ended = scheme.run(tokens.url, api.url)

    assert_no_token(ended)
    assert type(ended) is CredentialsError
    assert api.connections == 0


def assert_used_or_refused(ended: object, api: RawServer) -> None:
    if isinstance(ended, Output):
        assert [request.headers["authorization"] for request in api.received] == ["Bearer issued"]
    else:
        assert_no_token(ended)
        assert type(ended) is CredentialsError
        assert api.connections == 0


@each_oauth
@pytest.mark.parametrize("lifetime", ODD_LIFETIMES.values(), ids=list(ODD_LIFETIMES))
def test_odd_lifetime_is_taken_or_refused(lifetime: str, scheme: Scheme) -> None:
    with RawServer(with_lifetime(lifetime)) as tokens, RawServer(good()) as api:
        ended = scheme.run(tokens.url, api.url)

    assert_used_or_refused(ended, api)
    assert len(tokens.received) <= 2


@each_oauth
@pytest.mark.parametrize("extra", ODD_EXTRAS.values(), ids=list(ODD_EXTRAS))
def test_odd_words_beside_a_token(extra: Any, scheme: Scheme) -> None:
    with RawServer(scheme.issues(**extra)) as tokens, RawServer(good()) as api:
        ended = scheme.run(tokens.url, api.url)

    assert_used_or_refused(ended, api)


@each_scheme
@pytest.mark.parametrize("status", [300, 301, 302, 303, 304, 307, 308])
def test_redirect_gets_no_credentials(status: int, scheme: Scheme) -> None:
    with RawServer(scheme.issues()) as elsewhere, RawServer(good()) as api:
        location = f"Location: {elsewhere.url}/token".encode()
        with RawServer(says(http(status, b"", location))) as tokens:
            ended = scheme.run(tokens.url, api.url)

    assert_no_token(ended)
    assert type(ended) is CredentialsError
    assert elsewhere.connections == 0
    assert api.connections == 0
    assert len(tokens.received) == 1


@each_scheme
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirect_to_plain_http_gets_no_credentials(
    status: int, scheme: Scheme, tmp_path: Path
) -> None:
    file = tmp_path / "server.pem"
    context = make_certificate(file)
    with RawServer(scheme.issues()) as elsewhere:
        location = f"Location: {elsewhere.url}/token".encode()
        with RawServer(says(http(status, b"", location)), context=context) as tokens:
            ended = scheme.run(tokens.url, tokens.url, ca_file=str(file))

    assert_no_token(ended)
    assert type(ended) is CredentialsError
    assert elsewhere.connections == 0
    assert len(tokens.received) == 1


@each_scheme
@pytest.mark.parametrize("location", [b"", b"http://[::1", b"http://h:99999/", b"/\xff\xfe"])
def test_redirect_to_an_odd_place(location: bytes, scheme: Scheme) -> None:
    answer = says(http(307, b"", b"Location: " + location))
    with RawServer(answer) as tokens, RawServer(good()) as api:
        ended = scheme.run(tokens.url, api.url)

    assert_no_token(ended)
    assert api.connections == 0


UNAUTHORIZED = says(http_json(401, {"message": "token expired"}))


@each_scheme
def test_token_refused_in_mid_run_is_fetched_anew(scheme: Scheme) -> None:
    # A session of Infobip's is ended before the next one: that gets the second answer too.
    issued = (scheme.issues(), scheme.issues(**{scheme.token: "second"}))
    with RawServer(*issued) as tokens, RawServer(good(), UNAUTHORIZED, good()) as api:
        with scheme.connector(tokens.url, api.url) as connector:
            scheme.call.run(connector)
            output: Output[Any] = scheme.call.run(connector)
        headers = [request.headers["authorization"] for request in api.received]

    assert output.status_code == 200
    assert headers == [scheme.header, scheme.header, scheme.header.replace("issued", "second")]


@each_scheme
def test_token_that_is_never_taken(scheme: Scheme) -> None:
    with RawServer(scheme.issues()) as tokens, RawServer(UNAUTHORIZED) as api:
        ended = scheme.run(tokens.url, api.url)

    assert type(ended) is AuthenticationError
    assert ended.exit_status == 3
    assert len(api.received) == 2


def test_reply_goes_out_again_after_a_401_only() -> None:
    scheme = CREDENTIALS._replace(call=REPLY)
    with RawServer(scheme.issues()) as tokens:
        with RawServer(UNAUTHORIZED, good()) as api:
            assert isinstance(scheme.run(tokens.url, api.url), Output)
            assert len(api.received) == 2

        with RawServer(UNAUTHORIZED, says(b"", "finish"), good()) as api:
            assert_not_known(scheme.run(tokens.url, api.url), REPLY)
            assert len(api.received) == 2


@each_scheme
def test_endpoint_that_fails_when_a_token_is_refused(scheme: Scheme) -> None:
    with RawServer(scheme.issues(), says(http(503))) as tokens, RawServer(UNAUTHORIZED) as api:
        ended = scheme.run(tokens.url, api.url)

    assert_no_token(ended)
    assert len(api.received) == 1


def test_doubt_stays_when_no_new_token_can_be_had() -> None:
    lost = says(b"", "finish")
    with (
        RawServer(CREDENTIALS.issues(), says(http(400))) as tokens,
        RawServer(lost, UNAUTHORIZED) as api,
    ):
        ended = CREDENTIALS.run(tokens.url, api.url)

    assert_not_known(ended, PUSH)
    assert len(api.received) == 2


CALLERS = 8


def time_of_failure(connector: Connector) -> float:
    """Make a call that cannot get a token; return how long that took."""
    started = time.monotonic()
    with pytest.raises(SessionError):
        connector.run("get_message_quota")
    return time.monotonic() - started


def time_of_callers(connector: Connector) -> list[float]:
    """Make eight calls at once that cannot get a token; return how long each took."""
    barrier = Barrier(CALLERS)
    times: list[float] = []

    def call() -> None:
        barrier.wait(10)
        times.append(time_of_failure(connector))

    threads = [Thread(target=call, daemon=True) for _ in range(CALLERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return times


@each_oauth
def test_callers_do_not_queue_at_a_silent_endpoint(scheme: Scheme) -> None:
    silence = HANGING["silence"]
    with (
        RawServer(silence) as tokens,
        scheme.connector(tokens.url, tokens.url, read_timeout=0.3) as connector,
    ):
        alone = time_of_failure(connector)
        attempts = len(tokens.received)

    with (
        RawServer(silence) as tokens,
        scheme.connector(tokens.url, tokens.url, read_timeout=0.3) as connector,
    ):
        times = time_of_callers(connector)

    assert len(times) == CALLERS
    assert max(times) < CALLERS / 2 * alone
    # One attempt at a time; who comes when it has just failed may begin a second one.
    assert len(tokens.received) <= 2 * attempts


def test_failure_of_one_attempt_does_not_last() -> None:
    script = (*[says(b"", "finish")] * 3, CREDENTIALS.issues())
    with (
        RawServer(*script) as tokens,
        RawServer(good()) as api,
        CREDENTIALS.connector(tokens.url, api.url) as connector,
    ):
        with pytest.raises(SessionError):
            PUSH.run(connector)
        assert PUSH.run(connector).status_code == 200

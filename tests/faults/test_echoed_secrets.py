"""Answers that repeat our credentials, as some gateways do: no secret leaves us in any text."""

from __future__ import annotations

import base64
import json
import traceback
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote, quote_plus, urlencode

import pytest

from faults.answers import http, http_json, says
from faults.calls import INFOBIP, MANIFEST, PUSH, RETRIES, Call
from faults.outcomes import each_of_few
from faults.raw_server import RawServer
from line_connector import Connector, ConnectorError, Output

SECRET = 'tok/en+with"odd\\parts%and=more&'
"""What JSON, addresses and forms each write in another way."""

PASSWORD = "pass:word/+=%"

SPELLINGS: dict[str, Callable[[str], str]] = {
    "raw": str,
    "JSON": lambda text: json.dumps(text)[1:-1],
    "JSON in JSON": lambda text: json.dumps(json.dumps(text)[1:-1])[1:-1],
    "percent": lambda text: quote(text, safe=""),
    "percent in lower case": lambda text: quote(text, safe="").lower(),
    "form": quote_plus,
    "HTML": lambda text: text.replace("&", "&amp;").replace('"', "&quot;"),
    "Base64": lambda text: base64.b64encode(text.encode()).decode(),
}
"""How an answer may write what it repeats."""

SIMPLE = ("raw", "JSON", "percent", "form")

each_spelling = pytest.mark.parametrize("spelling", SIMPLE)


def texts_of(ended: Output[Any] | ConnectorError) -> Iterator[str]:
    """Yield every text that leaves us with an outcome."""
    if isinstance(ended, ConnectorError):
        yield str(ended)
        yield repr(ended)
        yield "".join(traceback.format_exception(ended))
        output = getattr(ended, "output", None)
        if output is not None:
            yield from texts_of(output)
    else:
        yield repr(ended)
        yield repr(ended.response_headers)
        yield ended.response_text or ""
        yield repr(ended.json_body)
    shape = ended.to_dict()
    yield json.dumps(shape)
    yield json.dumps(shape, ensure_ascii=False)


def assert_scrubbed(ended: Output[Any] | ConnectorError, *secrets: str) -> None:
    found = "\n".join(texts_of(ended))
    for secret in secrets:
        for name, spell in SPELLINGS.items():
            assert spell(secret) not in found, f"{name}: {spell(secret)}"
    assert "***" in found


def run(call: Call, values: dict[str, str]) -> Output[Any] | ConnectorError:
    with Connector({call.provider: values}, MANIFEST, RETRIES) as connector:
        try:
            output: Output[Any] = call.run(connector)
        except ConnectorError as error:
            return error
        return output


def echo_in_json(status: int, text: str) -> bytes:
    body = {"message": f"not with {text}", "details": [{"property": text, "message": text}]}
    return http_json(status, {**body, text: [1, {"deep": text}], "error_description": text})


def echo_in_header(status: int, text: str) -> bytes:
    fields = f"X-Echo: {text}\r\nX-Line-Request-Id: {text}".encode()
    return http(status, b"{}", fields)


def echo_in_reason(status: int, text: str) -> bytes:
    return http(status, b"{}", reason=text.encode())


def echo_in_page(status: int, text: str) -> bytes:
    return http(status, f"<p>{text}</p>".encode(), content_type=b"text/html")


ISSUE_TOKEN = Call(
    "token of a secret",
    "issue_channel_token",
    "keyless",
    200,
    {"client_id": "1", "client_secret": SECRET},
)

ECHOES = (echo_in_json, echo_in_page, echo_in_header, echo_in_reason)

each_echo = pytest.mark.parametrize("echo", ECHOES, ids=lambda echo: echo.__name__)
Echo = Callable[[int, str], bytes]


@each_of_few
@each_echo
@each_spelling
@pytest.mark.parametrize("status", [200, 302, 400, 401, 403, 409, 429, 500])
def test_token_that_an_answer_repeats(call: Call, echo: Echo, spelling: str, status: int) -> None:
    answer = echo(status, f"Bearer {SPELLINGS[spelling](SECRET)}")
    with RawServer(says(answer)) as server:
        ended = run(call, {"url": server.url, "token": SECRET})

    assert_scrubbed(ended, SECRET)


@each_echo
@each_spelling
@pytest.mark.parametrize("status", [200, 400, 401, 500])
def test_api_key_that_an_answer_repeats(echo: Echo, spelling: str, status: int) -> None:
    answer = echo(status, f"App {SPELLINGS[spelling](SECRET)}")
    with RawServer(says(answer)) as server:
        ended = run(INFOBIP, {"url": server.url, "api_key": SECRET})

    assert_scrubbed(ended, SECRET)


@each_echo
@pytest.mark.parametrize("status", [200, 400, 401, 500])
@pytest.mark.parametrize("spelling", [*SIMPLE, "Base64"])
def test_password_that_an_answer_repeats(echo: Echo, spelling: str, status: int) -> None:
    both = f"user:{PASSWORD}"
    told = SPELLINGS[spelling](both if spelling == "Base64" else PASSWORD)
    with RawServer(says(echo(status, f"Basic {told}"))) as server:
        values = {"url": server.url, "username": "user", "password": PASSWORD}
        ended = run(INFOBIP, values)

    assert_scrubbed(ended, PASSWORD, both)


@each_spelling
def test_password_beyond_ascii_that_a_page_repeats(spelling: str) -> None:
    password = "ความลับ-wörd"
    page = echo_in_page(401, SPELLINGS[spelling](password))
    with RawServer(says(page)) as server:
        ended = run(INFOBIP, {"url": server.url, "username": "user", "password": password})

    assert_scrubbed(ended, password)


@each_of_few
@each_echo
@pytest.mark.parametrize("status", [200, 400, 401, 500])
def test_fetched_token_that_an_answer_repeats(call: Call, echo: Echo, status: int) -> None:
    token = "fetched/to+ken=="
    issued = says(http_json(200, {"access_token": token, "expires_in": 900, "token_type": "b"}))
    with RawServer(issued) as tokens, RawServer(says(echo(status, f"Bearer {token}"))) as server:
        address = f"{tokens.url}/token"
        values = {"client_id": "1", "client_secret": SECRET, "token_url": address}
        ended = run(call, {"url": server.url, **values})

    assert_scrubbed(ended, token)


@each_echo
@each_spelling
@pytest.mark.parametrize("status", [302, 400, 401, 403, 404])
def test_client_secret_that_the_token_endpoint_repeats(
    echo: Echo, spelling: str, status: int
) -> None:
    with RawServer(says(echo(status, SPELLINGS[spelling](SECRET)))) as tokens:
        address = f"{tokens.url}/token"
        values = {"client_id": "1", "client_secret": SECRET, "token_url": address}
        ended = run(PUSH, {"url": tokens.url, **values})

    assert isinstance(ended, ConnectorError)
    found = "\n".join(texts_of(ended))
    for spell in SPELLINGS.values():
        assert spell(SECRET) not in found


def test_form_that_the_token_endpoint_repeats() -> None:
    form = urlencode({"client_id": "1", "client_secret": SECRET})
    answer = http_json(400, {"error": "invalid_client", "error_description": f"not {form}"})
    with RawServer(says(answer)) as tokens:
        address = f"{tokens.url}/token"
        values = {"client_id": "1", "client_secret": SECRET, "token_url": address}
        ended = run(PUSH, {"url": tokens.url, **values})

    assert_scrubbed(ended, SECRET)


@each_echo
@each_spelling
@pytest.mark.parametrize("status", [200, 302, 400, 401, 500])
def test_secret_of_an_input_that_an_answer_repeats(echo: Echo, spelling: str, status: int) -> None:
    with RawServer(says(echo(status, SPELLINGS[spelling](SECRET)))) as server:
        ended = run(ISSUE_TOKEN, {"url": server.url})

    assert_scrubbed(ended, SECRET)


@each_echo
def test_password_that_the_session_endpoint_repeats(echo: Echo) -> None:
    with RawServer(says(echo(401, json.dumps(PASSWORD)))) as sessions:
        address = f"{sessions.url}/session"
        values = {"username": "user", "password": PASSWORD, "session_url": address}
        ended = run(INFOBIP, {"url": sessions.url, **values})

    assert isinstance(ended, ConnectorError)
    found = "\n".join(texts_of(ended))
    for spell in SPELLINGS.values():
        assert spell(PASSWORD) not in found


def test_what_is_no_secret_is_left_as_it_is() -> None:
    body = {"sentMessages": [{"id": "461230966842064897", "quoteToken": "IStG5h1Tz7b"}]}
    with RawServer(says(http_json(200, body))) as server:
        ended = run(PUSH, {"url": server.url, "token": SECRET})

    assert isinstance(ended, Output)
    assert ended.json_body == body


def test_short_secret_does_not_riddle_every_text() -> None:
    # A test token such as "t" stands in every word; hiding it would leave nothing to read.
    with RawServer(says(http_json(400, {"message": "not that text"}))) as server:
        ended = run(PUSH, {"url": server.url, "token": "t"})

    assert "not that text" in str(ended)

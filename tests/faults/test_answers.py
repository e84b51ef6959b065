"""Answers that are whole: what each says of the call, and how often the call is made."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from faults.answers import MIB, good, gzipped, http, http_json, says
from faults.calls import BODY, PUSH, REPLY, Call
from faults.certificates import make_certificate
from faults.outcomes import (
    assert_not_known,
    assert_one_key,
    each,
    each_call,
    each_of_few,
    run,
)
from faults.raw_server import Answer, RawServer
from line_connector import ApiError, Output
from line_connector.errors import (
    AuthenticationError,
    BadRequestError,
    ConflictError,
    ForbiddenError,
    GoneError,
    NotFoundError,
    QuotaExceededError,
    RateLimitError,
    ServerError,
)

MONTHLY = {"message": "You have reached your monthly limit."}
RATE = {"message": "The API rate limit has been exceeded. Try again later."}
ACCEPTED = b"X-Line-Accepted-Request-Id: first"

REFUSALS: dict[int, type[ApiError]] = {
    400: BadRequestError,
    401: AuthenticationError,
    403: ForbiddenError,
    404: NotFoundError,
    405: ApiError,
    409: ConflictError,
    410: GoneError,
    413: ApiError,
    415: ApiError,
    422: ApiError,
    431: ApiError,
    451: ApiError,
}

SERVER_ERRORS: dict[str, Answer] = {
    "500": says(http_json(500, {"message": "Internal error"})),
    "501": says(http(501)),
    "502 page": says(http(502, b"<html>busy</html>", content_type=b"text/html"), "finish"),
    "503 empty": says(http(503, b"")),
    "504": says(http(504), "finish"),
    "520": says(http(520)),
    "599": says(http(599)),
}

SUCCESSES: dict[str, bytes] = {
    "empty body": http(200, b""),
    "no length, closed": b"HTTP/1.1 200 OK\r\n\r\n" + BODY,
    "HTTP/1.0": b"HTTP/1.0 200 OK\r\n\r\n" + BODY,
    "no reason": b"HTTP/1.1 200\r\nContent-Length: 2\r\n\r\n{}",
    "page": http(200, b"<html>welcome</html>", content_type=b"text/html"),
    "page that is said to be JSON": http(200, b"<html>welcome</html>"),
    "half of some JSON": http(200, b'{"sentMessages": [{'),
    "JSON null": http(200, b"null"),
    "JSON text": http(200, b'"carried out"'),
    "JSON list": http(200, b"[1, 2]"),
    "JSON number beyond all bounds": http(200, b'{"n": ' + b"9" * 5000 + b"}"),
    "JSON that is NaN": http(200, b'{"n": NaN, "m": 1e999}'),
    "JSON nested 100,000 deep": http(200, b"[" * 100_000 + b"]" * 100_000),
    "JSON objects nested 100,000 deep": http(200, b'{"a":' * 100_000 + b"1" + b"}" * 100_000),
    "lone surrogate": http(200, b'{"text": "\\ud800"}'),
    "bytes that are no text": http(200, b"\xff\xfe\x00\x80"),
    "UTF-8 with a byte order mark": http(200, b"\xef\xbb\xbf{}"),
    "odd charset": http(200, BODY, content_type=b"application/json; charset=no-such"),
    "odd content type": http(200, BODY, content_type=b";;;=\xff"),
    "NUL in a header": http(200, BODY, b"X-Line-Request-Id: a\x00b"),
    "bytes that are no Latin text in a header": http(200, BODY, b"X-Line-Request-Id: \xe0\xb8\xab"),
    "control characters in a header": http(200, BODY, b"X-Line-Request-Id: \x07\x1b[31m\x85"),
    "bytes that are no text in the reason": http(200, BODY, reason=b"\xff\xfe\x00"),
    "folded header": http(200, BODY, b"X-Folded: one\r\n two"),
    "same header twice": http(200, BODY, b"X-Line-Request-Id: a", b"X-Line-Request-Id: b"),
    "same length twice": http(200, BODY, b"Content-Length: %d" % len(BODY)),
    "line feeds alone": http(200, BODY).replace(b"\r\n", b"\n"),
    "99 headers": http(200, BODY, *[b"X-Many: 1"] * 90),
    "header of 60 KiB": http(200, BODY, b"X-Long: " + b"x" * 60_000),
    "redirecting headers": http(200, BODY, b"Location: http://127.0.0.1:9/", b"Refresh: 0"),
    "100 first": b"HTTP/1.1 100 Continue\r\n\r\n" + http(),
    "100 twice first": b"HTTP/1.1 100 Continue\r\n\r\n" * 2 + http(),
    "102 first": b"HTTP/1.1 102 Processing\r\n\r\n" + http(),
    "103 first": b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + http(),
    "gzip, empty body": gzipped(b""),
    "gzip by its old name": http(200, gzip.compress(BODY), b"Content-Encoding: x-gzip"),
    "8 MiB": http(200, b'"' + b" " * 8 * MIB + b'"'),
    "chunks with extensions and trailers": (
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
        b'1;a="b"\r\n{\r\n1\r\n}\r\n0\r\nX-Trailer: 1\r\n\r\n'
    ),
}
"""Whole answers with status 200: the call was carried out, whatever else they hold."""


@each_call
@pytest.mark.parametrize("answer", SUCCESSES.values(), ids=list(SUCCESSES))
def test_whole_answer_with_the_right_status_is_a_success(answer: bytes, call: Call) -> None:
    whole = answer.replace(b" 200", b" %d" % call.status, 1)
    with RawServer(says(whole, "finish")) as server:
        ended = run(call, server)

    assert isinstance(ended, Output), ended
    assert ended.status_code == call.status
    assert len(server.received) == 1
    json.dumps(ended.to_dict())


def test_unreadable_body_of_a_success_is_its_text() -> None:
    deep = "[" * 100_000 + "]" * 100_000
    with RawServer(says(http(200, deep.encode()))) as server:
        ended = run(PUSH, server)

    assert isinstance(ended, Output)
    assert ended.json_body is None
    assert ended.response_text == deep


@each_call
@pytest.mark.parametrize("status", [201, 202, 203, 204, 205, 206, 226])
def test_another_2xx(status: int, call: Call) -> None:
    """A message that was taken is never called refused; a question was not answered."""
    with RawServer(says(http(status, b""))) as server:
        ended = run(call, server)

    if call.sort == "idempotent" and status != call.status:
        assert isinstance(ended, ApiError)
    else:
        assert isinstance(ended, Output)
        assert ended.status_code == status
    assert len(server.received) == 1


@each_call
@pytest.mark.parametrize("status", REFUSALS)
def test_refusal_is_told_and_not_tried_again(status: int, call: Call) -> None:
    with RawServer(says(http_json(status, {"message": "because"}))) as server:
        ended = run(call, server)

    assert isinstance(ended, ApiError)
    assert type(ended) is REFUSALS[status]
    assert ended.exit_status == (3 if status == 401 else 1)
    assert ended.output.json_body == {"message": "because"}
    assert len(server.received) == 1


@each_call
def test_accepted_request_is_a_success_for_a_call_with_a_key(call: Call) -> None:
    with RawServer(says(http_json(409, {"message": "accepted"}, ACCEPTED))) as server:
        ended = run(call, server)

    if call.sort == "keyed":
        assert isinstance(ended, Output)
        assert ended.accepted_request_id == "first"
    else:
        assert type(ended) is ConflictError
    assert len(server.received) == 1


@each_call
@each(SERVER_ERRORS)
def test_server_error_at_every_try(fault: Answer, call: Call) -> None:
    with RawServer(fault) as server:
        ended = run(call, server)

    if call.sort == "idempotent":
        assert type(ended) is ServerError
        assert ended.exit_status == 1
    else:
        assert_not_known(ended, call)
    output = getattr(ended, "output", None)
    assert isinstance(output, Output)
    assert output.status_code >= 500
    assert_one_key(ended, call, server)
    assert len(server.received) == call.tries


@each_call
@each(SERVER_ERRORS)
def test_server_error_once(fault: Answer, call: Call) -> None:
    with RawServer(fault, good(call.status)) as server:
        ended = run(call, server)

    if call.sort == "keyless":
        assert_not_known(ended, call)
    else:
        assert isinstance(ended, Output), ended
    assert_one_key(ended, call, server)
    assert len(server.received) == (1 if call.sort == "keyless" else 2)


@pytest.mark.parametrize("accepted", [True, False])
def test_conflict_after_a_server_error(accepted: bool) -> None:
    headers = [ACCEPTED] if accepted else []
    conflict = says(http_json(409, {"message": "conflict"}, *headers))
    with RawServer(says(http(500)), conflict) as server:
        ended = run(PUSH, server)

    if accepted:
        assert isinstance(ended, Output)
        assert ended.accepted_request_id == "first"
    else:
        assert_not_known(ended, PUSH)
    assert_one_key(ended, PUSH, server)
    assert len(server.received) == 2


@each_call
def test_rate_limit_at_every_try(call: Call) -> None:
    with RawServer(says(http_json(429, RATE))) as server:
        ended = run(call, server)

    assert type(ended) is RateLimitError
    assert ended.exit_status == 1
    assert_one_key(ended, call, server)
    assert len(server.received) == call.tries


@each_call
def test_rate_limit_once(call: Call) -> None:
    with RawServer(says(http_json(429, RATE)), good(call.status)) as server:
        ended = run(call, server)

    assert isinstance(ended, RateLimitError if call.sort == "keyless" else Output)
    assert_one_key(ended, call, server)


@each_call
def test_monthly_limit_is_asked_once(call: Call) -> None:
    with RawServer(says(http_json(429, MONTHLY))) as server:
        ended = run(call, server)

    assert type(ended) is QuotaExceededError
    assert ended.exit_status == 1
    assert len(server.received) == 1


RETRY_AFTER: dict[str, bytes] = {
    "0": b"0",
    "negative": b"-5",
    "fraction": b"0.01",
    "superscript two": b"\xb2",
    "one quarter": b"\xbc",
    "Thai digits": b"\xe0\xb9\x92",
    "NaN": b"NaN",
    "infinite": b"1e400",
    "5000 digits": b"9" * 5000,
    "empty": b"",
    "words": b"soon, I hope",
    "NUL": b"1\x00",
    "date gone by": b"Wed, 21 Oct 2015 07:28:00 GMT",
    "date far off": b"Fri, 31 Dec 9999 23:59:59 GMT",
    "date without zone": b"Wed, 21 Oct 2015 07:28:00",
    "date with an odd zone": b"Wed, 21 Oct 2015 07:28:00 +9999",
    "date that is none": b"Wed, 99 Oct 99999 77:28:00 GMT",
    "year 0": b"Wed, 21 Oct 0000 07:28:00 GMT",
}


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize("value", RETRY_AFTER.values(), ids=list(RETRY_AFTER))
@each_of_few
def test_odd_retry_after(call: Call, value: bytes, status: int) -> None:
    answer = says(http(status, b"", b"Retry-After: " + value))
    with RawServer(answer) as server:
        ended = run(call, server)

    if status == 429:
        assert type(ended) is RateLimitError
    elif call.sort == "idempotent":
        assert type(ended) is ServerError
    else:
        assert_not_known(ended, call)
    assert 1 <= len(server.received) <= call.tries


@pytest.mark.parametrize("value", [b"60", b"9" * 12, b"9" * 5000, b"Fri, 31 Dec 9999 23:59:59 GMT"])
def test_retry_after_beyond_the_longest_wait_is_not_waited_for(value: bytes) -> None:
    with RawServer(says(http(429, b"", b"Retry-After: " + value))) as server:
        assert type(run(PUSH, server)) is RateLimitError

    assert len(server.received) == 1


REDIRECTS = [300, 301, 302, 303, 304, 305, 307, 308]


@each_call
@pytest.mark.parametrize("status", REDIRECTS)
def test_redirect_is_a_refusal(status: int, call: Call) -> None:
    with RawServer(good()) as elsewhere:
        location = b"Location: %s/v2/bot/message/push" % elsewhere.url.encode()
        with RawServer(says(http(status, b"", location))) as server:
            ended = run(call, server)

    assert type(ended) is ApiError
    assert ended.exit_status == 1
    assert str(status) in str(ended)
    assert len(server.received) == 1
    assert elsewhere.connections == 0


LOCATIONS: dict[str, bytes] = {
    "the same": b"/v2/bot/message/push",
    "none": b"",
    "another scheme": b"ftp://127.0.0.1/",
    "no address at all": b"http://[::1",
    "bad port": b"http://127.0.0.1:99999/",
    "bytes that are no text": b"/\xff\xfe",
    "NUL": b"/\x00",
    "very long": b"/" + b"x" * 60_000,
}


@pytest.mark.parametrize("location", LOCATIONS.values(), ids=list(LOCATIONS))
@each_of_few
def test_redirect_to_an_odd_place(call: Call, location: bytes) -> None:
    with RawServer(says(http(307, b"", b"Location: " + location))) as server:
        ended = run(call, server)

    assert type(ended) is ApiError
    assert len(server.received) == 1


def test_cookies_of_an_answer_are_not_sent_back() -> None:
    # A gateway that pins a caller to one node by a cookie would pin every thread's calls.
    cookie = says(http(200, BODY, b"Set-Cookie: pinned=1; Path=/"))
    with RawServer(cookie) as server, PUSH.connector(server.url) as connector:
        PUSH.run(connector)
        PUSH.run(connector)

    assert [request.headers.get("cookie") for request in server.received] == [None, None]


@pytest.mark.parametrize("call", [PUSH, REPLY], ids=lambda call: call.name)
@pytest.mark.parametrize("size", [0, 8192], ids=["short", "as long as is read at once"])
@pytest.mark.parametrize("encrypted", [False, True], ids=["plain", "TLS"])
def test_bytes_beyond_an_answer_do_not_answer_the_next_call(
    tmp_path: Path, call: Call, size: int, encrypted: bool
) -> None:
    """A second answer that nobody asked for must not be taken for that of the next request."""
    blanks = b" " * max(0, size - len(http(200, BODY + b" " * 9000)) + 9000)
    first = http(200, BODY + blanks)
    smuggled = http_json(200, {"sentMessages": [{"id": "smuggled"}]})
    honest = http_json(200, {"sentMessages": [{"id": "honest"}]})
    file = tmp_path / "server.pem"
    with (
        RawServer(
            says(first + smuggled),
            says(honest),
            context=make_certificate(file) if encrypted else None,
        ) as server,
        call.connector(server.url, **({"ca_file": str(file)} if encrypted else {})) as connector,
    ):
        call.run(connector)
        output: Output[Any] = call.run(connector)

    assert output.json_body == {"sentMessages": [{"id": "honest"}]}
    assert len(server.received) == 2

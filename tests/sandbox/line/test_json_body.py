"""Bodies that are not JSON, or say something twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from sandbox.conftest import Client, Reply


def post(client: Client, body: bytes) -> Reply:
    return client.send(
        "POST",
        "/v2/bot/message/validate/push",
        body,
        authorization="Bearer sandbox-token",
        content_type="application/json",
    )


@pytest.mark.parametrize(
    ("body", "line", "column"),
    [
        (b"", 1, 1),
        (b"[]", 1, 1),
        (b'{"messages": [}', 1, 15),
        (b'{\n  "messages":\n    x\n}', 3, 5),
        (b'{"text": "\xff"}', 1, 11),
        (b'{"messages": NaN}', 1, 1),
        (b'{"messages": 1e999}', 1, 1),
        (b'{"a\nb": 1}', 1, 4),
        (b'{"messages": [{"a\tb": 1}]}', 1, 18),
        (b'{"a\n\\q": 1}', 1, 4),
        (b'"\n", 1', 1, 2),
        (b'"\n"}', 1, 2),
        (b'"\n', 1, 2),
        (b"[" * 100_000, 1, 1),
    ],
)
def test_what_is_not_json_is_told_with_line_and_column(
    client: Client, body: bytes, line: int, column: int
) -> None:
    reply = post(client, body)
    text = f"The request body could not be parsed as JSON (line: {line}, column: {column})"
    assert (reply.status, reply.json) == (400, {"message": text})


def test_a_property_given_twice_is_told_with_line_and_column(client: Client) -> None:
    reply = post(client, b'{"to": "U1",\n "to": "U2", "messages": []}')
    assert reply.json == {
        "message": "The request body could not be parsed as JSON (line: 2, column: 2)",
        "details": [{"message": "Duplicate field 'to'"}],
    }


@pytest.mark.parametrize(
    ("body", "path", "name"),
    [
        (b'{"messages":[{"type":"text","text":"{}","type":"text"}]}', "messages[0]", "type"),
        (b'{"messages":[{"a":["x",1]},{"a":{"b":"c:d","\\u0062":2}}]}', "messages[1].a", "b"),
    ],
)
def test_a_property_given_twice_inside_is_told_with_its_path(
    client: Client, body: bytes, path: str, name: str
) -> None:
    assert post(client, body).json == {
        "message": f"The property, '{path}', in the request body is invalid (line: -, column: -)",
        "details": [{"message": f"Duplicate field '{name}'"}],
    }


@pytest.mark.parametrize(("boxes", "status"), [(120, 200), (130, 400), (900, 400)])
def test_nesting_beyond_reason_is_refused(client: Client, boxes: int, status: int) -> None:
    box = '{"type":"box","layout":"vertical","contents":['
    bubble = f'{{"type":"bubble","body":{box * boxes}{"]}" * boxes}}}'
    flex = f'{{"type":"flex","altText":"deep","contents":{bubble}}}'
    assert post(client, f'{{"messages":[{flex}]}}'.encode()).status == status


def test_a_line_break_in_a_string_is_told_whatever_follows_it(client: Client) -> None:
    reply = post(client, b'{"messages": [{"text": "a\n", "\\q": 1}}}')
    text = "The property, 'messages[0]', in the request body is invalid (line: 1, column: 26)"
    assert (reply.status, reply.json) == (400, {"message": text})


@pytest.mark.parametrize("number", ["1e999", "-1e999", "NaN"])
def test_a_number_that_json_does_not_have_is_kept_nowhere(client: Client, number: str) -> None:
    body = f'{{"userId": "U{1:032x}", "displayName": {number}}}'.encode()
    reply = client.send("POST", "/_sandbox/users", body)
    assert reply.status == 400
    assert reply.json["message"].startswith("The body is not JSON")


def test_half_a_character_is_accepted_and_kept_as_a_question_mark(
    client: Client, friend: str
) -> None:
    body = b'{"to":"%b","messages":[{"type":"text","text":"\\ud83d"}]}' % friend.encode()
    reply = client.send("POST", "/v2/bot/message/push", body, authorization="Bearer sandbox-token")
    assert reply.status == 200
    assert client.seen("received")["received"][0]["messages"][0]["text"] == "?"
    assert client.send("GET", "/").status == 200

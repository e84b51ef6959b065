from __future__ import annotations

import pytest
from pydantic import ValidationError

from line_connector.models.line.ids import (
    AudienceGroupId,
    ChatId,
    RequestId,
    UserId,
)
from line_connector.schema.model import Input
from line_connector.schema.problems import problems_of
from support.message_problems import told

HEX = "0123456789abcdef" * 2


class Ids(Input):
    user: UserId | None = None
    chat: ChatId | None = None
    request: RequestId | None = None
    audience: AudienceGroupId | None = None


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("user", f"U{HEX}"),
        ("user", f"L{HEX}-U{HEX}"),
        ("user", f"L{HEX}0-U{HEX}0"),
        ("chat", f"U{HEX}"),
        ("chat", f"C{HEX}"),
        ("chat", f"R{HEX}"),
        ("chat", f"L{HEX}-U{HEX}"),
        ("request", "5b59509c-c57b-11e9-aa8c-2a2ae2dbcce4"),
        ("audience", 5614991017776),
    ],
)
def test_ids(name: str, value: object) -> None:
    assert Ids.model_validate({name: value}).to_wire() == {name: value}


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("user", "U123", "must be a user ID: U and 32 hex digits"),
        ("user", f"U{HEX}\n", "must be a user ID: U and 32 hex digits"),
        ("user", f"U{HEX.upper()}", "must be a user ID: U and 32 hex digits"),
        ("user", f"C{HEX}", "must be a user ID: U and 32 hex digits"),
        ("user", f"@{HEX}", "must be a user ID: U and 32 hex digits"),
        ("chat", "someone", "must be the ID of a user, group or room: U, C or R and 32 hex digits"),
        ("request", "1", "must be a request ID, the UUID in x-line-request-id"),
        ("audience", 2**63, "must be at most 9223372036854775807"),
    ],
)
def test_no_ids(name: str, value: object, sentence: str) -> None:
    with pytest.raises(ValidationError) as caught:
        Ids.model_validate({name: value})

    assert told(problems_of(caught.value)) == [(name, sentence)]

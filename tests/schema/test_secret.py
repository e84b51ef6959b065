from __future__ import annotations

import pytest

from line_connector.action import Action
from line_connector.documents.reading import read_document
from line_connector.errors import InputError
from line_connector.http.body import Form
from line_connector.schema.json_schema import json_schema
from line_connector.schema.model import Body, Input
from line_connector.schema.secret import Secret


class LoginInput(Input):
    """Who logs in."""

    name: str
    """A name."""

    password: Secret
    """A password."""

    pin: Secret | None = None
    """A number."""


class Login(Action[LoginInput, Body]):
    """Log in."""

    method = "POST"
    path = "/login"
    body = Form
    rate_limit = "1/s"


GIVEN = {"name": "Aoi", "password": "open sesame", "pin": "271828"}


def test_secret_is_a_text_whose_repr_hides_it() -> None:
    data = Login.read_input(GIVEN)
    assert isinstance(data, LoginInput)
    assert (data.password, f"{data.pin}") == ("open sesame", "271828")
    assert data.to_wire() == GIVEN
    for shown in (data, Login.request(data), {"secret": data.password}):
        assert "sesame" not in repr(shown)
        assert "271828" not in repr(shown)


def test_secret_is_sent_as_it_is() -> None:
    request = Login.request(LoginInput.model_validate(GIVEN))
    with request.open_body() as body:
        assert body == b"name=Aoi&password=open+sesame&pin=271828"
    assert request.secrets == ("open sesame", "271828")


def test_schema_says_that_it_is_a_password() -> None:
    properties = json_schema(LoginInput)["properties"]
    marks = {"format": "password", "writeOnly": True}
    assert marks.items() <= properties["password"].items()
    assert marks.items() <= properties["pin"]["anyOf"][0].items()


def test_unquoted_number_is_the_text_that_was_written() -> None:
    raw = read_document("{name: Aoi, password: 0123, pin: 12e3}", "login.yaml")
    data = LoginInput.model_validate(raw)
    assert (data.password, data.pin) == ("0123", "12e3")


@pytest.mark.parametrize("wrong", [["open sesame"], 1.5, {"a": "open sesame"}])
def test_error_does_not_repeat_a_secret(wrong: object) -> None:
    with pytest.raises(InputError) as caught:
        Login.read_input({"name": "Aoi", "password": wrong})
    assert str(caught.value) == "password: must be a string"


def test_action_knows_whether_it_takes_one() -> None:
    assert Login.takes_secrets()

"""Unions are read from their own annotation; only those imported late list their types."""

from __future__ import annotations

from typing import Annotated, Any, Literal, get_args

import pytest
from pydantic import ValidationError

from line_connector.models.infobip.omni.line import OmniFlexContainer
from line_connector.models.line.message import Message
from line_connector.schema.json_schema import json_schema
from line_connector.schema.model import Input
from line_connector.schema.problems import problems_of
from line_connector.schema.union import OneOf, load
from support.message_problems import told


class Cat(Input):
    type: Literal["cat"] = "cat"
    friend: Pet | None = None


class Dog(Input):
    type: Literal["dog"] = "dog"
    friend: Pet | None = None


Pet = Annotated[Cat | Dog, OneOf(default="cat")]


class Home(Input):
    pets: list[Pet]


def test_a_union_knows_its_types_and_may_hold_itself() -> None:
    given = {"pets": [{"type": "dog", "friend": {"type": "cat"}}, {}, Dog()]}
    home = Home.model_validate(given)

    assert home.to_wire() == {
        "pets": [{"type": "dog", "friend": {"type": "cat"}}, {"type": "cat"}, {"type": "dog"}]
    }
    assert isinstance(home.pets[0].friend, Cat)
    assert list(json_schema(Home)["$defs"]) == ["Cat", "Dog"]


def test_what_is_none_of_them_is_refused_with_their_types() -> None:
    with pytest.raises(ValidationError) as caught:
        Home.model_validate({"pets": [{"friend": {"type": "cow"}}]})

    assert told(problems_of(caught.value)) == [("pets[0].friend.type", "must be one of cat, dog")]


@pytest.mark.parametrize("union", [Message, OmniFlexContainer])
def test_a_union_imported_late_lists_each_type_with_its_model(union: Any) -> None:
    one_of: OneOf = get_args(union)[1]

    types = [load(path).model_fields["type"].default for path in one_of.paths]
    assert list(dict.fromkeys(types)) == list(one_of.models)

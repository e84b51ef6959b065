from __future__ import annotations

import inspect

import pytest
from jsonschema import Draft202012Validator

from line_connector import models
from line_connector.models import infobip
from line_connector.schema.json_schema import json_schema
from line_connector.schema.model import Model

MODELS = [
    model
    for model in (getattr(infobip, name) for name in infobip.__all__)
    if inspect.isclass(model) and issubclass(model, Model)
]
each_model = pytest.mark.parametrize("model", MODELS, ids=lambda model: str(model.__name__))


@each_model
def test_it_is_a_json_schema_in_which_everything_is_described(model: type[Model]) -> None:
    schema = json_schema(model)

    Draft202012Validator.check_schema(schema)
    assert "x-models" not in str(schema)
    assert inspect.getdoc(model)
    for name, described in schema.get("properties", {}).items():
        assert "description" in described or name == "type", name


def test_no_name_means_an_object_of_lines_and_one_of_infobips() -> None:
    assert not set(infobip.__all__) & set(models.__all__)


def test_the_limits_are_told() -> None:
    schema = json_schema(infobip.LineMessage)
    definitions = schema["$defs"]

    assert definitions["LineNotification"]["properties"]["altText"]["maxLength"] == 400
    assert definitions["LonBox"]["properties"]["flex"]["anyOf"][0]["maximum"] == 20
    assert schema["properties"]["destinations"]["minItems"] == 1
    assert json_schema(infobip.Schedule)["properties"]["sendAt"]["anyOf"][0] == {
        "type": "string",
        "format": "date-time",
    }
    assert "imageURL" in json_schema(infobip.OmniViber)["properties"]

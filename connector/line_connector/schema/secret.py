"""Secrets among an action's inputs: sent as they are, and shown nowhere."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar, get_args

from pydantic_core import core_schema

if TYPE_CHECKING:
    from pydantic import BaseModel, GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue

    from line_connector.schema.model import Input

InputT = TypeVar("InputT", bound="Input")

MASK = "***"
"""What stands in the place of a secret."""


class Secret(str):
    """A text that must not be shown: the type of a field of an action's own input.

    It is a string, so that it can be sent like any other; only its repr hides it.
    """

    __slots__ = ()

    def __repr__(self) -> str:
        return repr(MASK)

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        return core_schema.no_info_after_validator_function(
            cls, core_schema.str_schema(min_length=1)
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {**handler(schema), "format": "password", "writeOnly": True}


def secrets_in(data: Input) -> dict[str, Secret]:
    """Return the secrets of a checked input, by the names of its attributes."""
    return {name: value for name, value in data if isinstance(value, Secret)}


def masked(data: InputT) -> InputT:
    """Return an input with `***` in the place of each of its secrets."""
    found = secrets_in(data)
    return data.model_copy(update=dict.fromkeys(found, MASK)) if found else data


@cache
def takes_secrets(model: type[BaseModel]) -> bool:
    """Tell whether an input of a model can hold a secret."""
    return any(_is_secret(field.annotation) for field in model.model_fields.values())


def _is_secret(annotation: Any) -> bool:
    return annotation is Secret or any(map(_is_secret, get_args(annotation)))

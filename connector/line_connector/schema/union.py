"""Fields whose model is imported when the first value for it arrives.

A message that is sent alone should not wait for the models of all others to be built.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, cast

from pydantic_core import core_schema

from line_connector.schema.json_text import not_json
from line_connector.schema.model import Model, rule, validation_error
from line_connector.schema.problems import Problem

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue


@cache
def load(path: str) -> type[Model]:
    """Import the model that `module:Class` names."""
    module, _, name = path.partition(":")
    model: type[Model] = getattr(import_module(module), name)
    return model


class Late:
    """Annotation for a field of one model.

    Args:
        path: the model, as `module:Class`.
    """

    def __init__(self, path: str) -> None:
        self.paths = [path]

    def validate(self, value: Any, info: core_schema.ValidationInfo) -> Any:
        """Validate an object, or take a model made by hand."""
        model = load(self.paths[0])
        return value if isinstance(value, model) else _validate(model, _object(value), info)

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        return core_schema.with_info_plain_validator_function(self.validate)

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        # Models may hold one another (a box in a box), so each is only named here;
        # `line_connector.schema.json_schema` brings the definitions in.
        return {"x-models": self.paths}


class OneOf(Late):
    """Annotation for a field whose object says by one property which model it is.

    Paths in refusals are the provider's: `messages[0].text`, with no step for the choice.

    Args:
        models: the property's values, each with its model as `module:Class`.
        key: the property that decides, mostly `type`.
        default: the value an absent property stands for.
    """

    def __init__(
        self, models: Mapping[str, str], key: str = "type", default: str | None = None
    ) -> None:
        self.models = models
        self.key = key
        self.default = default
        self.paths = list(dict.fromkeys(models.values()))

    def validate(self, value: Any, info: core_schema.ValidationInfo) -> Any:
        """Validate an object, or take a model made by hand, as the model its property names."""
        if not isinstance(value, dict):
            path = self.models.get(getattr(value, self.key, None) or "")
            if path and isinstance(value, load(path)):
                return value
        given = _object(value)
        choice = given.get(self.key)
        if choice is None:
            choice = self.default
        if isinstance(choice, str):
            if choice in self.models:
                return _validate(load(self.models[choice]), given, info)
            if info.context and info.context.get("lenient"):
                if found := list(not_json(given)):
                    raise validation_error(found, given)
                return given
        must = "is required:" if choice is None else "must be"
        raise validation_error(
            [Problem((self.key,), f"{must} one of {', '.join(self.models)}")], choice
        )


def _validate(model: type[Model], value: dict[str, Any], info: core_schema.ValidationInfo) -> Model:
    try:
        # What `model_validate` does, less its options: this runs for every object of a message.
        validated: Model = model.__pydantic_validator__.validate_python(value, context=info.context)
    except RecursionError:
        raise rule("is nested too deeply") from None
    return validated


def _object(value: Any) -> dict[str, Any]:
    """Return a JSON object as a dict, whatever kind of mapping or model it comes as."""
    if isinstance(value, dict):
        return cast("dict[str, Any]", value)
    if isinstance(value, Model):
        return value.to_wire()
    if isinstance(value, Mapping):
        return {**value}
    raise rule("must be an object")

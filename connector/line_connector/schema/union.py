"""Fields that hold one of several models, and fields whose model is imported with the first value.

A message that is sent alone should not wait for the models of all others to be built.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, cast, get_args

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
        self.path = path

    @property
    def paths(self) -> list[str]:
        """The models that the field can hold."""
        return [self.path]

    def validate(self, value: Any, info: core_schema.ValidationInfo) -> Any:
        """Validate an object, or take a model made by hand."""
        model = load(self.path)
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
    """Annotation for a field whose object says by its `type` which model of a union it is.

        Mentionee = Annotated[UserMention | AllMention, OneOf()]

    Paths in problems are the provider's: `messages[0].text`, with no step for the choice.

    Args:
        models: the types, each with its model as `module:Class`, or with a union of its own; only
            where these are imported with their first value. Read from the union if absent.
        default: the type that an absent one stands for.
        tag: the property that says which model it is. With another than the provider's `type`,
            lenient validation lets no unknown one through.
    """

    def __init__(
        self,
        models: Mapping[str, str | OneOf] | None = None,
        default: str | None = None,
        tag: str = "type",
    ) -> None:
        self.models = models or {}
        self.default = default
        self.tag = tag

    @property
    def paths(self) -> list[str]:
        """The models."""
        paths: list[str] = []
        for model in self.models.values():
            paths += model.paths if isinstance(model, OneOf) else [model]
        return paths

    def validate(self, value: Any, info: core_schema.ValidationInfo) -> Any:
        """Validate an object, or take a model made by hand, as the model its type names."""
        if not isinstance(value, dict):
            path = self.models.get(getattr(value, self.tag, None) or "")
            if isinstance(path, str) and isinstance(value, load(path)):
                return value
        given = _object(value)
        choice = given.get(self.tag)
        if choice is None:
            choice = self.default
        if isinstance(choice, str):
            if model := self.models.get(choice):
                if isinstance(model, OneOf):
                    return model.validate(given, info)
                return _validate(load(model), given, info)
            if self.tag == "type" and info.context and info.context.get("lenient"):
                if found := list(not_json(given)):
                    raise validation_error(found, given)
                return given
        must = "is required:" if choice is None else "must be"
        problem = Problem((self.tag,), f"{must} one of {', '.join(self.models)}")
        raise validation_error([problem], choice)

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        if not self.models:
            members: tuple[type[Model], ...] = get_args(source) or (source,)
            self.models = {
                member.model_fields["type"].default: f"{member.__module__}:{member.__name__}"
                for member in members
            }
        return super().__get_pydantic_core_schema__(source, handler)


def _validate(model: type[Model], value: dict[str, Any], info: core_schema.ValidationInfo) -> Model:
    # What `model_validate` does, less its options: this runs for every object of a message.
    validated: Model = model.__pydantic_validator__.validate_python(value, context=info.context)
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

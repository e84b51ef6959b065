"""What all models share: JSON names, problems with a path, lazy building.

Two kinds of model stand on `Model`: `Input`, which is strict, so that a typo fails here and not at
the provider, and `Body`, which keeps whatever the provider adds tomorrow.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, cast

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator
from pydantic.alias_generators import to_camel
from pydantic_core import InitErrorDetails, PydanticCustomError, to_json

from line_connector.json_values import TOO_DEEP, is_too_deep
from line_connector.schema.docstrings import attribute_docstrings, docstring
from line_connector.schema.json_text import not_json
from line_connector.schema.problems import UNKNOWN, Problem
from line_connector.schema.wanted import as_wanted

if TYPE_CHECKING:
    from pydantic import GetJsonSchemaHandler, ModelWrapValidatorHandler, ValidationInfo
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import ErrorDetails
    from pydantic_core.core_schema import CoreSchema
    from typing_extensions import Self


def wire_name(name: str) -> str:
    """Turn a Python attribute's name into the provider's: `quick_reply` is `quickReply`."""
    return to_camel(name.rstrip("_"))


def rule(text: str) -> PydanticCustomError:
    """Return the error with which a validator refuses its value; the text says what is allowed."""
    # The text goes in as a value: braces in it are nobody's template.
    return PydanticCustomError("rule", "{text}", {"text": text})


def validation_error(problems: Iterable[Problem], value: Any) -> ValidationError:
    """Return the error with which a validator refuses things inside its value.

    Paths start at the value. Each line's context says in `within` how many steps that path has: all
    of the value may have been looked at to find the fault.
    """
    lines = [
        InitErrorDetails(
            type=PydanticCustomError(
                "relation", "{text}", {"text": found.message, "within": len(found.path)}
            ),
            loc=found.path,
            input=value,
        )
        for found in problems
    ]
    return ValidationError.from_exception_data("input", lines)


class Model(BaseModel):
    """A JSON object of the provider's, with snake_case attributes and camelCase wire names."""

    # Building the validator late keeps a cold start short: a text push never builds flex.
    model_config = ConfigDict(alias_generator=wire_name, populate_by_name=True, defer_build=True)

    def to_wire(
        self, without: set[str] | None = None, only: set[str] | None = None
    ) -> dict[str, Any]:
        """Return the JSON object to send: wire names, absent fields left out.

        Args:
            without: attributes to leave out.
            only: attributes to return; all if absent.
        """
        return self.model_dump(
            mode="json", by_alias=True, exclude_none=True, exclude=without, include=only
        )

    def to_json(self, without: set[str]) -> bytes:
        """Return the text of that object, without some attributes."""
        return to_json(self, by_alias=True, exclude_none=True, exclude=without)

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        # Read from the source only when a schema is asked for: pydantic's own option reads it
        # at import, which a command that sends one message should not pay for.
        json_schema = handler.resolve_ref_schema(handler(schema))
        properties = json_schema.get("properties", {})
        if "description" not in json_schema and docstring(cls):  # pydantic found none under -OO
            json_schema["description"] = docstring(cls)
        descriptions = attribute_docstrings(cls)
        for name, field in cls.model_fields.items():
            described = properties.get(field.alias or name, {})
            if name in descriptions:
                described.setdefault("description", descriptions[name])
            if field.title is None:  # pydantic makes "Quickreply" of quickReply
                described["title"] = name.rstrip("_").replace("_", " ").capitalize()
        return json_schema


class Input(Model):
    """An object a user writes. Properties it does not know are refused.

    Validated in the context `{"lenient": True}` it keeps them, and sends them on.
    """

    # Kept by pydantic and refused below: only so can a typo be reported beside what it left
    # missing, with the name that was probably meant, and only so can it be let through.
    # The least length makes pydantic look into every string, and refuse halves of surrogate pairs.
    model_config = ConfigDict(extra="allow", str_min_length=0)

    def errors(self) -> Iterable[Problem]:
        """Yield what the provider refuses about the properties taken together.

        Called once each property alone is in order. Paths start at the object.
        """
        return ()

    def warnings(self) -> Iterable[Problem]:
        """Yield what the provider may refuse in this object alone; paths start at the object.

        Never called while an input is checked, only when somebody asks.
        """
        return ()

    @classmethod
    def model_validate(cls, obj: Any, **options: Any) -> Self:
        """Return the object as a model; pydantic's own method, for values of limited depth.

        Raises:
            ValidationError: with every problem and its path.
        """
        if is_too_deep(obj):
            # Without the value: the error's text shows it, which takes as many levels again.
            raise validation_error([Problem((), TOO_DEEP)], None)
        return super().model_validate(obj, **options)

    @model_validator(mode="wrap")
    @classmethod
    def _refuse_what_pydantic_does_not(
        cls, value: Any, handler: ModelWrapValidatorHandler[Self], info: ValidationInfo
    ) -> Self:
        if isinstance(value, dict):
            value = as_wanted(cls, value)  # pyright: ignore[reportUnknownArgumentType]
        try:
            model = handler(value)
        except ValidationError as error:
            if misnamed := cls._misnamed(value, info):
                raise _joined(error, cls._unknown(misnamed, value)) from None
            raise
        extra = model.__pydantic_extra__
        if not extra and cls.errors is Input.errors:
            return model
        problems, misnamed = [*model.errors()], []
        if extra:
            misnamed = cls._misnamed(value, info)
            problems += not_json(extra)
        if problems:
            found = validation_error(problems, value)
            raise _joined(found, cls._unknown(misnamed, value)) if misnamed else found
        if misnamed:
            raise ValidationError.from_exception_data("input", cls._unknown(misnamed, value))
        return model

    @classmethod
    def _misnamed(cls, value: Any, info: ValidationInfo) -> list[Problem]:
        """Return a problem for each property without a field, or given under both its names."""
        if not isinstance(value, dict):
            return []
        given = cast("Mapping[Any, Any]", value)
        lenient = info.context and info.context.get("lenient")
        wire_names = _wire_names(cls)
        known = wire_names.values()
        problems: list[Problem] = []
        unknown: list[str] = []
        for name in given:
            if name in known:
                continue
            if wire_names.get(name) in given:
                problems.append(Problem((name,), f"duplicate of {wire_names[name]!r}"))
            elif name not in wire_names and not lenient:
                unknown.append(str(name))
        if len(unknown) > _MOST_UNKNOWN:
            problems.append(Problem((), f"has {len(unknown)} unknown properties"))
        return problems + [Problem((name,), UNKNOWN) for name in unknown[:_MOST_UNKNOWN]]

    @classmethod
    def _unknown(cls, problems: Iterable[Problem], value: Any) -> list[InitErrorDetails]:
        # Which name was probably meant is looked for when a line is shown: there may be 100,000.
        known = list(_wire_names(cls).values())
        return [
            InitErrorDetails(
                type=PydanticCustomError(
                    "unknown_property", "{text}", {"text": found.message, "known": known}
                ),
                loc=found.path,
                input=value,
            )
            for found in problems
        ]

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        json_schema = super().__get_pydantic_json_schema__(schema, handler)
        json_schema["additionalProperties"] = False
        # In Python `type` has a default; on the wire it is what tells the models apart.
        constants = [name for name, p in json_schema.get("properties", {}).items() if "const" in p]
        required = [*constants, *json_schema.get("required", ())]
        if required:
            json_schema["required"] = list(dict.fromkeys(required))
        return json_schema


class Body(Model):
    """An object the provider sends. Properties it does not know are kept."""

    model_config = ConfigDict(extra="allow")


@cache
def _wire_names(model: type[Model]) -> dict[str, str]:
    """Return the name on the wire of each field."""
    return {name: field.alias or name for name, field in model.model_fields.items()}


def _joined(error: ValidationError, lines: list[InitErrorDetails]) -> ValidationError:
    """Return an error with further lines."""
    own = [
        InitErrorDetails(
            type=_again(line) if line["type"] in _OWN else line["type"],
            loc=line["loc"],
            input=line["input"],
            ctx=line.get("ctx", {}),
        )
        for line in error.errors(include_url=False)
    ]
    return ValidationError.from_exception_data("input", own + lines)


_MOST_UNKNOWN = 50
"""Unknown properties of one object that are named."""

_OWN = {"rule", "relation", "unknown_property"}
"""Types of errors that are not pydantic's."""


def _again(line: ErrorDetails) -> PydanticCustomError:
    """Return an error of our own as it was raised: pydantic takes only its own by their names."""
    kind: Any = line["type"]
    return PydanticCustomError(kind, "{text}", {**line.get("ctx", {}), "text": line["msg"]})

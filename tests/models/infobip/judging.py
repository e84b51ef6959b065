"""What is wrong with an Infobip object, and what may be: sentences by property."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError

from line_connector.schema.model import Model
from line_connector.schema.problems import problems_of
from line_connector.schema.warnings import warnings_in


def refused(model: type[Model], value: Any, *, lenient: bool = False) -> dict[str, str]:
    try:
        model.model_validate(value, context={"lenient": lenient})
    except ValidationError as error:
        return {problem.property: problem.message for problem in problems_of(error)}
    return {}


def warned(model: type[Model], value: Any) -> dict[str, str]:
    assert refused(model, value) == {}
    checked = model.model_validate(value)
    return {found.property: found.message for found in warnings_in(checked)}


def sent(model: type[Model], value: Any) -> dict[str, Any]:
    return model.model_validate(value).to_wire()

"""Values of the user's own that are passed on as they are: any JSON, and nothing but JSON."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import AfterValidator

from line_connector.schema.json_text import not_json
from line_connector.schema.model import validation_error


def _refuse_what_is_not_json(value: Any) -> Any:
    if found := list(not_json(value)):
        raise validation_error(found, value)
    return value


AnyJson = Annotated[Any, AfterValidator(_refuse_what_is_not_json)]
"""Any JSON value."""

JsonObject = Annotated[dict[str, Any], AfterValidator(_refuse_what_is_not_json)]
"""Any JSON object."""

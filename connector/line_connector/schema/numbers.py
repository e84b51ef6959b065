"""Numbers and booleans as in JSON.

Python takes true for 1, and pydantic 0 and "off" for false. LINE is not known to.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BeforeValidator, Field
from pydantic_core import core_schema

from line_connector.schema.model import rule

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler


def _refuse_boolean(value: Any) -> Any:
    if isinstance(value, bool):
        raise rule("must be a number")
    return value


class Integer:
    """Annotation for a whole number.

    Args:
        least: the smallest it may be.
        most: the largest.
    """

    def __init__(self, least: int, most: int | None = None) -> None:
        self.least = least
        self.most = most

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        inner = core_schema.int_schema(ge=self.least, le=self.most)
        return core_schema.no_info_before_validator_function(_refuse_boolean, inner)


LARGEST_INT32 = 2**31 - 1
LARGEST_INT64 = 2**63 - 1

Number = Annotated[float, Field(allow_inf_nan=False), BeforeValidator(_refuse_boolean)]
"""A number, with or without decimals."""

Boolean = Annotated[bool, Field(strict=True)]
"""True or false."""

"""Numbers and booleans as in JSON.

Python takes true for 1, and pydantic 0 and "off" for false. LINE is not known to.
"""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BeforeValidator, Field
from pydantic_core import core_schema

from line_connector.schema.model import rule

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler


LARGEST_INT32 = 2**31 - 1
LARGEST_INT64 = 2**63 - 1


def _refuse_boolean(value: Any) -> Any:
    if isinstance(value, bool):
        raise rule("must be a number")
    return value


class Integer:
    """Annotation for a whole number.

    Args:
        least: the smallest it may be.
        most: the largest; int32 if absent, as in the providers' OpenAPI files.
    """

    def __init__(self, least: int, most: int = LARGEST_INT32) -> None:
        self.least = least
        self.most = most

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        inner = core_schema.int_schema(ge=self.least, le=self.most)
        return core_schema.no_info_before_validator_function(self._check, inner)

    def _check(self, value: Any) -> Any:
        """Refuse booleans, and the decimals, such as 1e30, that pydantic cannot compare."""
        if isinstance(value, float) and LARGEST_INT64 < abs(value) < inf:
            raise rule(f"must be {f'at most {self.most}' if value > 0 else f'at least {self.least}'}")
        return _refuse_boolean(value)


Number = Annotated[float, Field(allow_inf_nan=False), BeforeValidator(_refuse_boolean)]
"""A number, with or without decimals."""

Boolean = Annotated[bool, Field(strict=True)]
"""True or false."""

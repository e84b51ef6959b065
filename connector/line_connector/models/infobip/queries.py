"""Query parameters that reports and logs share."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, PlainSerializer

from line_connector.schema.numbers import Integer

StatusGroup = Literal["ACCEPTED", "PENDING", "UNDELIVERABLE", "DELIVERED", "EXPIRED", "REJECTED"]
"""A group of statuses."""

ResultLimit = Annotated[
    Annotated[int, Integer(1, 1000)] | None,
    Field(description="Maximum number of results, 1 to 1000. 50 if absent."),
]


def _listed(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


CommaSeparated = Annotated[
    list[Annotated[str, Field(min_length=1)]],
    Field(min_length=1),
    BeforeValidator(_listed),
    PlainSerializer(",".join, return_type=str, when_used="json"),
]
"""Several IDs, which the query writes in one parameter with commas; one alone is taken as well."""

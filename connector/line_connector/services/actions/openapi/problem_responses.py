"""The problems a request can end with, as responses in OpenAPI 3."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from line_connector.services.actions.headers import REQUEST_ID
from line_connector.services.actions.problems import MEDIA_TYPE, STATUSES

Json = dict[str, Any]


def responses(statuses: Iterable[int]) -> Json:
    """Return references to the responses of some statuses."""
    return {str(status): {"$ref": f"#/components/responses/{_name(status)}"} for status in statuses}


def defined_responses(schema: Json) -> Json:
    """Return the responses of all statuses, each with the schema of a problem."""
    return {
        _name(status): {
            "description": told.meaning,
            "headers": {REQUEST_ID: {"$ref": "#/components/headers/RequestId"}},
            "content": {MEDIA_TYPE: {"schema": schema}},
        }
        for status, told in STATUSES.items()
    }


def _name(status: int) -> str:
    return STATUSES[status].title.replace(" ", "")

"""What a card and the things in it have in common."""

from __future__ import annotations

from typing import Any

from pydantic import model_validator

from line_connector.cards.cutting import is_blank
from line_connector.json_values import is_object
from line_connector.schema.model import Input


class CardValues(Input):
    """Values of a card. An optional one that is empty is as if it were absent.

    Templates and tools fill in what they have: an alert without its link is better than none.
    """

    @model_validator(mode="before")
    @classmethod
    def _without_what_is_empty(cls, values: Any) -> Any:
        if not is_object(values):
            return values
        optional: set[str | None] = set()
        for name, field in cls.model_fields.items():
            if not field.is_required():
                optional |= {name, field.alias}
        return {k: v for k, v in values.items() if not (_is_empty(v) and k in optional)}


def _is_empty(value: Any) -> bool:
    return value is None or (isinstance(value, str) and is_blank(value))

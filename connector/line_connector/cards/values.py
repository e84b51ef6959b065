"""What the values of cards may be, and how they are shown."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Annotated, Any
from urllib.parse import quote

from pydantic import (
    AfterValidator,
    BeforeValidator,
    ValidatorFunctionWrapHandler,
    WithJsonSchema,
    WrapValidator,
)

from line_connector.cards.cutting import is_blank
from line_connector.json_values import is_list, is_object
from line_connector.schema.model import rule
from line_connector.schema.urls import ActionUri, MediaUrl

_URI_CHARACTERS = "-._~:/?#[]@!$&'()*+,;=%"


def as_text(value: Any) -> Any:
    """Return a JSON value, or a time, as a text; a text stays as it is."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M} {value:%Z}".strip()
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    if is_object(value) or is_list(value):
        return json.dumps(value, ensure_ascii=False, default=str)
    return value


def _not_blank(text: str) -> str:
    if is_blank(text):
        raise rule("must not be empty")
    return text


def _amount(value: Any, handler: ValidatorFunctionWrapHandler) -> Any:
    try:
        amount = handler(value)
        number(
            amount
        )  # of no use if it cannot be shown: infinite, or more digits than Python writes
    except (ValueError, OverflowError):
        amount = None
    if amount is None or isinstance(value, bool):
        raise rule("must be a text or a finite number")
    return amount


def _encoded(uri: Any) -> Any:
    """Return an address with its spaces and letters outside ASCII percent-encoded."""
    if not isinstance(uri, str):
        return uri
    return quote(uri.strip(), safe=_URI_CHARACTERS, errors="surrogatepass")


Shown = Annotated[
    str,
    BeforeValidator(as_text),
    WithJsonSchema(
        {"anyOf": [{"type": kind} for kind in ("string", "number", "boolean")]},
    ),
]
"""A value to show: a text as it is, anything else as JSON writes it."""

Title = Annotated[
    str,
    BeforeValidator(as_text),
    AfterValidator(_not_blank),
    WithJsonSchema({"anyOf": [{"type": "string", "minLength": 1}, {"type": "number"}]}),
]
"""What a card is about: not empty."""

Amount = Annotated[str | int | float, WrapValidator(_amount)]
"""A number or an amount of money: a text is shown as it is, a number as `number` says."""

Link = Annotated[ActionUri, BeforeValidator(_encoded)]
"""Address that a tap opens: http, https, line or tel."""

Picture = Annotated[MediaUrl, BeforeValidator(_encoded)]
"""HTTPS URL of a JPEG or PNG image."""


def number(amount: Amount) -> str:
    """Return a number as it is shown: a text as it is, 1290 as 1,290 and 1290.5 as 1,290.50."""
    if isinstance(amount, str):
        return amount
    return f"{int(amount):,}" if amount == int(amount) else f"{amount:,.2f}"


def money(amount: Amount, currency: str | None) -> str:
    """Return an amount with its currency: ฿1,290 for a sign, 1,290 THB for a code."""
    shown = number(amount)
    if not currency or isinstance(amount, str):
        return shown
    if currency.isascii() and currency.isalpha():
        return f"{shown} {currency}"
    return f"-{currency}{shown[1:]}" if shown.startswith("-") else f"{currency}{shown}"

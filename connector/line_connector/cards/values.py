"""What the values of cards may be, and how they are shown."""

from __future__ import annotations

import json
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
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

_DIGITS = 12
"""Digits of a number that is not whole; what follows may be residue of binary fractions."""

_MOST_DECIMALS = 12
"""Decimals of a number; what is smaller may be residue of a difference."""


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


def number(amount: Amount, least_decimals: int = 2) -> str:
    """Return a number as it is shown: a text as it is, 1290 as 1,290 and 1290.5 as 1,290.50.

    Further decimals are shown too: currencies have up to three, coins and weights more.

    Args:
        amount: the number, or a text.
        least_decimals: decimals of a number that is not whole.
    """
    if isinstance(amount, str):
        return amount
    if amount == int(amount):
        return f"{int(amount):,}"
    exact = _without_residue(float(amount))
    if exact == int(exact):
        return f"{int(exact):,}"
    decimals = len(f"{exact:f}".rstrip("0").partition(".")[2])
    return f"{exact:,.{max(decimals, least_decimals)}f}"


def _without_residue(amount: float) -> Decimal:
    """Return a number without the digits that binary fractions leave: 0.30000000000000004 is 0.3.

    What has many digits before the point keeps two after it, as money needs.
    """
    exact = Decimal(repr(amount))
    decimals = min(max(_DIGITS - 1 - exact.adjusted(), 2), _MOST_DECIMALS)
    return exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def money(amount: Amount, currency: str | None) -> str:
    """Return an amount with its currency: ฿1,290 for a sign, 1,290 THB for a code."""
    shown = number(amount)
    if not currency or isinstance(amount, str):
        return shown
    if currency.isascii() and currency.isalpha():
        return f"{shown} {currency}"
    return f"-{currency}{shown[1:]}" if shown.startswith("-") else f"{currency}{shown}"

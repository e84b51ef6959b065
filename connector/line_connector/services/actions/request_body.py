"""Reading a request's body: JSON, of limited size, within limited time."""

from __future__ import annotations

import json
import math
from typing import Any

import anyio
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request

from line_connector.errors import InputError
from line_connector.json_values import is_object

SECONDS = 30
"""How long a body may take to come: one that never ends would keep the service from stopping."""

_DIGITS = 400
"""Of a whole number at most: more than any that has a use."""


async def read_body(request: Request, limit: int) -> bytes:
    """Return a request's body, which is JSON by its headers.

    Raises:
        HTTPException: it is too large, too slow or something else.
    """
    body = await _read(request, limit)
    if not body:
        return body
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        raise HTTPException(415, "Content-Type: must be application/json")
    if request.headers.get("content-encoding", "identity").strip().lower() != "identity":
        raise HTTPException(415, "Content-Encoding: must be left out")
    return body


def parse_input(body: bytes) -> dict[str, Any]:
    """Return the JSON object in a body; an empty body stands for an empty one.

    Raises:
        HTTPException: it is not JSON.
        InputError: it is JSON but no object, or has a key twice.
    """
    document = _parsed(body or b"{}")
    if not is_object(document):
        raise InputError("the body must be a JSON object: the action's input")
    return document


async def _read(request: Request, limit: int) -> bytes:
    """Read the body no further than to the limit, whatever length it says it has."""
    too_large = HTTPException(
        413, f"the body must be at most {limit} bytes", headers={"Connection": "close"}
    )
    said = request.headers.get("content-length", "")
    if said.isdecimal() and int(said) > limit:
        raise too_large
    body = bytearray()
    try:
        with anyio.fail_after(SECONDS):
            async for chunk in request.stream():
                body += chunk
                if len(body) > limit:
                    raise too_large
    except ClientDisconnect:
        raise HTTPException(400, "the body broke off") from None
    except TimeoutError:
        raise HTTPException(
            408, f"the body did not come within {SECONDS} s", headers={"Connection": "close"}
        ) from None
    return bytes(body)


def _parsed(body: bytes) -> Any:
    try:
        return json.loads(
            body.decode("utf-8-sig"),
            object_pairs_hook=_object,
            parse_constant=_no_number,
            parse_float=_finite,
            parse_int=_short,
        )
    except RecursionError:
        raise HTTPException(400, "the body is nested too deeply") from None
    except ValueError:
        raise HTTPException(400, "the body is not JSON in UTF-8") from None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Make an object of its pairs; keeping either of two values would send what nobody meant."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise InputError("the body has a key twice in one object")
    return found


def _no_number(name: str) -> Any:
    raise ValueError(name)  # NaN and Infinity are Python's, not JSON's


def _finite(digits: str) -> float:
    """Return a number; one that is too large would become Infinity, which no JSON can hold."""
    number = float(digits)
    if not math.isfinite(number):
        raise HTTPException(400, "the body has a number that is too large")
    return number


def _short(digits: str) -> int:
    """Return a number; to read thousands of digits takes long, and Python refuses it."""
    if len(digits) > _DIGITS:
        raise HTTPException(400, "the body has a number that is too large")
    return int(digits)

"""Read a request's body: of limited size, within limited time; and the JSON in it."""

from __future__ import annotations

import json
import math
from collections.abc import Collection
from typing import Any
from urllib.parse import parse_qsl

import anyio
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request

from line_connector.errors import InputError
from line_connector.json_values import MOST_LEVELS, TOO_DEEP, is_object, is_too_deep
from line_connector.schema.problems import Problem

SECONDS = 30
"""Time limit for a body: one that never ends would keep the service from stopping."""

_DIGITS = 400
"""Of an integer at most: more than any useful one has."""


JSON = "application/json"
FORM = "application/x-www-form-urlencoded"

_MOST_FIELDS = 100
"""Of a form."""


async def read_body(request: Request, limit: int, *media_types: str) -> bytes:
    """Return the body of a request.

    Args:
        request: the request.
        limit: bytes of the body at most.
        media_types: what `Content-Type` can be, unless the body is empty; JSON if absent.

    Raises:
        HTTPException: the body is too large, too slow, encoded, or of another type.
    """
    body = await _read(request, limit)
    if not body:
        return body
    media_types = media_types or (JSON,)
    if media_type_of(request) not in media_types:
        raise HTTPException(415, f"Content-Type: must be {' or '.join(media_types)}")
    if request.headers.get("content-encoding", "identity").strip().lower() != "identity":
        raise HTTPException(415, "Content-Encoding: must be left out")
    return body


def media_type_of(request: Request) -> str:
    """Return the media type of a request's body, without its parameters."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


def parse_form(body: bytes, json_fields: Collection[str] = ()) -> dict[str, Any]:
    """Return the fields of a form, each a text.

    Args:
        body: the form.
        json_fields: names of fields whose text is JSON, of which the value is returned.

    Raises:
        InputError: it is not a form in UTF-8, has a field twice, or one that is to be JSON is not.
    """
    try:
        pairs = parse_qsl(
            body.decode("ascii"),
            keep_blank_values=True,
            strict_parsing=bool(body),
            errors="strict",
            max_num_fields=_MOST_FIELDS,
        )
    except ValueError:
        raise InputError("the body is not a form in UTF-8, percent-encoded") from None
    fields: dict[str, Any] = dict(pairs)
    if len(fields) < len(pairs):
        raise InputError("the form has a field twice")
    return {
        name: _json_of(name, text) if name in json_fields else text for name, text in fields.items()
    }


def parse_object(body: bytes) -> dict[str, Any]:
    """Return the JSON object in a body; an empty body stands for an empty object.

    Raises:
        HTTPException: the body is not JSON.
        InputError: it is JSON but no object, or one of its objects has a key twice.
    """
    document = _parsed(body or b"{}")
    if not is_object(document):
        raise InputError("the body must be a JSON object")
    return document


def _json_of(name: str, text: str) -> Any:
    try:
        return _parsed(text.encode())
    except HTTPException:
        raise InputError.of([Problem((name,), "must be JSON in a form")]) from None


async def _read(request: Request, limit: int) -> bytes:
    """Read the body no further than to the limit, whatever its `Content-Length`."""
    too_large = HTTPException(
        413, f"the body must be at most {limit} bytes", headers={"Connection": "close"}
    )
    declared = request.headers.get("content-length", "")
    if declared.isdecimal() and int(declared) > limit:
        raise too_large
    body = bytearray()
    try:
        with anyio.fail_after(SECONDS):
            async for chunk in request.stream():
                body += chunk
                if len(body) > limit:
                    raise too_large
    except ClientDisconnect:
        raise HTTPException(400, "the connection ended before the body did") from None
    except TimeoutError:
        raise HTTPException(
            408, f"the body did not arrive within {SECONDS} s", headers={"Connection": "close"}
        ) from None
    return bytes(body)


def _parsed(body: bytes) -> Any:
    too_deep = HTTPException(400, f"the body {TOO_DEEP}")
    try:
        document = json.loads(
            body.decode("utf-8-sig"),
            object_pairs_hook=_object,
            parse_constant=_no_constant,
            parse_float=_float,
            parse_int=_integer,
        )
    except RecursionError:
        raise too_deep from None
    except ValueError:
        raise HTTPException(400, "the body is not JSON in UTF-8") from None
    if body.count(b"[") + body.count(b"{") > MOST_LEVELS and is_too_deep(document):
        raise too_deep
    return document


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Make an object of its pairs; of two values under one key neither is surely meant."""
    members = dict(pairs)
    if len(members) < len(pairs):
        raise InputError("the body has a key twice in one object")
    return members


def _no_constant(name: str) -> Any:
    raise ValueError(name)  # NaN and Infinity are Python's, not JSON's


def _float(digits: str) -> float:
    """Return a number; one that is too large would become Infinity, which JSON does not have."""
    number = float(digits)
    if not math.isfinite(number):
        raise HTTPException(400, "the body has a number that is too large")
    return number


def _integer(digits: str) -> int:
    """Return an integer; parsing thousands of digits is slow, and Python refuses it."""
    if len(digits) > _DIGITS:
        raise HTTPException(400, "the body has a number that is too large")
    return int(digits)

"""Why nothing was received: the requests that the sandbox saw, and what it answered."""

from __future__ import annotations

import json
from typing import Any

from line_connector.json_values import is_object

_SHOWN = 5
"""Requests that are listed, the newest."""

_LONGEST = 500
"""Characters of an answer that are shown."""


def explain(to: str | None, requests: list[dict[str, Any]]) -> str:
    """Return what the sandbox saw, one line for each request.

    Args:
        to: who received nothing; none: everybody.
        requests: entries of the log.
    """
    nobody = f"{to or 'Nobody'} received {'nothing' if to else 'anything'}"
    if not requests:
        return f"{nobody}: the sandbox saw no request. Does the program send to its address?"
    lines = [_line(each) for each in requests[-_SHOWN:]]
    earlier = len(requests) - len(lines)
    more = f" ({earlier} earlier ones not shown)" if earlier else ""
    return "\n".join([f"{nobody}. The sandbox saw{more}:", *lines])


def _line(request: dict[str, Any]) -> str:
    what = f"{request['method']} {request['path']}"
    if request["status"] is None:
        return f"  {what}: the connection was dropped"
    if "answer" in request:
        answer = json.dumps(request["answer"], ensure_ascii=False)
        return f"  {what}: refused with {request['status']} {answer[:_LONGEST]}"
    body = request.get("body")
    to = body.get("to") if is_object(body) else None
    return f"  {what}: {request['status']}{f', to {to}' if to else ''}"

"""Why something was not received: the requests that the sandbox saw, and what it answered."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from line_connector.json_values import is_object

_SHOWN = 5
"""Requests that are listed, the newest."""

_LONGEST = 500
"""Characters of an answer that are shown."""


def explain(to: str | None, messages: list[dict[str, Any]], requests: list[dict[str, Any]]) -> str:
    """Return what was received, and what the sandbox saw, one line for each request.

    Args:
        to: who did not receive what was expected; none: nobody did.
        messages: what was received all the same.
        requests: entries of the log.
    """
    kinds = Counter(map(kind_of, messages))
    but = f" but {', '.join(f'{count} {kind}' for kind, count in kinds.items())}" if kinds else ""
    nobody = f"{to or 'Nobody'} received {'nothing' if to else 'anything'}{but}"
    if not requests:
        return f"{nobody}: the sandbox saw no request. Does the program send to its address?"
    lines = [_line(each) for each in requests[-_SHOWN:]]
    earlier = len(requests) - len(lines)
    more = f" ({earlier} earlier ones not shown)" if earlier else ""
    return "\n".join([f"{nobody}. The sandbox saw{more}:", *lines])


def kind_of(message: dict[str, Any]) -> str:
    """Return the type of a message in LINE's words.

    An SMS and other contents of Infobip's have none: they are texts where they have a text.
    """
    return str(message.get("type", "text" if message.get("text") else "other")).lower()


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

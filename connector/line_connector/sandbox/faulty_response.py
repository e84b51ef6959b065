"""What a fault does to a response: another one in its place, or its body cut short or slow."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from typing import Any

from line_connector.sandbox.exchange import Response
from line_connector.sandbox.json_values import compact_json

PARTS_PER_SECOND = 10


def fault_response(answer: Mapping[str, Any]) -> Response:
    """Make the response a fault gives in the operation's place."""
    headers = {name.lower(): value for name, value in answer.get("headers", {}).items()}
    if "text" in answer:
        content, content_type = answer["text"].encode(), "text/html"
    else:
        content, content_type = compact_json(answer.get("json", {})), "application/json"
    return Response(
        answer["status"], content, headers.pop("content-type", content_type), headers=headers
    )


def altered(response: Response, fault: Mapping[str, Any]) -> Response:
    """Return a response with the content type that a fault says."""
    if "contentType" not in fault:
        return response
    return replace(response, content_type=fault["contentType"])


def is_partial(fault: Mapping[str, Any]) -> bool:
    """Tell whether a fault is about how the body is sent."""
    return "truncate" in fault or "bytesPerSecond" in fault


async def parts(content: bytes, fault: Mapping[str, Any]) -> AsyncIterator[bytes]:
    """Yield what is sent of a body, at the speed that a fault says."""
    sent = content[: fault.get("truncate", len(content))]
    speed = fault.get("bytesPerSecond")
    size = max(1, round(speed / PARTS_PER_SECOND)) if speed else max(1, len(sent))
    for start in range(0, len(sent), size):
        part = sent[start : start + size]
        if speed:
            await asyncio.sleep(len(part) / speed)
        yield part

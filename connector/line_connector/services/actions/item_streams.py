"""Long lists as a stream: a line of JSON for each item, each page fetched when the last is sent."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import StreamingResponse

from line_connector.call import Call, pages_of
from line_connector.errors import InputError
from line_connector.http.output import Output
from line_connector.manifest import ActionSpec
from line_connector.services.actions.headers import MAX_ITEMS, MOST_ITEMS, NDJSON

FetchPage = Callable[[Callable[[], Output[Any] | None]], Awaitable[Output[Any] | None]]
"""Runs a blocking function in its turn among the calls of the action."""


def item_limit(spec: ActionSpec, request: Request) -> int | None:
    """Return how many items of a list a request asks for as a stream; None if it wants no stream.

    Raises:
        InputError: the action does not return a list in pages, or the number is no such one, or is
            given without asking for a stream.
    """
    query, accepted = request.query_params, request.headers.get("accept", "")
    if NDJSON not in accepted or "application/json" in accepted:
        if MAX_ITEMS in query:
            raise InputError(f"{MAX_ITEMS}: needs the header Accept: {NDJSON}")
        return None
    pages_of(spec)
    text = query.get(MAX_ITEMS, str(MOST_ITEMS))
    is_short = text.isascii() and text.isdigit() and len(text) <= len(str(MOST_ITEMS))
    if not (is_short and 1 <= int(text) <= MOST_ITEMS):
        raise InputError(f"{MAX_ITEMS}: must be a number from 1 to {MOST_ITEMS}")
    return int(text)


async def stream_items(call: Call, limit: int, fetch: FetchPage) -> StreamingResponse:
    """Return the response with the items, once the first page is there.

    If a later page fails, the response ends without its last chunk: clients see that it is not
    complete.

    Raises:
        ConnectorError: the first page could not be fetched.
    """
    paging, pages = pages_of(call.spec), call.pages()

    def following() -> Output[Any] | None:
        return next(pages, None)

    first = await fetch(following)

    async def lines() -> AsyncIterator[bytes]:
        left, page = limit, first
        while page is not None:
            items = list(paging.items_of(page))[:left]
            left -= len(items)
            yield b"".join(map(_line, items))
            page = await fetch(following) if left else None

    return StreamingResponse(lines(), media_type=NDJSON)


def _line(item: Any) -> bytes:
    return json.dumps(item, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n"

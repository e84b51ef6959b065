"""A stand-in for LINE that costs as little as possible: fixed answers, HTTP/1.1 kept alive.

    python benchmarks/stub.py [SECONDS]

answers at once, or after so many seconds. It prints its address and serves until its standard input
ends, that is until whoever started it stops or dies.
"""

from __future__ import annotations

import asyncio
import json
import sys
from http import HTTPStatus
from typing import Any

REQUEST_ID = "6a1c0f0e-5d0b-4a51-9d58-0c3a6f1b2e77"


def _answer(status: HTTPStatus, body: dict[str, Any]) -> bytes:
    content = json.dumps(body).encode()
    head = (
        f"HTTP/1.1 {status.value} {status.phrase}\r\n"
        "content-type: application/json\r\n"
        f"content-length: {len(content)}\r\n"
        f"x-line-request-id: {REQUEST_ID}\r\n\r\n"
    )
    return head.encode() + content


ANSWERS = {
    b"POST /oauth2/v3/token": _answer(
        HTTPStatus.OK, {"token_type": "Bearer", "access_token": "stub-token", "expires_in": 900}
    ),
    b"POST /v2/bot/message/push": _answer(
        HTTPStatus.OK, {"sentMessages": [{"id": "461230966842064897", "quoteToken": "IStG5h1Tz7b"}]}
    ),
}
DELAY = float(sys.argv[1]) if __name__ == "__main__" and len(sys.argv) > 1 else 0.0
NOT_FOUND = _answer(HTTPStatus.NOT_FOUND, {"message": "Not found"})


class Stub(asyncio.Protocol):
    """One connection."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Remember where to answer."""
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self.received = b""
        self.loop = asyncio.get_running_loop()

    def data_received(self, data: bytes) -> None:
        """Answer every request that has arrived whole."""
        self.received += data
        while (length := _request_length(self.received)) is not None:
            target = self.received[: self.received.index(b" HTTP/1.1\r\n")]
            self.received = self.received[length:]
            answer = ANSWERS.get(target, NOT_FOUND)
            if DELAY:
                self.loop.call_later(DELAY, self.transport.write, answer)
            else:
                self.transport.write(answer)


def _request_length(received: bytes) -> int | None:
    """Return how long the first request is, or None while part of it is missing."""
    head, end, _ = received.partition(b"\r\n\r\n")
    if not end:
        return None
    lines = head.lower().split(b"\r\n")
    sizes = [line.partition(b":")[2] for line in lines if line.startswith(b"content-length:")]
    length = len(head) + len(end) + (int(sizes[0]) if sizes else 0)
    return length if len(received) >= length else None


async def _serve() -> None:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(Stub, "127.0.0.1", 0, backlog=1024)
    print(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", flush=True)
    await loop.run_in_executor(None, sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(_serve())

"""Load on one server: `load.py URL PATH BODY CONNECTIONS COUNT`, JSON on standard output.

So many connections send the same request again and again, while one more asks for `/health`.
Prints seconds: `p50`, `p99` of the requests, and `health_p50`, `health_p99`.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections.abc import Iterator
from statistics import quantiles

ASK_HEALTH_EVERY = 0.02


class Connection:
    """One connection that sends a request and waits for its answer."""

    def __init__(self, host: str, request: bytes) -> None:
        self._host, self._port = host.split(":")
        self._request = request

    async def open(self) -> None:
        """Connect."""
        self._reader, self._writer = await asyncio.open_connection(self._host, int(self._port))

    async def time_request(self) -> float:
        """Return the seconds until the answer was there, which must be a success."""
        started = time.perf_counter()
        self._writer.write(self._request)
        head = (await self._reader.readuntil(b"\r\n\r\n")).lower()
        length = int(head.split(b"content-length:")[1].split(b"\r\n")[0])
        body = await self._reader.readexactly(length)
        if b" 200 " not in head[:20]:
            sys.exit((head + body).decode(errors="replace"))
        return time.perf_counter() - started

    def close(self) -> None:
        """Close it."""
        self._writer.close()


async def _send(host: str, request: bytes, turns: Iterator[int]) -> list[float]:
    connection = Connection(host, request)
    await connection.open()
    await connection.time_request()
    times = [await connection.time_request() for _ in turns]
    connection.close()
    return times


async def _ask_health(host: str) -> list[float]:
    connection = Connection(host, f"GET /health HTTP/1.1\r\nhost: {host}\r\n\r\n".encode())
    await connection.open()
    times: list[float] = []
    try:
        while True:
            times.append(await connection.time_request())
            await asyncio.sleep(ASK_HEALTH_EVERY)
    except asyncio.CancelledError:
        connection.close()
        return times


async def _load(url: str, path: str, body: bytes, connections: int, count: int) -> None:
    host = url.removeprefix("http://")
    request = (
        f"POST {path} HTTP/1.1\r\nhost: {host}\r\ncontent-type: application/json\r\n"
        f"content-length: {len(body)}\r\n\r\n"
    ).encode() + body
    turns = iter(range(count))
    asking = asyncio.create_task(_ask_health(host))
    sent = await asyncio.gather(*(_send(host, request, turns) for _ in range(connections)))
    asking.cancel()
    times = quantiles([each for one in sent for each in one], n=100)
    health = quantiles(await asking, n=100)
    figures = {"p50": times[49], "p99": times[98]}
    print(json.dumps({**figures, "health_p50": health[49], "health_p99": health[98]}))


if __name__ == "__main__":
    url, path, body, connections, count = sys.argv[1:]
    asyncio.run(_load(url, path, body.encode(), int(connections), int(count)))

"""Events per second of `listen`: `listen.py [SECONDS] [EVENTS_IN_A_WEBHOOK] [CONNECTIONS]`.

Each connection sends signed webhooks of new events, one after the other, as LINE would. Each answer
is a 200, so every event counted is on the disk. The handler discards what it gets.
"""

from __future__ import annotations

import asyncio
import base64
import hmac
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import quantiles

from load import Connection

SECRET = "benchmark"
BOT = f"U{99:032x}"


def webhook(first: int, count: int, connection: int, host: str) -> bytes:
    """Return the request of a webhook with new events."""
    events = [
        {
            "type": "message",
            "webhookEventId": f"{connection}-{first + each}",
            "timestamp": 1_692_251_666_727,
            "mode": "active",
            "source": {"type": "user", "userId": f"U{connection:032x}"},
            "deliveryContext": {"isRedelivery": False},
            "message": {"type": "text", "id": "468789577898262530", "text": "Chicken, please."},
        }
        for each in range(count)
    ]
    body = json.dumps({"destination": BOT, "events": events}).encode()
    signature = base64.b64encode(hmac.digest(SECRET.encode(), body, "sha256")).decode()
    head = (
        f"POST /webhook/line HTTP/1.1\r\nhost: {host}\r\ncontent-type: application/json\r\n"
        f"x-line-signature: {signature}\r\ncontent-length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


async def send(host: str, number: int, count: int, until: float) -> list[float]:
    """Send webhooks on one connection until a time; return the seconds that each took."""
    connection = Connection(host, b"")
    await connection.open()
    times: list[float] = []
    while time.perf_counter() < until:
        connection._request = webhook(len(times) * count, count, number, host)  # noqa: SLF001
        times.append(await connection.time_request())
    connection.close()
    return times


async def measure(host: str, seconds: float, count: int, connections: int) -> None:
    """Print the figures."""
    until = time.perf_counter() + seconds
    sent = await asyncio.gather(*(send(host, each, count, until) for each in range(connections)))
    times = [each for own in sent for each in own]
    cuts = quantiles(times, n=100)
    rate = len(times) * count / seconds
    print(f"{rate:,.0f} events/s; p50 {cuts[49] * 1000:.1f} ms, p99 {cuts[98] * 1000:.1f} ms")


def main() -> None:
    """Start `listen`, and measure it."""
    given = [*map(float, sys.argv[1:]), *(10, 1, 64)[len(sys.argv) - 1 :]]
    with tempfile.TemporaryDirectory() as folder:
        handlers = Path(folder, "discard.py")
        handlers.write_text(
            "from line_connector.handlers import on\n@on()\ndef discard(event): pass\n"
        )
        env = {
            **os.environ,
            "LINE_CHANNEL_SECRET": SECRET,
            "LINE_CONNECTOR_CONFIG": f"{folder}/none.yaml",
            "LINE_CONNECTOR_STORE": f"sqlite:///{folder}/events.sqlite",
        }
        command = [sys.executable, "-m", "line_connector", "listen", "--port", "0", "--quiet"]
        with subprocess.Popen(
            [*command, "--handlers", str(handlers)], env=env, stderr=subprocess.PIPE, text=True
        ) as process:
            assert process.stderr is not None
            found = re.search(r"http://(\S+)/webhook", process.stderr.readline())
            assert found is not None
            try:
                asyncio.run(measure(found[1], given[0], int(given[1]), int(given[2])))
            finally:
                process.terminate()


if __name__ == "__main__":
    main()

"""Speed of `listen`: `listen.py [EVENTS] [EVENTS_IN_A_WEBHOOK] [CONNECTIONS]`.

Each connection sends signed webhooks of new events, one after the other, as LINE would. Each answer
is a 200, so every event counted is on the disk. The handler discards what it gets. The CPU time is
that of `listen` for all of it, until the last event is handled; on a machine that does other things
too it says more than the events per second.
"""

from __future__ import annotations

import asyncio
import base64
import hmac
import json
import os
import re
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path
from statistics import quantiles

from load import Connection

SECRET = "benchmark"
BOT = f"U{99:032x}"
OPEN = "SELECT count(*) FROM line_connector_deliveries WHERE state IN ('pending', 'leased')"


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


async def send(host: str, number: int, count: int, webhooks: int) -> list[float]:
    """Send webhooks on one connection; return the seconds that each took."""
    connection = Connection(host, b"")
    await connection.open()
    times: list[float] = []
    for each in range(webhooks):
        connection._request = webhook(each * count, count, number, host)  # noqa: SLF001
        times.append(await connection.time_request())
    connection.close()
    return times


async def measure(host: str, events: int, count: int, connections: int) -> None:
    """Print the figures."""
    webhooks = -(-events // (count * connections))
    started = time.perf_counter()
    sent = await asyncio.gather(*(send(host, each, count, webhooks) for each in range(connections)))
    seconds = time.perf_counter() - started
    times = [each for own in sent for each in own]
    cuts = quantiles(times, n=100)
    rate = len(times) * count / seconds
    print(f"{rate:,.0f} events/s; p50 {cuts[49] * 1000:.1f} ms, p99 {cuts[98] * 1000:.1f} ms")


def cpu_seconds(process: int) -> float:
    """Return the CPU time of a process so far."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def wait_until_handled(database: str) -> None:
    """Wait until no delivery is open."""
    with closing(sqlite3.connect(database)) as db:
        while db.execute(OPEN).fetchone()[0]:
            time.sleep(0.2)


def main() -> None:
    """Start `listen`, and measure it."""
    events, count, connections = [*map(int, sys.argv[1:]), *(20_000, 1, 64)[len(sys.argv) - 1 :]]
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
            "LINE_CONNECTOR_DATABASE": f"sqlite:///{folder}/book.sqlite",
        }
        command = [sys.executable, "-m", "line_connector", "listen", "--port", "0", "--quiet"]
        with subprocess.Popen(
            [*command, "--handlers", str(handlers)], env=env, stderr=subprocess.PIPE, text=True
        ) as process:
            assert process.stderr is not None
            found = re.search(r"http://(\S+)/webhook", process.stderr.readline())
            assert found is not None
            try:
                asyncio.run(send(found[1], connections, 1, 50))  # warm up
                before, started = cpu_seconds(process.pid), time.perf_counter()
                asyncio.run(measure(found[1], events, count, connections))
                wait_until_handled(f"{folder}/events.sqlite")
                seconds = time.perf_counter() - started
                used = (cpu_seconds(process.pid) - before) / events * 1e6
                print(f"all handled after {seconds:.1f} s; {used:,.0f} us of CPU for each event")
            finally:
                process.terminate()


if __name__ == "__main__":
    main()

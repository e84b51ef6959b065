"""How a warm peer measures itself: the same call many times over, `SCRIPT … COUNT [THREADS]`."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

BATCHES = 10

THREADS = int(sys.argv[3]) if len(sys.argv) > 3 else 1


def measure(call: Callable[[], object], count: int) -> None:
    """Make `count` calls after some that do not count; print seconds of CPU and wall per call.

    The CPU is that of the cheapest batch: other work on the machine only adds to it.
    """
    if THREADS > 1:
        _measure_in_threads(call, count)
        return
    size = count // BATCHES
    _time_batch(call, size)
    batches = [_time_batch(call, size) for _ in range(BATCHES)]
    wall = sum(wall for wall, _ in batches) / BATCHES
    print(json.dumps({"cpu": min(cpu for _, cpu in batches) / size, "wall": wall / size}))


def _time_batch(call: Callable[[], object], size: int) -> tuple[float, float]:
    """Return seconds of wall and of CPU."""
    wall, cpu = time.perf_counter(), time.process_time()
    for _ in range(size):
        call()
    return time.perf_counter() - wall, time.process_time() - cpu


def _measure_in_threads(call: Callable[[], object], count: int) -> None:
    with ThreadPoolExecutor(THREADS) as pool:
        # Opens the connections.
        for done in [pool.submit(call) for _ in range(2 * THREADS)]:
            done.result()
        wall, cpu = time.perf_counter(), time.process_time()
        for done in [pool.submit(call) for _ in range(count)]:
            done.result()
        cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    print(json.dumps({"cpu": cpu / count, "wall": wall / count}))

"""How a warm peer measures itself: the same call many times over, `SCRIPT … COUNT [THREADS]`."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

THREADS = int(sys.argv[3]) if len(sys.argv) > 3 else 1


def measure(call: Callable[[], object], count: int) -> None:
    """Make `count` calls after some that do not count; print seconds of CPU and wall per call."""
    if THREADS > 1:
        _measure_in_threads(call, count)
        return
    for _ in range(max(1, count // 10)):
        call()
    wall, cpu = time.perf_counter(), time.process_time()
    for _ in range(count):
        call()
    _print(wall, cpu, count)


def _measure_in_threads(call: Callable[[], object], count: int) -> None:
    with ThreadPoolExecutor(THREADS) as pool:
        # Opens the connections.
        for done in [pool.submit(call) for _ in range(2 * THREADS)]:
            done.result()
        wall, cpu = time.perf_counter(), time.process_time()
        for done in [pool.submit(call) for _ in range(count)]:
            done.result()
        _print(wall, cpu, count)


def _print(wall: float, cpu: float, count: int) -> None:
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    print(json.dumps({"cpu": cpu / count, "wall": wall / count}))

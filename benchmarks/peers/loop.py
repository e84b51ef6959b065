"""How a warm peer measures itself: the same call many times over."""

from __future__ import annotations

import json
import time
from collections.abc import Callable


def measure(call: Callable[[], object], count: int) -> None:
    """Make `count` calls after some that do not count; print seconds of CPU and wall per call."""
    for _ in range(max(1, count // 10)):
        call()
    wall, cpu = time.perf_counter(), time.process_time()
    for _ in range(count):
        call()
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    print(json.dumps({"cpu": cpu / count, "wall": wall / count}))

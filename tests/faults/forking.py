"""A process that uses a connector and forks, as a task queue's parent does; see test_forking.

It is one of its own: Python warns about a fork of a process with threads, and a child of the test
run's would be a second test run.
"""

from __future__ import annotations

import faulthandler
import json
import multiprocessing
import os
import signal
import sys
import threading
import time
import traceback
import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from line_connector import Connector

CHILDREN = 8
PUSHES = 60
DEADLINE = 20
"""Seconds after which a child that hangs is ended."""

Job = Callable[[], None]


def push(connector: Connector, text: str) -> None:
    """Send a message, and check that the answer is that to this very message."""
    raw = {"to": f"U{1:032x}", "messages": [{"type": "text", "text": text}]}
    output = connector.run("push_message", raw)
    assert output.status_code == 200
    if output.json_body["sentMessages"][0]["id"] != text:
        raise AssertionError(f"{text} got the answer {output.json_body}")


def push_many(connector: Connector, name: str) -> None:
    for number in range(PUSHES):
        push(connector, f"{name}-{number}")


def open_connections(connector: Connector) -> None:
    """Leave several connections open in the pool."""
    with ThreadPoolExecutor(CHILDREN) as pool:
        texts = [f"before-{number}" for number in range(CHILDREN * 4)]
        list(pool.map(push, [connector] * len(texts), texts))


def limit_time() -> None:
    """End this process after a while, and say first where it hangs."""
    faulthandler.dump_traceback_later(DEADLINE - 1)
    signal.alarm(DEADLINE)


def fork(*jobs: Job) -> list[int]:
    """Run each job in a child of its own, as a prefork pool does; return how each ended."""
    children = [_forked(job) for job in jobs]
    return [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]


def _forked(job: Job) -> int:
    child = os.fork()
    if child == 0:
        limit_time()
        try:
            job()
        except BaseException:  # noqa: BLE001 - whatever it is, the parent's code must not go on here
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    return child


def multiprocess(*jobs: Job) -> list[int]:
    """Run each job in a forked process of multiprocessing's."""
    context = multiprocessing.get_context("fork")
    processes = [context.Process(target=_timed, args=(job,)) for job in jobs]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    return [process.exitcode or 0 for process in processes]


def _timed(job: Job) -> None:
    limit_time()
    job()


def many_children(
    connector: Connector, start: Callable[..., list[int]], *, and_the_parent: bool
) -> list[int]:
    """Send from all children at once, on connections that were open before, then from here."""
    open_connections(connector)
    sending = threading.Thread(target=push_many, args=(connector, "parent"))
    if and_the_parent:
        sending.start()
    jobs = [lambda n=number: push_many(connector, f"child{n}") for number in range(CHILDREN)]
    ended = start(*jobs)
    if and_the_parent:
        sending.join()
    push_many(connector, "after")
    return ended


def warm_up(connector: Connector) -> None:
    """Import what a call needs: a fork within an import is Python's business, not ours."""
    connector.dry_run("push_message", connector.manifest.action("push_message").action.example)
    connector.session("line")


def during_a_call(connector: Connector, seconds: float) -> list[int]:
    """Fork while another thread is in the middle of its first call."""
    warm_up(connector)
    calling = threading.Thread(target=push, args=(connector, "parent"))
    calling.start()
    time.sleep(seconds)
    ended = fork(*[lambda n=number: push(connector, f"child{n}") for number in range(2)])
    calling.join()
    push(connector, "after")
    return ended


def while_sessions_are_opened(connector: Connector, names: Sequence[str]) -> list[int]:
    """Fork again and again while another thread opens one session after the other."""
    warm_up(connector)
    opening = threading.Thread(target=_open_all, args=(connector, names[1:]))
    opening.start()
    ended: list[int] = []
    while opening.is_alive():
        ended += fork(lambda: _open_all(connector, names[:1]))
    opening.join()
    return ended


def _open_all(connector: Connector, names: Iterable[str]) -> None:
    for name in names:
        connector.session("line", name)


def child_that_closes(connector: Connector) -> list[int]:
    """Close the connector in a child; the parent's sessions and connections go on."""
    open_connections(connector)
    ended = fork(connector.close)
    push_many(connector, "after")
    return ended


def run(case: str, values: Mapping[str, Any]) -> list[int]:
    names = [f"line-{number}" for number in range(2000)]
    with Connector({"line": values, **dict.fromkeys(names, values)}) as connector:
        if case == "prefork":
            return many_children(connector, fork, and_the_parent=False)
        if case == "prefork, parent sends":
            return many_children(connector, fork, and_the_parent=True)
        if case == "multiprocessing":
            return many_children(connector, multiprocess, and_the_parent=False)
        if case == "close":
            return child_that_closes(connector)
        if case == "sessions":
            return while_sessions_are_opened(connector, names)
        return during_a_call(connector, 0.4)


if __name__ == "__main__":
    warnings.filterwarnings("ignore", category=DeprecationWarning)  # fork with threads
    sys.stdout.write(json.dumps(run(sys.argv[1], json.loads(sys.argv[2])["line"])))

"""A call that may take long, in a thread that nobody waits for when the sandbox stops."""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


async def in_thread(call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Return what a call returns, made in a thread of its own: it must not touch the state.

    A loop that ends waits for the threads of `asyncio.to_thread`: here for a bot that hangs.
    """
    outcome: Future[T] = Future()
    outcome.set_running_or_notify_cancel()  # who gives up waiting does not end the call

    def run() -> None:
        try:
            value = call(*args, **kwargs)
        except BaseException as error:  # noqa: BLE001 (raised again for who waits)
            outcome.set_exception(error)
        else:
            outcome.set_result(value)

    threading.Thread(target=run, daemon=True).start()
    return await asyncio.wrap_future(outcome)

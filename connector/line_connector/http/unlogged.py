"""Keeps addresses that hold a secret out of urllib3's log."""

from __future__ import annotations

import logging
from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar

_hidden = ContextVar("hidden", default=False)


def _may_be_logged(_: logging.LogRecord) -> bool:
    return not _hidden.get()


# At DEBUG it writes path and query of each request into the log.
logging.getLogger("urllib3.connectionpool").addFilter(_may_be_logged)


@contextmanager
def unlogged() -> Generator[None]:
    """Let urllib3 log nothing of what this thread sends inside."""
    token = _hidden.set(True)
    try:
        yield
    finally:
        _hidden.reset(token)

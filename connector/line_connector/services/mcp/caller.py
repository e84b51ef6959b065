"""The client that waits for an answer, as the thread sees it that works for it."""

from __future__ import annotations

from anyio import from_thread, get_cancelled_exc_class
from mcp.server.session import ServerSession

from line_connector.progress import Progress

_LEAST_STEP = 0.001


class Caller:
    """One client during one call, made where the client is served.

    Its methods are for the thread that carries the call out.
    """

    def __init__(self, session: ServerSession) -> None:
        self._session = session
        self._cancelled = get_cancelled_exc_class()
        self._last = -_LEAST_STEP

    def watch(self, progress: Progress) -> None:
        """Tell the client how far a job is; end the thread's work if it waits no more."""
        from_thread.check_cancelled()
        # The protocol wants every report to be higher than the one before.
        self._last = max(progress.done, self._last + _LEAST_STEP)
        from_thread.run(self._session.report_progress, self._last, progress.total, progress.text)

    def has_gone(self) -> bool:
        """Whether the client gave up waiting: it will not see the answer."""
        try:
            from_thread.check_cancelled()
        except self._cancelled:
            return True
        return False

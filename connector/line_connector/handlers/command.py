"""Runs a command for each event."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from collections.abc import Sequence
from contextlib import suppress

from line_connector.events.event import Event
from line_connector.events.subscription import RejectedError
from line_connector.handlers.posting import DeliveryError

REJECTED = 65
"""Exit status with which a command says that it never wants an event again: EX_DATAERR."""

_STANDARD_ERROR = 2


class Command:
    """Runs a command with an event as JSON on its standard input. No shell is used.

    What the command prints goes to our standard error.

    Args:
        arguments: the program and its arguments.
        timeout: seconds after which it is killed, with what it has started.
    """

    def __init__(self, arguments: Sequence[str], timeout: float) -> None:
        self._arguments = arguments
        self._timeout = timeout

    def handle(self, event: Event) -> None:
        """Run the command.

        Raises:
            RejectedError: its exit status is 65.
            DeliveryError: it is any other than 0, it took too long, or it cannot be run.
        """
        status = self._run(json.dumps(event.to_dict(), ensure_ascii=False).encode() + b"\n")
        if status == REJECTED:
            raise RejectedError(f"exit status {status}")
        if status < 0:
            raise DeliveryError(f"ended by signal {-status}")
        if status:
            raise DeliveryError(f"exit status {status}")

    def _run(self, text: bytes) -> int:
        try:
            process = subprocess.Popen(  # noqa: S603 - the operator's command, without a shell
                self._arguments,
                stdin=subprocess.PIPE,
                stdout=_STANDARD_ERROR,
                start_new_session=True,
            )
        except OSError as error:
            raise DeliveryError(f"{self._arguments[0]}: {error.strerror or error}") from None
        with process:
            try:
                process.communicate(text, self._timeout)
            except subprocess.TimeoutExpired:
                with suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)
                raise DeliveryError(f"took more than {self._timeout:g} s") from None
            except BaseException:
                process.kill()
                raise
        return process.returncode

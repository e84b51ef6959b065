"""The three standard streams, prepared so that no command fails because of one."""

from __future__ import annotations

import codecs
import io
import json
import os
import signal
import sys
from collections.abc import Generator
from contextlib import contextmanager, suppress
from typing import Any, BinaryIO, TextIO, cast

from line_connector.errors import InputError

_ESCAPING = "line_connector.json"


def prepare_streams() -> None:
    r"""Replace closed streams, and let output escape what it cannot encode.

    A closed descriptor would be reused for the next file or connection that is opened, which would
    then receive what is printed. Characters that the encoding does not have (Thai in cp1252, a lone
    surrogate anywhere) are written as JSON escapes: `\u0e2a`.
    """
    # Each takes the lowest free descriptor, which is the closed stream's own.
    if sys.stdin is None:
        sys.stdin = _opened(os.O_RDONLY, "r")
    if sys.stdout is None:
        sys.stdout = _opened(os.O_RDONLY, "w")  # so that writing fails, as it does to a closed one
    if sys.stderr is None:
        sys.stderr = _opened(os.O_RDWR, "w")
    codecs.register_error(_ESCAPING, _escaped)
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors=_ESCAPING)


def abandon(stream: TextIO) -> None:
    """Discard what a stream still buffers and all that is written to it later.

    Otherwise Python would flush it at exit, fail again and change the exit status.
    """
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)


class Unfailing:
    """A stream that drops what it cannot write: a failed message must not end a command."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def __getattr__(self, name: str) -> Any:
        """Delegate everything else to the stream."""
        return getattr(self._stream, name)

    def write(self, text: str) -> int:
        """Write, or drop it."""
        try:
            return self._stream.write(text)
        except OSError:
            abandon(self._stream)
            return len(text)

    def flush(self) -> None:
        """Flush, or drop the buffer."""
        try:
            self._stream.flush()
        except OSError:
            abandon(self._stream)


class EndingOutput:
    """Standard output of a command that runs until it is stopped, written by its threads.

    When the reader closes the pipe, the command ends as if Ctrl-C had been pressed.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._is_closed = False

    def write(self, text: str) -> int:
        """Write.

        Raises:
            OSError: it cannot be written.
        """
        with self._noticing():
            return self._stream.write(text)

    def flush(self) -> None:
        """Flush.

        Raises:
            OSError: it cannot be written.
        """
        with self._noticing():
            self._stream.flush()

    @contextmanager
    def ending(self) -> Generator[None]:
        """Run the command in the main thread.

        Raises:
            BrokenPipeError: it has ended because the reader closed the pipe.
        """
        # A shell without job control has background processes ignore it.
        signal.signal(signal.SIGINT, signal.default_int_handler)
        try:
            yield
        except KeyboardInterrupt:
            if not self._is_closed:
                raise
        if self._is_closed:
            raise BrokenPipeError

    @contextmanager
    def _noticing(self) -> Generator[None]:
        try:
            yield
        except BrokenPipeError:
            was_closed, self._is_closed = self._is_closed, True
            if not was_closed:  # a second signal would interrupt the end
                signal.raise_signal(signal.SIGINT)
            raise


def standard_output() -> BinaryIO:
    """Return standard output as a stream of bytes.

    Raises:
        InputError: it is a terminal.
    """
    if sys.stdout.isatty():
        raise InputError("--into -: standard output is a terminal; name a file, or pipe it")
    return cast("BinaryIO", _StandardOutput())


class _StandardOutput(io.RawIOBase):
    """Standard output, never gone back on: what it appends to is not ours to cut off."""

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        try:
            sys.stdout.buffer.write(data)
            sys.stdout.buffer.flush()
        except OSError:
            abandon(sys.stdout)
            raise
        return len(data)


def _opened(flags: int, mode: str) -> TextIO:
    descriptor = os.open(os.devnull, flags)
    return open(descriptor, mode, encoding="utf-8", closefd=False)  # type: ignore[return-value]


def _escaped(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return json.dumps(error.object[error.start : error.end])[1:-1], error.end

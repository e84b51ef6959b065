"""Where the body of a successful response goes that is not to be held in memory."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO
from uuid import uuid4

from line_connector.errors import InputError
from line_connector.http.transfers import report_transfer
from line_connector.schema.files import LocalFileError


class Download:
    """Writes a body to a file, which appears once it is whole, or to a stream as it comes.

    Args:
        into: the file's path, or a binary stream, which is not closed.
        statuses: those whose bodies go there; others are read as usual.

    Attributes:
        path: the file; None for a stream.
        size: bytes written; None while nothing was taken.
    """

    def __init__(self, into: Path | str | BinaryIO, statuses: Collection[int]) -> None:
        self.path = Path(into) if isinstance(into, Path | str) else None
        self.size: int | None = None
        self._statuses = statuses
        self._stream = None if isinstance(into, Path | str) else into
        self._start = self._stream.tell() if self._stream and self._stream.seekable() else None
        self._scratch: Path | None = None
        self._expected: int | None = None

    def __enter__(self) -> Download:
        """Open the file, so that nothing is sent if it cannot be written.

        Raises:
            InputError: it cannot be.
        """
        if self.path is None:
            return self
        try:
            if self.path.is_dir():
                raise InputError(f"{self.path}: is a directory")
            self._scratch = self.path.with_name(f".{uuid4().hex}.part")
            self._stream = self._scratch.open("xb")
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or "cannot be written"
            raise InputError(f"{self.path}: {reason}") from None
        self._start = 0
        return self

    def __exit__(self, *_: object) -> None:
        if self._scratch is not None and self._stream is not None:
            with suppress(OSError):
                self._stream.close()
            self._scratch.unlink(missing_ok=True)

    @property
    def restartable(self) -> bool:
        """Whether the body can be written once more, from its start."""
        return self.size is None or self._start is not None

    def takes(self, status: int) -> bool:
        """Tell whether the body of a response with this status goes here."""
        return status in self._statuses

    def begin(self, expected: int | None = None) -> None:
        """Drop what an earlier try has written.

        Args:
            expected: bytes that are to come; None where nobody says how many.
        """
        self._expected = expected
        if self.size and self._stream is not None and self._start is not None:
            self._stream.seek(self._start)
            self._stream.truncate()
        self.size = 0

    def write(self, chunk: bytes) -> None:
        """Take a part of the body.

        Raises:
            LocalFileError: it cannot be written.
        """
        if self._stream is None or self.size is None:
            raise ValueError("not begun")
        self.size += len(chunk)
        left = memoryview(chunk)
        try:
            while left:  # a stream without a buffer may take less than it is given
                taken: Any = self._stream.write(left)
                left = left[len(left) if taken is None else taken :]
        except OSError as error:
            raise self._failure(error) from None
        report_transfer(self.size, self._expected)

    def finish(self) -> None:
        """Give the whole file its name.

        Raises:
            LocalFileError: it cannot be written.
        """
        if self._stream is None:
            return
        try:
            self._stream.flush()
            if self._scratch is not None and self.path is not None:
                self._stream.close()
                self._scratch.replace(self.path)
        except OSError as error:
            raise self._failure(error) from None

    def _failure(self, error: OSError) -> LocalFileError:
        where = self.path or "the stream"
        return LocalFileError(f"{where} cannot be written: {error.strerror or 'error'}")

"""The folder of files that we serve ourselves: each content once, until it expires.

A file is named after the SHA-256 of its content, and its time of change is when it expires: there
is nothing else that could be lost or come to differ.
"""

from __future__ import annotations

import os
import re
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from line_connector.errors import InputError
from line_connector.media.limits import MEGABYTE
from line_connector.media.state_folder import cannot_be_written
from line_connector.media.upload import Key, chunks_of
from line_connector.schema.files import FileInput

MOST_BYTES = 5_000 * MEGABYTE
"""Of all files together, unless another number is set."""

_GRACE = 60 * 60
"""Seconds that an expired file is still kept: a process that was told that it is there has used it
by then. What was not finished is removed after this time too."""

_NAME = re.compile(r"[0-9a-f]{64}(-[0-9]{3,4})?|\.part-.+")


class MediaFolder:
    """A folder of files, which several processes may use.

    Args:
        path: the folder; made when something is written, for its owner only.
        most_bytes: of all files together; more is refused, for what is there was promised.
    """

    def __init__(self, path: Path, most_bytes: int = MOST_BYTES) -> None:
        self.path = path
        self._most_bytes = most_bytes

    def find(self, digest: str, width: int | None = None) -> Path | None:
        """Return a file that has not expired, if there is one."""
        path = self._path(digest, width)
        try:
            return path if path.stat().st_mtime > time.time() else None
        except OSError:
            return None

    def write(self, key: Key, file: FileInput, expires_at: int) -> None:
        """Store a file; one that is there already is kept until the later time.

        Raises:
            InputError: the folder is full, or cannot be written to.
        """
        path = self._path(key.digest, key.width)
        try:
            self.path.mkdir(parents=True, exist_ok=True, mode=0o700)
            found = self.find(key.digest, key.width)
            if found is not None:
                os.utime(found, (time.time(), max(found.stat().st_mtime, expires_at)))
                return
            self.remove_expired()
            self._check_room(file.size() or 0)
            self._write(path, file, expires_at)
        except OSError as error:
            raise cannot_be_written(self.path, error) from None

    def remove_expired(self) -> None:
        """Remove what has expired, and what a process that was killed did not finish."""
        latest = time.time() - _GRACE
        for path in self._files():
            with suppress(OSError):
                if path.stat().st_mtime < latest:
                    path.unlink()

    def _path(self, digest: str, width: int | None) -> Path:
        return self.path / (digest if width is None else f"{digest}-{width}")

    def _files(self) -> Iterator[Path]:
        with suppress(OSError):
            yield from (path for path in self.path.iterdir() if _NAME.fullmatch(path.name))

    def _check_room(self, size: int) -> None:
        used = sum(path.stat().st_size for path in self._files())
        if used + size > self._most_bytes:
            raise InputError(
                f"{self.path}: is full: files of {used // MEGABYTE:,} MB have not expired, and at "
                f"most {self._most_bytes // MEGABYTE:,} MB are kept"
            )

    def _write(self, path: Path, file: FileInput, expires_at: int) -> None:
        number, beside = tempfile.mkstemp(dir=self.path, prefix=".part-")
        try:
            with os.fdopen(number, "wb") as copy:
                for chunk in chunks_of(file):
                    copy.write(chunk)
            os.utime(beside, (time.time(), expires_at))
            Path(beside).replace(path)
        except BaseException:
            Path(beside).unlink(missing_ok=True)
            raise

"""Files with secrets: written whole or not at all, and for their owner's eyes only."""

from __future__ import annotations

import os
import stat
import tempfile
from pathlib import Path

from line_connector.errors import InputError


def write_private_file(path: Path, text: str) -> None:
    """Write a file that only its owner may read; its folder is made where it is missing.

    Where the path is a link, what it leads to is written.

    Raises:
        InputError: it cannot be written; a file that was there is as it was.
    """
    try:
        replace_private_file(path, text)
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or 'cannot be written'}") from None


def replace_private_file(path: Path, text: str) -> None:
    """Do what `write_private_file` does, for a caller that names the file itself in an error.

    Raises:
        OSError: it cannot be written; a file that was there is as it was.
    """
    path = path.resolve()
    path.parent.mkdir(parents=True, exist_ok=True)
    number, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(number, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(beside).replace(path)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise


def is_open_to_others(path: Path) -> bool:
    """Tell whether other users of this machine may read a file; on Windows no mode says so."""
    return os.name == "posix" and bool(path.stat().st_mode & (stat.S_IRGRP | stat.S_IROTH))

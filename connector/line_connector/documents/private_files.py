"""Files with secrets: written whole or not at all, and for their owner's eyes only."""

from __future__ import annotations

import os
import stat
import tempfile
from contextlib import suppress
from pathlib import Path

from line_connector.errors import InputError


def write_private_file(path: Path, text: str, *, keeps_access: bool = False) -> None:
    """Write a file that only its owner may read; its folder is made where it is missing.

    Where the path is a link, what it leads to is written.

    Args:
        path: the file.
        text: what it is to hold; its line ends are written as they are.
        keeps_access: leave a file that is there to its owner and group, and to whom may read it.

    Raises:
        InputError: it cannot be written; a file that was there is as it was.
    """
    try:
        replace_private_file(path, text, keeps_access=keeps_access)
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or 'cannot be written'}") from None


def replace_private_file(path: Path, text: str, *, keeps_access: bool = False) -> None:
    """Do what `write_private_file` does, for a caller that names the file itself in an error.

    Raises:
        OSError: it cannot be written; a file that was there is as it was.
    """
    path = path.resolve()
    path.parent.mkdir(parents=True, exist_ok=True)
    number, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(number, "w", encoding="utf-8", newline="") as file:
            if keeps_access and path.exists():
                _give_access(number, path.stat())
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(beside).replace(path)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise


def _give_access(number: int, like: os.stat_result) -> None:
    """Give an open file the owner, the group and the mode of another, as far as permitted."""
    if os.name != "posix":
        return
    with suppress(PermissionError):
        os.fchown(number, like.st_uid, -1)
    try:
        os.fchown(number, -1, like.st_gid)
    except PermissionError:
        return  # the mode would let in another group
    os.fchmod(number, stat.S_IMODE(like.st_mode))


def is_open_to_others(path: Path) -> bool:
    """Tell whether other users of this machine may read a file; on Windows no mode says so."""
    return os.name == "posix" and bool(path.stat().st_mode & (stat.S_IRGRP | stat.S_IROTH))

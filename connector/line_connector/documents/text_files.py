"""Read text from files and standard input: of limited size, in UTF-8 or marked as UTF-16."""

from __future__ import annotations

import sys
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from pathlib import Path
from typing import BinaryIO

from line_connector.errors import InputError
from line_connector.shortening import shortened

MOST_BYTES = 16 * 1024 * 1024
"""Largest text that is read. The largest request of any action is some 5 MB."""


def read_text_file(path: Path | str) -> str:
    """Read a file of text; a pipe or a device is read too, to the same limit.

    Raises:
        InputError: it cannot be read, is larger than 16 MiB, or is not text.
    """
    try:
        with Path(path).open("rb") as file:
            return _read(file, str(path))
    except OSError as error:
        raise InputError(f"{shortened(str(path))}: {_reason(error)}") from None
    except ValueError:  # a character that no file name may have
        raise InputError(f"{shortened(str(path))}: is not a file name") from None


def read_standard_input() -> str:
    """Read standard input to its end.

    Raises:
        InputError: it cannot be read, is larger than 16 MiB, or is not text.
    """
    try:
        return _read(sys.stdin.buffer, "standard input")
    except OSError as error:
        raise InputError(f"standard input: {_reason(error)}") from None


def _read(file: BinaryIO, source: str) -> str:
    content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise InputError(f"{source}: is larger than {MOST_BYTES // 1024**2} MiB")
    # Windows PowerShell writes UTF-16 where a command's output goes to a file.
    marked = content.startswith((BOM_UTF16_LE, BOM_UTF16_BE))
    try:
        return content.decode("utf-16" if marked else "utf-8-sig")
    except UnicodeDecodeError:
        raise InputError(f"{source}: is not text in UTF-8") from None


def _reason(error: OSError) -> str:
    return error.strerror or "cannot be read"

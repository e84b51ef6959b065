"""A checked file that is to get a URL."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple, TypeGuard

from line_connector.errors import InputError
from line_connector.media.formats import Format
from line_connector.media.limits import LARGEST_FILE, check_size
from line_connector.schema.files import FileInput, LocalFileError

Source = str | Path | bytes | BinaryIO | FileInput
"""An HTTPS URL, which is taken as it is; a path; the content; or an open binary file."""

_UNSAFE = re.compile(r"[^A-Za-z0-9_-]+")
_LONGEST_STEM = 40


class Key(NamedTuple):
    """What a stored file is found by."""

    digest: str
    """SHA-256 of its content, in hexadecimal; that of the largest for an imagemap's pictures."""

    name: str
    """Its name in the URL: `chart.png`; without suffix for an imagemap."""

    width: int | None = None
    """Of one of an imagemap's pictures; None stands for the base where the name has no suffix."""


class Upload(NamedTuple):
    """Checked files, and what their URL leads to."""

    key: Key
    """That of the one file, or of the imagemap."""

    files: tuple[tuple[Key, FileInput], ...]


def upload(content: bytes | FileInput, form: Format, name: str) -> Upload:
    """Return one file to store.

    Args:
        content: the file.
        form: what it is.
        name: what it was called; only letters of it that need no encoding are kept.
    """
    file = FileInput(content) if isinstance(content, bytes) else content
    key = Key(digest_of(file), safe_name(name) + form.suffix)
    return Upload(key, ((key, file.sent_as(form.content_type)),))


def safe_name(name: str) -> str:
    """Return a name without suffix for a URL: `Fig. 1.png` is `Fig-1`."""
    stem = _UNSAFE.sub("-", Path(name).stem).strip("-")[:_LONGEST_STEM]
    return stem or "file"


def digest_of(file: FileInput) -> str:
    """Return the SHA-256 of a file, in hexadecimal.

    Raises:
        InputError: it cannot be read.
    """
    digest = hashlib.sha256()
    for chunk in chunks_of(file):
        digest.update(chunk)
    return digest.hexdigest()


def chunks_of(file: FileInput) -> Iterator[bytes]:
    """Yield a file's bytes.

    Raises:
        InputError: it cannot be read.
    """
    opened = file.open()
    try:
        yield from opened.chunks()
    except LocalFileError as error:
        raise InputError(f"{file.file_name}: {error}") from None
    finally:
        opened.close()


def content_of(file: FileInput) -> bytes:
    """Return a whole file.

    Raises:
        InputError: it cannot be read.
    """
    return b"".join(chunks_of(file))


def head_of(file: FileInput) -> bytes:
    """Return a file's first bytes, enough to tell its format.

    Raises:
        InputError: it cannot be read.
    """
    return next(chunks_of(file), b"")


def is_url(source: object) -> TypeGuard[str]:
    """Tell whether a source is a URL and not a file."""
    return isinstance(source, str) and source.lower().startswith(("http://", "https://"))


def file_of(source: Source, largest: int = LARGEST_FILE) -> FileInput:
    """Return the file that a source stands for, which can be read more than once.

    Raises:
        InputError: there is none, it cannot be read, or it is empty or too large.
    """
    if isinstance(source, FileInput):
        file = source
    elif isinstance(source, bytes):
        file = FileInput(source)
    elif isinstance(source, str | Path):
        file = _file_at(Path(source), largest)
    elif source.seekable():
        file = FileInput(source)
    else:
        file = _read(source, largest, "file")
    size = file.size() or 0
    if not size:
        raise InputError(f"{file.file_name}: is empty")
    check_size(size, largest, file.file_name)
    return file


def _file_at(path: Path, largest: int) -> FileInput:
    try:
        file = FileInput(path)
    except ValueError:
        raise InputError(f"{path}: is not a file name") from None
    if file.size() is not None:
        return file
    try:  # a pipe or a device, which is read once; a device may say that it is seekable
        with path.open("rb") as stream:
            return _read(stream, largest, path.name)
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or 'cannot be read'}") from None


def _read(stream: BinaryIO, largest: int, name: str) -> FileInput:
    """Return a file that can be read again; one byte more than may be is read."""
    return FileInput(stream.read(largest + 1), file_name=name)

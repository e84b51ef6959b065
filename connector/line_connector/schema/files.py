"""Files among an action's inputs: bytes, a file of this machine, or a stream.

JSON has a file as `{"file_name", "content_type", "content": base64}`, which is also how outputs
give one. A text is taken for a path only where whoever validates says that its author may read the
files of this machine: a service's callers may not. Python's own objects come from no network: a
`pathlib.Path` or an open binary file is always taken.
"""

from __future__ import annotations

import io
import os
import re
import stat
from collections.abc import Iterator
from copy import copy
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from line_connector.errors import InputError
from line_connector.schema.model import rule

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler, ValidationInfo
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core.core_schema import CoreSchema

READ_AT_ONCE = 64 * 1024
"""Bytes read from a file at a time."""

_UNKNOWN_TYPE = "application/octet-stream"

# Both go into headers: control characters would end them.
_FILE_NAME = r"[^\x00-\x1f\x7f/\\]{1,255}"
_MEDIA_TYPE = r"(?a)[\w.+-]+/[\w.+-]+(; ?[\w-]+=[\w.+-]+)*"


class LocalFileError(Exception):
    """A file of this machine could not be read or written in the middle of an exchange."""


class FileInput:
    """A file that goes with a request.

    Args:
        source: its bytes, its path, or an open binary file, which is read from where it stands and
            is not closed.
        file_name: the name to send; the path's own if absent, else `file`.
        content_type: its media type; if absent, what the name's ending says.
        size: bytes that a stream will give, where it cannot be asked. Such a stream is sent as it
            comes, and so only once; without a size it is first copied to a temporary file.

    Raises:
        ValueError: the name or the media type is none that can be sent.
    """

    def __init__(
        self,
        source: bytes | Path | BinaryIO,
        *,
        file_name: str | None = None,
        content_type: str | None = None,
        size: int | None = None,
    ) -> None:
        self.file_name = file_name or (source.name if isinstance(source, Path) else "file")
        if not re.fullmatch(_FILE_NAME, self.file_name):
            raise ValueError("file_name: must be 1 to 255 characters, without / and \\")
        self.content_type = content_type or _guessed(self.file_name)
        if not re.fullmatch(_MEDIA_TYPE, self.content_type):
            raise ValueError("content_type: must be a media type, such as image/png")
        self._source = source
        self._size = size
        self._start = 0
        self._is_spent = False
        if not isinstance(source, bytes | Path) and source.seekable():
            self._start = source.tell()

    def __repr__(self) -> str:
        return f"FileInput({self.file_name!r}, {self.content_type!r})"

    def to_dict(self) -> dict[str, Any]:
        """Return what a dry run shows in place of the content.

        Raises:
            InputError: there is no such file.
        """
        size = self.size()
        told = {"file_name": self.file_name, "content_type": self.content_type}
        return told if size is None else {**told, "size": size}

    def size(self) -> int | None:
        """Return the bytes that will be sent; None while nobody knows.

        Raises:
            InputError: there is no such file.
        """
        source = self._source
        if isinstance(source, bytes):
            return len(source)
        if self._size is not None:
            return self._size
        if not isinstance(source, Path):
            return _left(source, self._start) if source.seekable() else None
        try:
            status = source.stat()
        except (OSError, ValueError) as error:
            raise InputError(f"{source}: {_reason(error)}") from None
        return status.st_size if stat.S_ISREG(status.st_mode) else None

    def open(self) -> OpenedFile:
        """Open it for sending; whoever opens it closes it.

        Raises:
            InputError: it cannot be read, or is a stream that was sent before.
        """
        if isinstance(self._source, bytes):
            return OpenedFile(io.BytesIO(self._source), len(self._source), owned=True)
        try:
            if isinstance(self._source, Path):
                return _opened_path(self._source)
            return self._opened_stream(self._source)
        except (OSError, ValueError) as error:
            name = self._source if isinstance(self._source, Path) else self.file_name
            raise InputError(f"{name}: {_reason(error)}") from None

    def open_to_check(self) -> OpenedFile | None:
        """Open it to look into it before it is sent; None where reading it would use it up.

        Raises:
            InputError: it cannot be read.
        """
        source = self._source
        if isinstance(source, Path):
            lasts = self.size() is not None  # a pipe does not
        else:
            lasts = isinstance(source, bytes) or source.seekable()
        return self.open() if lasts else None

    def sent_as(self, content_type: str) -> FileInput:
        """Return the same file with another media type."""
        file = copy(self)
        file.content_type = content_type
        return file

    def _opened_stream(self, stream: BinaryIO) -> OpenedFile:
        if not isinstance(cast("object", stream.read(0)), bytes):
            raise InputError(f"{self.file_name}: must be opened in binary mode")
        if not stream.seekable():
            if self._is_spent:
                raise InputError(f"{self.file_name}: the stream was read already")
            self._is_spent = True
            return _spooled(stream) if self._size is None else OpenedFile(stream, self._size)
        stream.seek(self._start)
        size = _left(stream, self._start) if self._size is None else self._size
        return OpenedFile(stream, size, start=self._start)

    @classmethod
    def __get_pydantic_core_schema__(cls, _: Any, __: GetCoreSchemaHandler) -> CoreSchema:
        from pydantic_core import core_schema

        return core_schema.with_info_plain_validator_function(
            _read_input,
            # Whoever makes a body of the input takes the file itself.
            serialization=core_schema.plain_serializer_function_ser_schema(repr),
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, _: CoreSchema, __: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        from line_connector.schema.encoded_file import EncodedFile

        schema = EncodedFile.model_json_schema()
        schema.pop("description", None)  # each field says what file it takes
        return schema


class OpenedFile:
    """A file while it is sent.

    Attributes:
        size: bytes it has.
        rewindable: whether it can be read again from its start.
    """

    def __init__(self, reader: BinaryIO, size: int, *, start: int = 0, owned: bool = False) -> None:
        self.size = size
        self.rewindable = reader.seekable()
        self._reader = reader
        self._start = start
        self._owned = owned

    def rewind(self) -> None:
        """Go back to its start."""
        self._reader.seek(self._start)

    def chunks(self) -> Iterator[bytes]:
        """Yield its bytes.

        Raises:
            LocalFileError: it cannot be read, or has fewer bytes than it had.
        """
        left = self.size
        while left:
            try:
                chunk = self._reader.read(min(READ_AT_ONCE, left))
            except (OSError, ValueError) as error:
                raise LocalFileError(f"the file cannot be read: {_reason(error)}") from None
            if not chunk:
                raise LocalFileError(f"the file ended {left} bytes too early")
            left -= len(chunk)
            yield chunk

    def close(self) -> None:
        """Close what was opened here."""
        if self._owned:
            self._reader.close()


def _read_input(value: Any, info: ValidationInfo) -> FileInput:
    """Make a file of what an input has in its place."""
    try:
        if isinstance(value, FileInput):
            return value
        if isinstance(value, bytes | Path):
            return FileInput(value)
        if isinstance(value, str):
            context: dict[str, Any] = info.context or {}
            if not context.get("local_files"):
                raise rule("must be an object with its content: no file is read by its path here")
            return FileInput(Path(value))
        if isinstance(value, dict):
            from line_connector.schema.encoded_file import EncodedFile

            read = EncodedFile.model_validate(value, context=info.context)
            return FileInput(read.content, file_name=read.file_name, content_type=read.content_type)
        if hasattr(value, "read") and hasattr(value, "seekable"):
            return FileInput(value)
    except ValueError as error:
        if hasattr(error, "errors"):  # pydantic's, with its own paths
            raise
        raise rule(str(error)) from None
    raise rule("must be a file: an object with file_name, content_type and content")


def _opened_path(path: Path) -> OpenedFile:
    """Open a file by its path; what has no size, such as a pipe, is copied first."""
    reader = path.open("rb")
    if stat.S_ISREG(os.fstat(reader.fileno()).st_mode):
        return OpenedFile(reader, _left(reader, 0), owned=True)
    with reader:
        return _spooled(reader)


def _spooled(stream: BinaryIO) -> OpenedFile:
    """Copy a stream to a temporary file, which has a size and can be read again."""
    # Imported late: few calls have a stream.
    import shutil
    import tempfile

    copy = cast("BinaryIO", tempfile.TemporaryFile())  # noqa: SIM115 - it lives as long as its user
    shutil.copyfileobj(stream, copy, READ_AT_ONCE)
    size = copy.tell()
    copy.seek(0)
    return OpenedFile(copy, size, owned=True)


def _left(stream: BinaryIO, start: int) -> int:
    """Return the bytes from `start` to the end of a seekable stream, which stays where it is."""
    now = stream.tell()
    end = stream.seek(0, io.SEEK_END)
    stream.seek(now)
    return max(end - start, 0)


def _guessed(name: str) -> str:
    # Imported late: it reads the system's tables.
    import mimetypes

    return mimetypes.guess_type(name)[0] or _UNKNOWN_TYPE


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or "cannot be read"

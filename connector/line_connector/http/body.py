"""What a request carries: JSON, a form, a form with files, or a file alone.

An action names the kind; the input's fields that stand neither in the path nor in the query make
one of it. Files are read while they are sent, and never held whole.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from pydantic_core import to_json

from line_connector.http.transfers import report_transfer
from line_connector.schema.files import FileInput, OpenedFile


class StreamedBody:
    """A body whose bytes are read while they are sent; each iteration starts anew."""

    def __init__(self, parts: Sequence[bytes | OpenedFile]) -> None:
        self._parts = parts
        self._files = [part for part in parts if isinstance(part, OpenedFile)]
        self.size = sum(part.size if isinstance(part, OpenedFile) else len(part) for part in parts)
        """Bytes it has."""
        self._is_begun = False

    def __enter__(self) -> StreamedBody:
        return self

    def __exit__(self, *_: object) -> None:
        for file in self._files:
            file.close()

    def __iter__(self) -> Iterator[bytes]:
        if self._is_begun:
            for file in self._files:
                file.rewind()
        self._is_begun = True
        sent = 0
        for piece in self._pieces():
            yield piece
            sent += len(piece)
            report_transfer(sent, self.size)

    def _pieces(self) -> Iterator[bytes]:
        for part in self._parts:
            if isinstance(part, OpenedFile):
                yield from part.chunks()
            else:
                yield part

    @property
    def resendable(self) -> bool:
        """Whether it can be sent, whole, once more."""
        return not self._is_begun or all(file.rewindable for file in self._files)


# Plain classes: a dataclass costs a cold start more to make than a request to send.


class Json:
    """A JSON value, or its text as bytes, which no JSON value is."""

    content_type = "application/json"

    def __init__(self, value: Any) -> None:
        self._value = value

    def open(self) -> AbstractContextManager[bytes | StreamedBody]:
        """Return its bytes."""
        return nullcontext(self._value if isinstance(self._value, bytes) else to_json(self._value))

    def shown(self) -> Any:
        """Return the value."""
        return json.loads(self._value) if isinstance(self._value, bytes) else self._value


class Form:
    """Fields as `application/x-www-form-urlencoded`; a list stands for a repeated field."""

    content_type = "application/x-www-form-urlencoded"

    def __init__(self, fields: Mapping[str, Any]) -> None:
        self.fields = fields

    def open(self) -> AbstractContextManager[bytes | StreamedBody]:
        """Return its bytes."""
        return nullcontext(url_encoded(self.fields).encode())

    def shown(self) -> Any:
        """Return the fields."""
        return self.fields


class Multipart:
    """Fields and files as `multipart/form-data`."""

    def __init__(self, fields: Mapping[str, Any]) -> None:
        self.fields = fields
        self.boundary = uuid4().hex

    @property
    def content_type(self) -> str:
        """The media type, with the boundary between the fields."""
        return f"multipart/form-data; boundary={self.boundary}"

    def open(self) -> AbstractContextManager[bytes | StreamedBody]:
        """Encode it with a mark in the place of each file, and open the files."""
        from urllib3.filepost import encode_multipart_formdata

        files = {name: each for name, each in self.fields.items() if isinstance(each, FileInput)}
        marks = {name: uuid4().bytes for name in files}
        encoded, _ = encode_multipart_formdata(
            {
                name: (files[name].file_name, marks[name], files[name].content_type)
                if name in files
                else text_of(value)
                for name, value in self.fields.items()
            },
            self.boundary,
        )
        return _opened(encoded, {marks[name]: file for name, file in files.items()})

    def shown(self) -> Any:
        """Return the fields."""
        return {
            name: value.to_dict() if isinstance(value, FileInput) else value
            for name, value in self.fields.items()
        }


class Bytes:
    """A file and nothing else; the input has one field that goes nowhere else."""

    def __init__(self, fields: Mapping[str, FileInput]) -> None:
        (self.file,) = fields.values()

    @property
    def content_type(self) -> str:
        """The file's media type."""
        return self.file.content_type

    def open(self) -> AbstractContextManager[bytes | StreamedBody]:
        """Open the file."""
        return StreamedBody([self.file.open()])

    def shown(self) -> Any:
        """Return the file's name, type and size."""
        return self.file.to_dict()


RequestBody = Json | Form | Multipart | Bytes
"""A request's body: its `content_type`, `open()` for its bytes, `shown()` for people."""


def url_encoded(fields: Mapping[str, Any]) -> str:
    """Return fields as a query or a form has them: booleans as in JSON, lists repeated.

    Asterisks stay as they are, as in a browser's forms, and so does what hides a secret.
    """
    plain = {
        name: text_of(value) if isinstance(value, bool) else value for name, value in fields.items()
    }
    return urlencode(plain, doseq=True, safe="*")


def text_of(value: Any) -> str:
    """Return a value as the text of a field, booleans as in JSON."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _opened(encoded: bytes, files: Mapping[bytes, FileInput]) -> StreamedBody:
    """Return an encoded body with the files, opened, in the places of their marks."""
    parts: list[bytes | OpenedFile] = []
    try:
        for mark, file in files.items():
            before, _, encoded = encoded.partition(mark)
            parts += [before, file.open()]
    except BaseException:
        StreamedBody(parts).__exit__()
        raise
    return StreamedBody([*parts, encoded])

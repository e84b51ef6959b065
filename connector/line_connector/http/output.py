"""What a call gives back: status, headers and body in one shape, for success and refusal alike."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from line_connector.http.scrubbing import Scrubber
from line_connector.json_values import is_object
from line_connector.providers.line import (
    ACCEPTED_REQUEST_ID_HEADER,
    MONTHLY_LIMIT,
    REQUEST_ID_HEADER,
)
from line_connector.schema.model import Body

if TYPE_CHECKING:
    from line_connector.http.download import Download
    from line_connector.providers.error_body import ErrorBody

BodyT = TypeVar("BodyT", bound=Body)
"""The model of an action's answer."""


class File(NamedTuple):
    """Bytes that a provider answered with."""

    file_name: str
    content_type: str
    content: bytes

    def to_dict(self) -> dict[str, str]:
        """Return the file as JSON carries it, its content in Base64."""
        content = base64.b64encode(self.content).decode()
        return {
            "file_name": self.file_name,
            "content_type": self.content_type,
            "content": content,
        }


class SavedFile(NamedTuple):
    """Bytes that a provider answered with and that went to a file or a stream of the caller's."""

    file_name: str
    content_type: str

    size: int
    """Bytes it has."""

    path: str | None = None
    """Where it is; None where it went to a stream."""

    def to_dict(self) -> dict[str, Any]:
        """Return what JSON says of the file: all but its content."""
        told = {
            "file_name": self.file_name,
            "content_type": self.content_type,
            "size": self.size,
        }
        return told if self.path is None else {**told, "path": self.path}


@dataclass(frozen=True)
class Output(Generic[BodyT]):
    """One answer of the provider's."""

    status_code: int
    """HTTP status."""

    response_headers: dict[str, str]
    """Headers under lower-case names, one string each."""

    reason: str
    """HTTP reason phrase; empty where the provider sends none."""

    json_body: Any = None
    """The body, where it is JSON."""

    response_text: str | None = None
    """The body, where it is other text."""

    file: File | None = None
    """The body, where it is bytes."""

    saved: SavedFile | None = None
    """The body, where the caller said what to write it to."""

    body_model: type[BodyT] | None = field(default=None, repr=False, compare=False)
    """The model that `body` is read with."""

    @cached_property
    def body(self) -> BodyT:
        """The body as the action's model, with snake_case attributes.

        Raises:
            ValueError: the answer has no JSON object, or not the one the action expects.
        """
        if self.body_model is None or not is_object(self.json_body):
            raise ValueError(f"{self.status_code} {self.reason}: the answer is not a JSON object")
        return self.body_model.model_validate(self.json_body)

    @property
    def request_id(self) -> str | None:
        """The ID LINE gave this request, to be named when asking LINE about it."""
        return self.response_headers.get(REQUEST_ID_HEADER)

    @property
    def accepted_request_id(self) -> str | None:
        """The ID of the earlier request that a retry key was accepted with (status 409)."""
        return self.response_headers.get(ACCEPTED_REQUEST_ID_HEADER)

    @property
    def exceeds_monthly_limit(self) -> bool:
        """Whether it says that the month's messages are used up; no retry helps then."""
        return self.status_code == 429 and MONTHLY_LIMIT in self.error_body.message

    @cached_property
    def error_body(self) -> ErrorBody:
        """What the provider says of an error, whichever form it gives it."""
        from line_connector.providers.error_body import read_error_body

        return read_error_body(self.json_body)

    def to_dict(self) -> dict[str, Any]:
        """Return the output as every platform gets it; an absent body has no key."""
        shape: dict[str, Any] = {
            "status_code": self.status_code,
            "response_headers": self.response_headers,
            "reason": self.reason,
        }
        if self.json_body is not None:
            shape["json_body"] = self.json_body
        if self.response_text is not None:
            shape["response_text"] = self.response_text
        if self.file is not None:
            shape["file"] = self.file.to_dict()
        if self.saved is not None:
            shape["file"] = self.saved.to_dict()
        return shape


_NO_SECRETS = Scrubber(())

_UNKNOWN_TYPE = "application/octet-stream"

DEEPEST = 100
"""Levels of JSON that an answer may have; a deeper one stays text. Providers' have fewer than 20,
and Python's own reading and writing of JSON ends the process's patience at some hundreds."""

_STRING_OR_BRACKET = re.compile(r'"(?:[^"\\]|\\.)*"|[\[\]{}]', re.DOTALL)

# Only the last part of a path: what a provider names must not lead out of a folder.
_FILE_NAME = re.compile(r'filename="?(?:[^";]*[/\\])?([^";/\\]+)', re.IGNORECASE)


def read_output(
    status_code: int,
    reason: str,
    headers: Mapping[str, str],
    content: bytes,
    body_model: type[BodyT] | None = None,
    scrubber: Scrubber = _NO_SECRETS,
    download: Download | None = None,
    *,
    is_file: bool = False,
) -> Output[BodyT]:
    """Put an answer into the one shape: JSON where it parses, else text, else a file.

    Args:
        status_code: the HTTP status.
        reason: the HTTP reason phrase.
        headers: names in any case.
        content: the body.
        body_model: the model for `Output.body`.
        scrubber: takes secrets out of everything but a file.
        download: where the body was written, if it was.
        is_file: whether the body is a file, whatever its type; else text and JSON are read.
    """
    clean = partial(scrubber.text, refusal=status_code >= 300)
    shown = {name.lower(): clean(value) for name, value in headers.items()}
    if download is not None and download.takes(status_code):
        saved = _saved(shown, download)
        return Output(status_code, shown, clean(reason), saved=saved, body_model=body_model)
    if is_file:
        file = File(_file_name(shown), _kind(shown) or _UNKNOWN_TYPE, content)
        return Output(status_code, shown, clean(reason), file=file, body_model=body_model)
    body = _read_body(shown, content)
    if "response_text" in body:
        body["response_text"] = clean(body["response_text"])
    elif "json_body" in body and not scrubber.finds_nothing_in(content.decode()):
        body["json_body"] = scrubber.json(body["json_body"], refusal=status_code >= 300)
    return Output(status_code, shown, clean(reason), body_model=body_model, **body)


def _read_body(headers: dict[str, str], content: bytes) -> dict[str, Any]:
    """Return the one field of `Output` that a body goes to, or none for an empty body."""
    if not content:
        return {}
    kind = _kind(headers)
    text = None if _is_binary(kind) else _decoded(content)
    if text is None:
        return {"file": File(_file_name(headers), kind or _UNKNOWN_TYPE, content)}
    if _is_nested_too_deep(text):
        return {"response_text": text}
    try:
        return {"json_body": json.loads(text)}
    except ValueError:
        return {"response_text": text}


def _saved(headers: dict[str, str], download: Download) -> SavedFile:
    """Return what is known of a body that was written elsewhere."""
    name = _file_name(headers) if download.path is None else download.path.name
    path = None if download.path is None else str(download.path)
    return SavedFile(name, _kind(headers) or _UNKNOWN_TYPE, download.size or 0, path)


def _kind(headers: dict[str, str]) -> str:
    return headers.get("content-type", "").partition(";")[0].strip().lower()


def _file_name(headers: dict[str, str]) -> str:
    named = _FILE_NAME.search(headers.get("content-disposition", ""))
    return named[1] if named else "content"


def _is_nested_too_deep(text: str) -> bool:
    """Tell whether JSON has more levels than everything that handles it can follow."""
    if text.count("[") + text.count("{") <= DEEPEST:
        return False
    level = 0
    for token in _STRING_OR_BRACKET.finditer(text):
        if token[0] in "[{":
            level += 1
            if level > DEEPEST:
                return True
        elif token[0] in "]}":
            level -= 1
    return False


def _is_binary(kind: str) -> bool:
    return kind.startswith(("image/", "audio/", "video/")) or kind == _UNKNOWN_TYPE


def _decoded(content: bytes) -> str | None:
    try:
        return content.decode()
    except UnicodeDecodeError:
        return None

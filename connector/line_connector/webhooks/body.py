"""The body of a webhook: which bytes are read, and how.

Refused as a whole is what no provider sends: not UTF-8, not JSON, a name twice in one object (two
readers could see different events), numbers without end, or beyond the limits. Halves of surrogate
pairs, which no database and no terminal takes, become U+FFFD.
"""

from __future__ import annotations

from typing import Any

from line_connector.documents.reading import read_json
from line_connector.errors import InputError, WebhookBodyError
from line_connector.json_values import is_list, is_object

MOST_BYTES = 10_000_000
"""Longest body. LINE's are a few kilobytes; a hundred of the longest texts are 6 MB."""


def check_bytes(body: bytes) -> None:
    """Refuse a body that is text, or too long.

    Raises:
        InputError: it is text: decoding and encoding may have changed it.
        WebhookBodyError: it is too long.
    """
    if not isinstance(body, bytes):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise InputError("body: must be the raw bytes that arrived, not text")
    if len(body) > MOST_BYTES:
        raise WebhookBodyError(f"webhook: has {len(body)} bytes, at most {MOST_BYTES} are read")


def read_body(body: bytes) -> Any:
    """Read a body that is JSON.

    Raises:
        WebhookBodyError: it is not, or is beyond the limits; one line says why.
        InputError: it is text, not bytes.
    """
    check_bytes(body)
    try:
        document = read_json(body.decode("utf-8"), "webhook")
    except InputError as error:
        raise WebhookBodyError(str(error)) from None
    except UnicodeDecodeError as error:
        raise WebhookBodyError(f"webhook: not UTF-8 at byte {error.start}") from None
    except ValueError as error:
        raise WebhookBodyError(f"webhook: not JSON: {error}") from None
    # Only an escape can bring half of a surrogate pair; UTF-8 has none.
    return _whole(document) if b"\\ud" in body or b"\\uD" in body else document


def _whole(value: Any) -> Any:
    """Return a JSON value with U+FFFD for each half of a surrogate pair."""
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if is_list(value):
        return [_whole(each) for each in value]
    if is_object(value):
        return {_whole(name): _whole(each) for name, each in value.items()}
    return value

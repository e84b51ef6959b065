"""Where files get a URL."""

from __future__ import annotations

from typing import Protocol
from urllib.parse import urlsplit

from pydantic import TypeAdapter, ValidationError

from line_connector.errors import InputError
from line_connector.http.connection import is_loopback
from line_connector.media.upload import Key, Upload
from line_connector.schema.files import FileInput
from line_connector.schema.problems import problems_of
from line_connector.schema.urls import MediaUrl

DAY = 24 * 60 * 60

DEFAULT_LIFETIME = 30 * DAY
"""Seconds for which a URL is valid unless another time is set."""

_MEDIA_URL = TypeAdapter[str](MediaUrl)


class Store(Protocol):
    """A store: a URL can be known before the file is written."""

    def url(self, key: Key) -> str:
        """Return the URL of a file, or the base URL of an imagemap.

        Raises:
            InputError: the store has none for it.
        """
        ...

    def write(self, key: Key, file: FileInput) -> None:
        """Store a file; one that is there already is kept for longer.

        Raises:
            InputError: it cannot be written.
        """
        ...


def stored(upload: Upload, store: Store, *, write: bool = True) -> str:
    """Store files; return their URL.

    Args:
        upload: the files.
        store: where to.
        write: False only returns the URL.

    Raises:
        InputError: it is a URL that LINE does not take, and nothing was stored; or a file could not
            be written.
    """
    url = checked_url(store.url(upload.key))
    if write:
        for key, file in upload.files:
            store.write(key, file)
    return url


def checked_url(url: str, what: str = "the file") -> str:
    """Return a URL that LINE takes for media.

    Args:
        url: the URL.
        what: whose URL it is, for an error.

    Raises:
        InputError: it is none; the URL is not shown, since a signed one lets people in.
    """
    try:
        return _MEDIA_URL.validate_python(url)
    except ValidationError as error:
        raise InputError(f"the URL of {what}: {problems_of(error)[0].message}") from None


def checked_public_url(url: str) -> str:
    """Return a URL that LINE and phones may reach, without a slash at its end.

    Raises:
        InputError: it is not HTTPS, or of this machine only.
    """
    try:
        parts = urlsplit(url)
        extra = parts.query or parts.fragment or parts.username or parts.password
        valid = parts.scheme == "https" and bool(parts.hostname) and not extra
    except ValueError:
        valid = False
    if not valid:
        raise InputError("the public URL: must be HTTPS, such as https://line.example.com")
    if is_loopback(url):
        raise InputError("the public URL: is of this machine only; LINE and phones cannot reach it")
    return url.rstrip("/")

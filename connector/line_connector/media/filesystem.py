"""Files in a store that fsspec knows: S3, Google Cloud Storage, Azure, SFTP and others."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

from line_connector.errors import InputError
from line_connector.installing import how_to_install
from line_connector.media.store import DAY, DEFAULT_LIFETIME, checked_public_url
from line_connector.media.upload import Key, chunks_of
from line_connector.schema.files import FileInput
from line_connector.secret_values import SecretSource

LONGEST_SIGNED = 7 * DAY
"""Seconds; the longest for which S3 and Google sign a URL."""

_CONTENT_TYPE = {
    "s3": "ContentType",
    "s3a": "ContentType",
    "gs": "content_type",
    "gcs": "content_type",
}
"""What a store calls the media type of a file that is written, by its protocol."""


class FilesystemStore:
    """A folder in a file system of fsspec's.

    Args:
        filesystem: the file system.
        folder: path of the folder in it.
        public_url: HTTPS URL at which the folder is published. Without it the store signs URLs;
            whoever has one can read that file.
        lifetime: seconds for which a signed URL is valid, at most 7 days.
    """

    def __init__(
        self,
        filesystem: Any,
        folder: str,
        public_url: str | None = None,
        lifetime: int = DEFAULT_LIFETIME,
    ) -> None:
        self._filesystem = filesystem
        self._folder = folder.rstrip("/")
        self._public_url = None if public_url is None else checked_public_url(public_url)
        self._lifetime = min(lifetime, LONGEST_SIGNED)

    def url(self, key: Key) -> str:
        """Return the URL of a file, or the base URL of an imagemap."""
        if self._public_url is not None:
            return f"{self._public_url}/{_path(key)}"
        if "." not in key.name:
            raise InputError(
                "media store: an imagemap's URL cannot be signed; give the public URL of the store"
            )
        try:
            return str(self._filesystem.sign(self._place(key), expiration=self._lifetime))
        except NotImplementedError:
            text = "cannot sign URLs: give the public URL at which it is published"
            raise InputError(f"media store: {_protocol(self._filesystem)} {text}") from None
        except Exception as error:  # noqa: BLE001 - each store has its own
            raise InputError(f"media store: {_reason(error)}") from None

    def write(self, key: Key, file: FileInput) -> None:
        """Store a file; the same content is one file."""
        place, protocol = self._place(key), _protocol(self._filesystem)
        options = {_CONTENT_TYPE[protocol]: file.content_type} if protocol in _CONTENT_TYPE else {}
        try:
            if protocol in {"file", "local"}:  # in object stores, folders are not made
                self._filesystem.makedirs(place.rpartition("/")[0], exist_ok=True)
            with self._filesystem.open(place, "wb", **options) as copy:
                for chunk in chunks_of(file):
                    copy.write(chunk)
        except InputError:
            raise
        except Exception as error:  # noqa: BLE001 - each store has its own
            raise InputError(f"media store: {_reason(error)}") from None

    def _place(self, key: Key) -> str:
        return f"{self._folder}/{_path(key)}"


def opened_store(
    address: str,
    options: Mapping[str, Any],
    public_url: str | None = None,
    lifetime: int = DEFAULT_LIFETIME,
) -> FilesystemStore:
    """Return the store at an address such as `s3://bucket/folder`.

    Args:
        address: as fsspec takes it.
        options: what the file system takes besides: `endpoint_url`, `profile` …
        public_url: as `FilesystemStore` takes it.
        lifetime: as `FilesystemStore` takes it.

    Raises:
        InputError: there is no such file system, or its package is missing.
    """
    given = {
        name: value.read() if isinstance(value, SecretSource) else value
        for name, value in options.items()
    }
    try:
        core: Any = import_module("fsspec.core")  # has no types

        filesystem, folder = core.url_to_fs(address, **given)
    except ImportError as error:
        text = f"needs a package that is not installed: {error.name or _reason(error)}"
        raise InputError(f"media store: {text}; {how_to_install('s3')}") from None
    except Exception as error:  # noqa: BLE001 - each store has its own
        raise InputError(f"media store: {_reason(error)}") from None
    return FilesystemStore(filesystem, folder, public_url, lifetime)


def _path(key: Key) -> str:
    """Return a file's path in the folder: its content's hash, so that it cannot be guessed."""
    _, dot, suffix = key.name.rpartition(".")
    return f"{key.digest}/{key.width}" if key.width else f"{key.digest}{dot}{suffix if dot else ''}"


def _protocol(filesystem: Any) -> str:
    protocol = filesystem.protocol
    return protocol if isinstance(protocol, str) else protocol[0]


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error) or type(error).__name__

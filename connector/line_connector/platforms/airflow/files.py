"""Pictures and files for messages: LINE takes HTTPS addresses only, so files go to a store first.

image_message(plot_as_png(), store="s3://aws_default@reports/line")
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from airflow.sdk import ObjectStoragePath

if TYPE_CHECKING:
    from line_connector.media.store import Store

Source = str | Path | bytes | ObjectStoragePath
"""An HTTPS address; a path of this machine; a path in a store, `s3://conn_id@bucket/key`; or the
content itself, such as a task returned it."""

SEVEN_DAYS = 7 * 24 * 60 * 60
"""Seconds; the longest for which S3 signs an address."""


def image_message(
    source: Source,
    *,
    preview: Source | None = None,
    store: str | ObjectStoragePath | None = None,
    public_url: str | None = None,
    expires_in: int = SEVEN_DAYS,
) -> dict[str, str]:
    """Return an image message; a picture that has no address is put into a store.

    Args:
        source: the picture, JPEG or PNG, at most 10 MB. What is at an address is not looked at.
        preview: a small one of at most 1 MB, for the chat; the picture itself if absent.
        store: as `hosted_file` takes it.
        public_url: as `hosted_file` takes it.
        expires_in: as `hosted_file` takes it.

    Raises:
        AirflowFailException: it is no such picture, or has no address.

    Source: https://developers.line.biz/en/reference/messaging-api/#image-message
    """
    from line_connector.media.drafts import hosted, image_draft
    from line_connector.platforms.airflow.running import airflow_errors

    with airflow_errors():
        small = None if preview is None else _content(preview)
        draft = image_draft(_content(source), small, as_is=True)
        return hosted(draft, _store(store, public_url, expires_in))


def hosted_file(
    source: Source,
    *,
    store: str | ObjectStoragePath,
    public_url: str | None = None,
    expires_in: int = SEVEN_DAYS,
    suffix: str = "",
) -> str:
    """Put a file of any kind into a store; return its HTTPS address, for a link or a button.

    Its name there is made from its content, so that a task that is tried again leaves one file.

    Args:
        source: the file.
        store: a folder in a store, as Airflow writes it: `s3://conn_id@bucket/folder`.
        public_url: the HTTPS address at which the store's folder is published. If absent, the store
            signs an address; whoever has that can read the file.
        expires_in: seconds for which a signed address is valid.
        suffix: how its name is to end, such as `.pdf`; as the source's if absent.

    Raises:
        AirflowFailException: the file cannot be read, or has no HTTPS address.
    """
    from line_connector.media.formats import Format
    from line_connector.media.store import stored
    from line_connector.media.upload import file_of, upload
    from line_connector.platforms.airflow.running import airflow_errors

    ending = suffix or ("" if isinstance(source, bytes) else Path(str(source)).suffix)
    with airflow_errors():
        into = _store(store, public_url, expires_in)
        file = file_of(_content(source))
        return stored(upload(file, Format(file.content_type, ending), "file"), into)


def _store(
    folder: str | ObjectStoragePath | None, public_url: str | None, expires_in: int
) -> Store:
    """Return the store that a folder of Airflow's is in."""
    from line_connector.errors import InputError
    from line_connector.media.filesystem import FilesystemStore

    if folder is None:
        return _NoStore()
    try:
        path = ObjectStoragePath(folder)
        return FilesystemStore(path.fs, path.path, public_url, expires_in)
    except (OSError, ValueError, ImportError) as error:
        raise InputError(f"store: {_reason(error)}") from None


class _NoStore:
    """Stands for a store where only addresses are expected."""

    def url(self, _: object) -> str:
        from line_connector.errors import InputError

        raise InputError("store: is required: LINE takes HTTPS addresses, and this has none")

    def write(self, _: object, __: object) -> None:
        """Is never called: there is no URL."""


def _content(source: Source) -> str | bytes:
    """Return a file's content; an address as it is."""
    from line_connector.errors import InputError
    from line_connector.media.upload import is_url

    if isinstance(source, bytes) or is_url(source):
        return source
    try:
        if isinstance(source, str):
            source = ObjectStoragePath(source) if "://" in source else Path(source)
        content: bytes = source.read_bytes()
    except (OSError, ValueError, ImportError) as error:
        raise InputError(f"{source}: {_reason(error)}") from None
    return content


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)

"""Pictures and files for messages: LINE takes HTTPS addresses only, so files go to a store first.

image_message(plot_as_png(), store="s3://aws_default@reports/line")
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import NamedTuple

from airflow.sdk import ObjectStoragePath

Source = str | Path | bytes | ObjectStoragePath
"""An HTTPS address; a path of this machine; a path in a store, `s3://conn_id@bucket/key`; or the
content itself, such as a task returned it."""

SEVEN_DAYS = 7 * 24 * 60 * 60
"""Seconds; the longest for which S3 signs an address."""

_MEGABYTE = 1024 * 1024
_LARGEST_IMAGE = 10 * _MEGABYTE
_LARGEST_PREVIEW = _MEGABYTE
_LONGEST_ADDRESS = 2000


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
    from line_connector.platforms.airflow.running import airflow_errors

    into = _Store(store, public_url, expires_in)
    with airflow_errors():
        if preview is None:
            what = "without a preview the picture"
            original = small = _picture_address(source, _LARGEST_PREVIEW, what, into)
        else:
            original = _picture_address(source, _LARGEST_IMAGE, "the picture", into)
            small = _picture_address(preview, _LARGEST_PREVIEW, "the preview", into)
    return {"type": "image", "originalContentUrl": original, "previewImageUrl": small}


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
    from line_connector.platforms.airflow.running import airflow_errors

    ending = suffix or ("" if isinstance(source, bytes) else Path(str(source)).suffix)
    with airflow_errors():
        return _Store(store, public_url, expires_in).put(_content(source), ending)


class _Store(NamedTuple):
    """Where files get an address."""

    folder: str | ObjectStoragePath | None
    public_url: str | None
    expires_in: int

    def put(self, content: bytes, suffix: str) -> str:
        """Store a file; return its address."""
        from line_connector.errors import InputError

        if self.folder is None:
            raise InputError("store: is required: LINE takes HTTPS addresses, and this has none")
        name = f"{hashlib.sha256(content).hexdigest()[:32]}{suffix}"
        if self.public_url is not None:
            # Checked first: nothing is stored for an address that LINE does not take.
            address = _checked_address(f"{self.public_url.rstrip('/')}/{name}")
            _write(self.folder, name, content)
            return address
        return _checked_address(_signed(_write(self.folder, name, content), self.expires_in))


def _write(folder: str | ObjectStoragePath, name: str, content: bytes) -> ObjectStoragePath:
    from line_connector.errors import InputError

    try:
        file = ObjectStoragePath(folder) / name
        if file.protocol == "file":  # in object stores, folders are not made
            file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    except (OSError, ValueError, ImportError) as error:
        raise InputError(f"store: {_reason(error)}") from None
    return file


def _picture_address(source: Source, largest: int, what: str, store: _Store) -> str:
    """Return a picture's address; one that has none is checked, and put into the store."""
    if _is_address(source):
        return _checked_address(str(source))
    content = _content(source)
    return store.put(content, _picture_suffix(content, largest, what))


def _is_address(source: Source) -> bool:
    return isinstance(source, str) and source.lower().startswith(("http://", "https://"))


def _checked_address(address: str) -> str:
    from line_connector.errors import InputError

    if not address.lower().startswith("https://"):
        raise InputError("the address: must start with https://")
    if len(address) > _LONGEST_ADDRESS:
        text = f"must have at most {_LONGEST_ADDRESS} characters, has {len(address)}"
        raise InputError(f"the address: {text}; use public_url")
    return address


def _content(source: Source) -> bytes:
    from line_connector.errors import InputError

    if isinstance(source, bytes):
        return source
    try:
        if isinstance(source, str):
            source = ObjectStoragePath(source) if "://" in source else Path(source)
        content: bytes = source.read_bytes()
    except (OSError, ValueError, ImportError) as error:
        raise InputError(f"{source}: {_reason(error)}") from None
    return content


def _picture_suffix(content: bytes, largest: int, what: str) -> str:
    """Return the suffix of a picture's name.

    Raises:
        InputError: it is neither JPEG nor PNG, or too large.
    """
    from line_connector.errors import InputError
    from line_connector.models.line.rich_menu_image import read_image_header

    header = read_image_header(content)
    if header is None:
        raise InputError(f"{what}: must be JPEG or PNG, by its content")
    if len(content) > largest:
        text = f"must have at most {largest // _MEGABYTE} MB, has {len(content) / _MEGABYTE:.1f}"
        raise InputError(f"{what}: {text}")
    return {"image/png": ".png", "image/jpeg": ".jpg"}[header.content_type]


def _signed(file: ObjectStoragePath, expires_in: int) -> str:
    from line_connector.errors import InputError

    try:
        address: str = file.fs.sign(file.path, expiration=expires_in)
    except NotImplementedError:
        text = "cannot sign addresses: give public_url, the address at which it is published"
        raise InputError(f"store: {file.protocol} {text}") from None
    return address


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)

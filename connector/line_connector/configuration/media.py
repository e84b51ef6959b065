"""Where files for messages get their URLs.

media:
  url: https://line.example.com     # where `serve` or `listen` is published; it serves the files
  expires_in: 2592000               # seconds
  key: {env: MEDIA_KEY}             # signs the URLs; one is made and kept if absent

media:
  store: s3://bucket/folder         # or any address that fsspec knows
  options: {profile: line}          # for fsspec
  url: https://cdn.example.com/line # where the folder is published; if absent, URLs are signed
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from line_connector.configuration.fields import Wrong, is_source, with_sources, wrong_source
from line_connector.documents.plain_scalars import PlainBoolean
from line_connector.json_values import is_list, is_object
from line_connector.manifest import unknown_name
from line_connector.secret_values import SecretSource

SECTION = "media"

_KEYS = ("url", "store", "options", "expires_in", "key")
_LONGEST = 10 * 365 * 24 * 60 * 60


@dataclass(frozen=True)
class MediaSettings:
    """Where files get their URLs; nothing is set by default."""

    url: str | None = None
    """HTTPS URL at which we, or else the store, are published."""

    store: str | None = None
    """Address of a folder in a store that fsspec knows; None where we serve the files."""

    options: Mapping[str, Any] = field(default_factory=dict[str, Any], repr=False)
    """What fsspec takes for the store besides, with a `SecretSource` in place of each that is kept
    elsewhere."""

    lifetime: int | None = None
    """Seconds for which a URL is valid."""

    key: SecretSource | None = field(default=None, repr=False)
    """The key that our URLs are signed with."""


def media_settings(section: Mapping[str, Any], file: Path) -> MediaSettings:
    """Return the settings of a section without anything wrong."""
    read: dict[str, Any] = {"options": {}, **section}
    options = {name: value for name, value in read["options"].items() if _has_source(value)}
    sources = with_sources(options, file, "media", "options")
    key = with_sources({"key": read["key"]}, file, "section", SECTION) if "key" in read else {}
    return MediaSettings(
        read.get("url"),
        read.get("store"),
        {**_plain(read["options"]), **sources},
        int(read["expires_in"]) if "expires_in" in read else None,
        key.get("key"),
    )


def wrong_media(section: Any) -> Iterator[Wrong]:
    """Yield all that is wrong with the section's form."""
    if not is_object(section):
        yield Wrong((SECTION,), f"must hold {', '.join(_KEYS)}")
        return
    for name in section:
        if name not in _KEYS:
            yield Wrong((SECTION, name), unknown_name("key", name, _KEYS))
    if (url := section.get("url")) is not None and (why := _wrong_url(url)):
        yield Wrong((SECTION, "url"), why)
    store = section.get("store")
    if store is not None and not (isinstance(store, str) and store):
        yield Wrong((SECTION, "store"), "must be an address such as s3://bucket/folder")
    if "options" in section and not is_object(section["options"]):
        yield Wrong((SECTION, "options"), "must hold the store's options by name")
    if "expires_in" in section and not _is_time(section["expires_in"]):
        yield Wrong((SECTION, "expires_in"), "must be a number of seconds, at least 60")
    if "key" in section:
        why = wrong_source(section["key"]) if is_source(section["key"]) else _NO_SOURCE
        if why:
            yield Wrong((SECTION, "key"), why)


def _wrong_url(url: Any) -> str | None:
    if not (isinstance(url, str) and url.startswith("https://")):
        return "must be an HTTPS URL such as https://line.example.com"
    if "@" in url.split("/")[2]:  # it would stand in every message
        return "must not carry a user name or password"
    return None


def _has_source(value: Any) -> bool:
    return is_object(value) and wrong_source(value) is None


def _plain(value: Any) -> Any:
    """Return a value in which `true` is true, as a store's options want it."""
    if isinstance(value, PlainBoolean):
        return value.truth
    if is_object(value):
        return {name: _plain(each) for name, each in value.items()}
    return [_plain(each) for each in value] if is_list(value) else value


_NO_SOURCE = "must be {env: NAME}, {file: PATH} or {keyring: true}"


def _is_time(value: Any) -> bool:
    text = str(value)
    return text.isascii() and text.isdecimal() and len(text) < 12 and 60 <= int(text) <= _LONGEST

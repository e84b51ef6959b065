"""The store that the configuration file names, or that a sandbox has."""

from __future__ import annotations

from pathlib import Path

from line_connector.configuration import Configuration, read_configuration
from line_connector.configuration.media import MediaSettings
from line_connector.errors import InputError
from line_connector.http.connection import is_loopback
from line_connector.media.filesystem import opened_store
from line_connector.media.folder import MediaFolder
from line_connector.media.keys import checked_key, key_in
from line_connector.media.own_store import OwnStore
from line_connector.media.sandbox_store import SandboxStore
from line_connector.media.signing import Signer
from line_connector.media.state_folder import media_folder
from line_connector.media.store import DEFAULT_LIFETIME, Store

_KEY_FILE = "key"


def configured_store(configuration: Configuration | None = None) -> Store:
    """Return the store that the configuration file names.

    Raises:
        InputError: it names none, or that cannot be used.
    """
    from line_connector.media.drafts import NO_STORE

    store = store_of((configuration or read_configuration()).media)
    if store is None:
        raise InputError(NO_STORE)
    return store


def store_for(line_url: str, configuration: Configuration) -> Store | None:
    """Return where files for messages go to: a sandbox keeps those that are sent to it.

    Args:
        line_url: address of LINE's API, or of a sandbox.
        configuration: names the store for LINE.

    Raises:
        InputError: the store cannot be used.
    """
    if is_loopback(line_url):
        return SandboxStore(line_url)
    return store_of(configuration.media)


def store_of(settings: MediaSettings, folder: Path | None = None) -> Store | None:
    """Return the store that settings describe; None where they name none.

    Args:
        settings: of the configuration file.
        folder: for files that we serve; the user's if absent.

    Raises:
        InputError: the store cannot be used.
    """
    lifetime = settings.lifetime or DEFAULT_LIFETIME
    if settings.store is not None:
        return opened_store(settings.store, settings.options, settings.url, lifetime)
    if settings.url is None:
        return None
    folder = folder or media_folder()
    return OwnStore(MediaFolder(folder), signer_of(settings, folder), settings.url, lifetime)


def signer_of(settings: MediaSettings, folder: Path) -> Signer:
    """Return what signs URLs, with the key of the settings, or else the one kept in the folder.

    Raises:
        InputError, CredentialsError: the key cannot be read.
    """
    if settings.key is not None:
        return Signer(checked_key(settings.key.read(), str(settings.key)))
    return Signer(key_in(folder / _KEY_FILE))

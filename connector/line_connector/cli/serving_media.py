"""Which files a server takes, and serves."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from line_connector.configuration import read_configuration
from line_connector.connector import Connector
from line_connector.http.connection import is_loopback
from line_connector.media.configured import store_of
from line_connector.media.sandbox_store import SandboxStore
from line_connector.media.serving import media_server
from line_connector.media.state_folder import media_folder
from line_connector.sending.files import line_url

if TYPE_CHECKING:
    from line_connector.configuration.media import MediaSettings
    from line_connector.services.actions.app import Media


def media_settings(public_url: str | None) -> MediaSettings:
    """Return the settings of the configuration file, or those that serve files at a URL."""
    settings = read_configuration().media
    return settings if public_url is None else replace(settings, url=public_url, store=None)


def media_of(connector: Connector, public_url: str | None, state: Path | None) -> Media | None:
    """Return where a server's files go to: to the sandbox, else to the store that is configured.

    Args:
        connector: sends the messages.
        public_url: where the server is published; as the configuration says if absent.
        state: the server's own folder; the user's if absent.

    Raises:
        InputError: the store cannot be used.
    """
    from line_connector.services.actions.app import Media

    if is_loopback(line_url(connector)):
        return Media(SandboxStore(line_url(connector)))
    settings = media_settings(public_url)
    folder = state / "media" if state else media_folder()
    store = store_of(settings, folder)
    return None if store is None else Media(store, media_server(settings, folder))

"""Which server has the files that we serve ourselves."""

from __future__ import annotations

from pathlib import Path

from line_connector.configuration.media import MediaSettings
from line_connector.media.configured import signer_of, store_of
from line_connector.media.folder import MediaFolder
from line_connector.media.server import MediaEndpoints
from line_connector.media.state_folder import media_folder


def media_server(settings: MediaSettings, folder: Path | None = None) -> MediaEndpoints | None:
    """Return what serves the files; None where a store does, or nobody.

    Args:
        settings: of the configuration file.
        folder: where the files are; the user's if absent.

    Raises:
        InputError, CredentialsError: the URL is none that phones could reach, or the key is wrong.
    """
    if settings.store is not None or store_of(settings, folder) is None:
        return None
    folder = folder or media_folder()
    return MediaEndpoints(MediaFolder(folder), signer_of(settings, folder))

"""Files that we serve ourselves, at `https://…/media/{token}/{name}`."""

from __future__ import annotations

import time

from line_connector.media.folder import MediaFolder
from line_connector.media.signing import Grant, Signer
from line_connector.media.store import DAY, DEFAULT_LIFETIME, checked_public_url
from line_connector.media.upload import Key
from line_connector.schema.files import FileInput

PATH = "/media/"


class OwnStore:
    """The folder that `serve` and `listen` serve.

    Args:
        folder: where the files are.
        signer: signs their URLs.
        public_url: where people's phones find the server: `https://line.example.com`.
        lifetime: seconds for which a URL is valid at least; it ends with a day (UTC), so that the
            same file has the same URL all day.

    Raises:
        InputError: the URL is none that LINE and phones could reach.
    """

    def __init__(
        self,
        folder: MediaFolder,
        signer: Signer,
        public_url: str,
        lifetime: int = DEFAULT_LIFETIME,
    ) -> None:
        self._folder = folder
        self._signer = signer
        self._public_url = checked_public_url(public_url)
        self._lifetime = lifetime

    def url(self, key: Key) -> str:
        """Return the signed URL of a file, or the base URL of an imagemap."""
        token = self._signer.token(Grant(key.digest, self.expires_at()), key.name)
        return f"{self._public_url}{PATH}{token}/{key.name}"

    def write(self, key: Key, file: FileInput) -> None:
        """Store a file until its URL expires."""
        self._folder.write(key, file, self.expires_at())

    def expires_at(self) -> int:
        """Return when a URL made now expires, in seconds since 1970."""
        return -(-int(time.time() + self._lifetime) // DAY) * DAY

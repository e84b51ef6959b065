"""Files that a sandbox keeps, so that its page shows them.

Their URLs are HTTPS, as LINE wants them; the page reads them from the same address over HTTP.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from line_connector.errors import InputError
from line_connector.media.upload import Key, content_of
from line_connector.schema.files import FileInput

PATH = "/_sandbox/media/"

_SECONDS = 30


class SandboxStore:
    """The store of a sandbox.

    Args:
        sandbox_url: where it listens: `http://127.0.0.1:8077`.
    """

    def __init__(self, sandbox_url: str) -> None:
        parts = urlsplit(sandbox_url)
        self._origin = f"{parts.scheme}://{parts.netloc}"
        self._https = f"https://{parts.netloc}"

    def url(self, key: Key) -> str:
        """Return the URL of a file, or the base URL of an imagemap."""
        return f"{self._https}{PATH}{key.digest}/{key.name}"

    def write(self, key: Key, file: FileInput) -> None:
        """Give the sandbox a file."""
        import requests

        name = key.name if key.width is None else f"{key.name}/{key.width}"
        try:
            with requests.Session() as session:
                session.trust_env = False  # a proxy would not find this machine
                answer = session.put(
                    f"{self._origin}{PATH}{key.digest}/{name}",
                    data=content_of(file),
                    headers={"Content-Type": file.content_type},
                    timeout=_SECONDS,
                )
        except requests.RequestException:
            raise InputError(f"{self._origin}: no sandbox answers there") from None
        if not answer.ok:
            raise InputError(f"the sandbox does not keep {file.file_name}: {_reason(answer.text)}")


def _reason(body: str) -> str:
    import json

    try:
        return str(json.loads(body)["message"])
    except (ValueError, KeyError, TypeError):
        return "it is another program's"

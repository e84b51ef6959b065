"""Serves the files of a folder at `/media/{token}/{name}`, to whoever has a signed URL.

Phones and LINE's servers have no credentials: the URL is the permission. It cannot be guessed or
changed to another file, name or time, and ends with its expiry. Only pictures, video and audio are
served, whatever lies in the folder.
"""

from __future__ import annotations

import threading
import time
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from line_connector.media.folder import MediaFolder
from line_connector.media.formats import HEAD, Format, format_of
from line_connector.media.limits import IMAGEMAP_WIDTHS
from line_connector.media.own_store import PATH
from line_connector.media.signing import Grant, Signer

_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "X-Robots-Tag": "noindex",
}
_LONGEST_CACHED = 24 * 60 * 60
_BETWEEN_CLEANUPS = 60 * 60
"""Seconds."""


class MediaEndpoints:
    """The files of a folder.

    Args:
        folder: where they are.
        signer: signed their URLs.
    """

    def __init__(self, folder: MediaFolder, signer: Signer) -> None:
        self._folder = folder
        self._signer = signer
        self._cleaned_at = 0.0
        self._lock = threading.Lock()

    def routes(self) -> list[Route]:
        """Return the routes; their paths begin with `PATH`, and need no authentication."""
        methods = ["GET"]  # and HEAD, which starlette adds
        return [
            Route(f"{PATH}{{token}}/{{name}}", self.file, methods=methods),
            Route(f"{PATH}{{token}}/{{name}}/{{width:int}}", self.file, methods=methods),
        ]

    async def file(self, request: Request) -> Response:
        """Return a file, or the part of it that is asked for."""
        parameters = request.path_params
        width: int | None = parameters.get("width")
        grant = self._signer.grant(parameters["token"], parameters["name"], time.time())
        if grant is None or width not in {None, *IMAGEMAP_WIDTHS}:
            raise _not_found()
        path, form = await run_in_threadpool(self._find, grant, width)
        left = min(int(grant.expires_at - time.time()), _LONGEST_CACHED)
        return FileResponse(
            path,
            media_type=form.content_type,
            filename=parameters["name"] if width is None else None,
            content_disposition_type="inline",
            headers={**_HEADERS, "Cache-Control": f"private, max-age={left}, immutable"},
        )

    def _find(self, grant: Grant, width: int | None) -> tuple[Path, Format]:
        """Return where a file is, and what it is."""
        self._clean_up()
        path = self._folder.find(grant.digest, width)
        if path is None:
            raise _not_found()
        try:
            with path.open("rb") as file:
                form = format_of(file.read(HEAD))
        except OSError:
            raise _not_found() from None
        if form is None:
            raise _not_found()
        return path, form

    def _clean_up(self) -> None:
        """Remove what has expired, once in a while."""
        with self._lock:
            if time.monotonic() - self._cleaned_at < _BETWEEN_CLEANUPS and self._cleaned_at:
                return
            self._cleaned_at = time.monotonic()
        self._folder.remove_expired()


def _not_found() -> HTTPException:
    """Return one answer for all: it does not tell a wrong token from an expired one."""
    return HTTPException(404, "there is no such file, or its URL has expired")

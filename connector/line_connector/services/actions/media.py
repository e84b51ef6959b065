"""The endpoint that takes a file and returns its URL."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import IO, Any, BinaryIO, cast

import anyio
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from line_connector.errors import InputError
from line_connector.manifest import Manifest
from line_connector.media import checking
from line_connector.media.formats import is_picture
from line_connector.media.limits import LARGEST_FILE
from line_connector.media.store import Store, stored
from line_connector.media.upload import Upload, head_of
from line_connector.schema.files import FileInput
from line_connector.sending.deliveries import ACTION
from line_connector.services.actions.accounts import client_of
from line_connector.services.actions.openapi.files import UPLOAD
from line_connector.web.middleware import record_of
from line_connector.web.request_body import media_type_of
from line_connector.web.responses import JsonResponse

MULTIPART = "multipart/form-data"
FIELD = "file"

_SECONDS = 300
"""Time limit for a file to arrive."""

_BESIDES = 64 * 1024
"""Bytes of a form besides its file."""


class MediaEndpoint:
    """Takes files, for clients that may run the action that pushes.

    Args:
        store: where they go to.
        manifest: the catalogue.
    """

    def __init__(self, store: Store, manifest: Manifest) -> None:
        self._store = store
        self._manifest = manifest

    def routes(self) -> list[Route]:
        """Return the route, where there is an action that pushes."""
        if ACTION not in self._manifest.actions:
            return []
        return [Route(UPLOAD, self.put, methods=["POST"])]

    async def put(self, request: Request) -> Response:
        """Store a file; return its URL, and that of a picture's preview."""
        if not client_of(request).may_run(self._manifest.action(ACTION)):
            raise HTTPException(403, f"this API key does not allow {ACTION}")
        kind = request.query_params.get("as", "message")
        if kind not in {"message", "imagemap"}:
            raise InputError("as: must be message or imagemap")
        async with _received(request) as file:
            shown = await run_in_threadpool(self._put, file, kind)
        record_of(request).outcome = "done"
        return JsonResponse(shown, 201)

    def _put(self, file: FileInput, kind: str) -> dict[str, Any]:
        if kind == "imagemap":
            return {"base_url": stored(checking.imagemap(file), self._store)}
        if not is_picture(head_of(file)):
            return self._shown(checking.anything(file))
        original, preview = checking.picture_and_preview(file)
        shown = self._shown(original)
        return {**shown, "preview_url": stored(preview, self._store)}

    def _shown(self, upload: Upload) -> dict[str, Any]:
        _, file = upload.files[0]
        return {
            "url": stored(upload, self._store),
            "content_type": file.content_type,
            "size": file.size(),
        }


@asynccontextmanager
async def _received(request: Request) -> AsyncGenerator[FileInput, None]:
    """Yield the file in a request: its body, or the part `file` of a form.

    Raises:
        HTTPException: it is too large or too slow, or the form cannot be read.
    """
    # Not a spooled one: what reads it asks whether it can be read again.
    with tempfile.TemporaryFile() as copy:
        try:
            with anyio.fail_after(_SECONDS):
                if media_type_of(request) == MULTIPART:
                    name = await _copy_of_part(request, copy)
                else:
                    name = request.query_params.get("name")
                    async for chunk in _bounded(request, LARGEST_FILE):
                        await run_in_threadpool(copy.write, chunk)
        except TimeoutError:
            text = f"the file did not arrive within {_SECONDS} s"
            raise HTTPException(408, text, headers={"Connection": "close"}) from None
        copy.seek(0)
        yield _named(cast("BinaryIO", copy), name or "file")


async def _copy_of_part(request: Request, copy: IO[bytes]) -> str | None:
    """Copy the file of a form; return its name."""
    chunks = _bounded(request, LARGEST_FILE + _BESIDES)
    try:
        form = await MultiPartParser(request.headers, chunks, max_files=1, max_fields=1).parse()
    except MultiPartException as error:
        raise HTTPException(400, f"the form cannot be read: {error.message}") from None
    try:
        part = form.get(FIELD)
        if not isinstance(part, UploadFile):
            raise InputError(f"the form has no file in its field {FIELD}")
        await run_in_threadpool(shutil.copyfileobj, part.file, copy)
        return part.filename
    finally:
        await form.close()


def _named(stream: BinaryIO, name: str) -> FileInput:
    try:
        return FileInput(stream, file_name=name)
    except ValueError as error:
        raise InputError(str(error)) from None


async def _bounded(request: Request, most: int) -> AsyncGenerator[bytes, None]:
    size = 0
    try:
        async for chunk in request.stream():
            size += len(chunk)
            if size > most:
                text = f"a file must be at most {LARGEST_FILE} bytes"
                raise HTTPException(413, text, headers={"Connection": "close"})
            yield chunk
    except ClientDisconnect:
        raise HTTPException(400, "the connection ended before the body did") from None

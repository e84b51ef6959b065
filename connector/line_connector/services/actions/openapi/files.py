"""The paths that take files and serve them."""

from __future__ import annotations

from typing import Any

from line_connector.media.limits import IMAGEMAP_WIDTHS
from line_connector.media.own_store import PATH as MEDIA

Json = dict[str, Any]

UPLOAD = "/v1/media"

UPLOAD_PROBLEMS = (400, 401, 403, 408, 413, 421, 422, 500, 502, 503)

_URL = {"type": "string", "format": "uri"}

_STORED = {
    "description": "The file is stored.",
    "content": {
        "application/json": {
            "schema": {
                "type": "object",
                "properties": {
                    "url": {**_URL, "description": "HTTPS URL of the file, for a message."},
                    "content_type": {"type": "string"},
                    "size": {"type": "integer", "description": "Bytes."},
                    "preview_url": {**_URL, "description": "Of a picture's preview."},
                    "base_url": {**_URL, "description": "Alone, where it is for an imagemap."},
                },
            }
        }
    },
}


def upload(problems: Json) -> Json:
    """Return the path that takes a file.

    Args:
        problems: its responses other than a success.
    """
    binary = {"schema": {"type": "string", "format": "binary"}}
    part = {"type": "string", "format": "binary", "description": "The file."}
    form = {"type": "object", "properties": {"file": part}, "required": ["file"]}
    kinds = {"type": "string", "enum": ["message", "imagemap"], "default": "message"}
    return {
        "post": {
            "operationId": "put_file",
            "summary": "Get a URL for a File",
            "description": (
                "Takes a picture, a video or a sound, checks it, and returns its HTTPS URL. Where "
                "the service was started without a place for files, the path does not exist."
            ),
            "parameters": [
                _query("as", "What the URL is for.", kinds),
                _query("name", "The file's name; in a form its own.", {"type": "string"}),
            ],
            "requestBody": {
                "required": True,
                "content": {
                    "application/octet-stream": binary,
                    "multipart/form-data": {"schema": form},
                },
            },
            "responses": {"201": _STORED, **problems},
        }
    }


def served(problems: Json) -> Json:
    """Return the paths of files that the service serves itself."""
    widths = {"type": "integer", "enum": list(IMAGEMAP_WIDTHS)}
    one = {"get": _get("get_file", "Get a File", problems)}
    scaled = {"get": _get("get_file_of_width", "Get a File in a Width", problems)}
    path = f"{MEDIA}{{token}}/{{name}}"
    text = {"type": "string"}
    return {
        path: {**one, "parameters": [_in_path("token", text), _in_path("name", text)]},
        f"{path}/{{width}}": {
            **scaled,
            "parameters": [
                _in_path("token", text),
                _in_path("name", text),
                _in_path("width", widths),
            ],
        },
    }


def _get(name: str, title: str, problems: Json) -> Json:
    """Return an operation that needs no credentials: the URL is the permission."""
    content: dict[str, Json] = {each: {} for each in ("image/*", "video/mp4", "audio/*")}
    found: Json = {"description": "The file, or the range that was asked for.", "content": content}
    return {
        "operationId": name,
        "summary": title,
        "security": [],
        "responses": {"200": found, "206": found, **problems},
    }


def _query(name: str, description: str, schema: Json) -> Json:
    return {"name": name, "in": "query", "description": description, "schema": schema}


def _in_path(name: str, schema: Json) -> Json:
    return {"name": name, "in": "path", "required": True, "schema": schema}

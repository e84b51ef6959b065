"""The files of the page, and those of the renderer that shows messages."""

from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from line_connector.sandbox.exchange import Response

if TYPE_CHECKING:
    from importlib.abc import Traversable

PAGE = "/"
OWN = "/_sandbox/inbox/"
RENDERER = "/_sandbox/phone/"

_TYPES = {
    ".html": "text/html",
    ".js": "text/javascript",
    ".css": "text/css",
    ".svg": "image/svg+xml",
}


def asset(path: str) -> Response | None:
    """Return the file at a path of the sandbox's, or none."""
    if path == PAGE:
        path = f"{OWN}index.html"
    content = _files().get(path)
    if content is None:
        return None
    return Response(200, content, _TYPES[path[path.rindex(".") :]])


@cache
def _files() -> dict[str, bytes]:
    """Read all files, when the first one is asked for; by their paths."""
    package = resources.files("line_connector")
    return {
        **_below(package / "sandbox" / "inbox" / "static", OWN),
        **_below(package / "preview" / "phone", RENDERER),
    }


def _below(folder: "Traversable", path: str) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for entry in folder.iterdir():
        if entry.is_dir():
            found.update(_below(entry, f"{path}{entry.name}/"))
        elif entry.name.endswith(tuple(_TYPES)):
            found[path + entry.name] = entry.read_bytes()
    return found

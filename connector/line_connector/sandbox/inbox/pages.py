"""What the page loads besides JSON: its files, and media that were uploaded to the sandbox."""

from line_connector.sandbox.byte_ranges import in_range
from line_connector.sandbox.exchange import Request, Response
from line_connector.sandbox.inbox.assets import asset
from line_connector.sandbox.line.content.contents import find_content
from line_connector.sandbox.line.rich_menu.menus import image_of
from line_connector.sandbox.state import State

RICH_MENU_IMAGES = "/_sandbox/rich-menu-images/"
CONTENTS = "/_sandbox/content/"

SHOWN_TYPES = frozenset(
    {
        *("image/png", "image/jpeg", "image/gif", "image/webp"),
        *("video/mp4", "audio/mp4", "audio/mpeg", "audio/x-m4a"),
    }
)
"""Media types that a browser shows and that can run nothing; others are downloads of bytes."""


def inbox_page(state: State, request: Request) -> Response | None:
    """Return what is at a path of the page's, or none."""
    path = request.path
    if path.startswith(RICH_MENU_IMAGES):
        image = image_of(state, path.removeprefix(RICH_MENU_IMAGES))
        return in_range(_medium(*image), request) if image else None
    if path.startswith(CONTENTS):
        found = find_content(state, path.removeprefix(CONTENTS))
        if found is None or found.is_unsent:
            return None
        return in_range(_medium(found.content, found.content_type), request)
    return asset(path)


def _medium(content: bytes, content_type: str) -> Response:
    """Return what somebody uploaded, so that it is never run as a page."""
    kind = content_type.partition(";")[0].strip().lower()
    if kind in SHOWN_TYPES:
        return Response(200, content, kind, {"Content-Disposition": "inline"})
    return Response(200, content, "application/octet-stream", {"Content-Disposition": "attachment"})

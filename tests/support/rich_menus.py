"""Rich menus and their images, for tests."""

from __future__ import annotations

import struct
import zlib
from typing import Any

from line_connector import Connector
from line_connector.errors import NotFoundError

UNKNOWN_MENU = f"richmenu-{'0' * 32}"


def png(width: int = 1200, height: int = 810, filler: int = 0) -> bytes:
    """Return a PNG image, white, with so many bytes that show nothing."""
    rows = (b"\0" + b"\xff" * ((width + 7) // 8)) * height
    return b"".join(
        (
            b"\x89PNG\r\n\x1a\n",
            _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)),
            _chunk(b"teSt", bytes(filler)),
            _chunk(b"IDAT", zlib.compress(rows)),
            _chunk(b"IEND", b""),
        )
    )


def jpeg(width: int = 1200, height: int = 810, frame: int = 0xC0) -> bytes:
    """Return the headers of a JPEG image, as a camera writes them, without its picture."""
    frame_header = struct.pack(">BHHB", 8, height, width, 1) + b"\x01\x11\x00"
    return b"".join(
        (
            b"\xff\xd8",
            _segment(0xE0, b"JFIF\0\x01\x02\0\0\x01\0\x01\0\0"),
            # Inside it, the marker of a frame that is a thumbnail's.
            _segment(0xE1, b"Exif\0\0\xff\xc0\x00\x11\x08\x00\x10\x00\x10" + bytes(30_000)),
            b"\xff",  # a fill byte before the next marker
            _segment(0xDB, bytes(65)),
            _segment(0xC4, bytes(28)),
            _segment(frame, frame_header),
            _segment(0xDA, b"\x01\x01\x00\x00\x3f\x00"),
            b"\x00\xff\xd9",
        )
    )


def rich_menu(**changes: Any) -> dict[str, Any]:
    """Return a rich menu without an image."""
    return {
        "size": {"width": 1200, "height": 810},
        "selected": False,
        "name": "Menu",
        "chatBarText": "Tap here",
        "areas": [area({"type": "message", "text": "Hi"})],
        **changes,
    }


def area(action: dict[str, Any], **bounds: int) -> dict[str, Any]:
    """Return an area of a rich menu."""
    return {"bounds": {"x": 0, "y": 0, "width": 600, "height": 810, **bounds}, "action": action}


def created(connector: Connector, *, image: bool = True, **changes: Any) -> str:
    """Create a rich menu, and upload its image if it is to have one; return its ID."""
    menu: str = connector.run("create_rich_menu", rich_menu(**changes)).body.rich_menu_id
    if image:
        connector.run("set_rich_menu_image", {"richMenuId": menu, "file": png()})
    return menu


def rich_menu_of(connector: Connector, user: str) -> str | None:
    """Return the ID of the rich menu that is linked to a user; None if there is none."""
    try:
        body = connector.run("get_rich_menu_id_of_user", {"userId": user}).body
    except NotFoundError as error:
        assert error.output.json_body == {"message": "the user has no richmenu", "details": []}
        return None
    menu: str = body.rich_menu_id
    return menu


def _chunk(kind: bytes, data: bytes) -> bytes:
    check = struct.pack(">I", zlib.crc32(kind + data))
    return struct.pack(">I", len(data)) + kind + data + check


def _segment(marker: int, data: bytes) -> bytes:
    return b"\xff" + bytes([marker]) + struct.pack(">H", len(data) + 2) + data

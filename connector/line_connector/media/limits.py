"""How large files may be that a message shows.

Source: https://developers.line.biz/en/reference/messaging-api/#message-objects
"""

from __future__ import annotations

from line_connector.errors import InputError

MEGABYTE = 1_000_000
"""Whether LINE's MB is this or 1024 * 1024 is not documented."""

LARGEST_IMAGE = 10 * MEGABYTE
LARGEST_PREVIEW = MEGABYTE
LARGEST_FILE = 200 * MEGABYTE
"""Of a video or a sound."""

IMAGEMAP_WIDTHS = (240, 300, 460, 700, 1040)
"""Pixels: LINE asks for each of these pictures below an imagemap's base URL.

Source: https://developers.line.biz/en/reference/messaging-api/#base-url
"""


def check_size(size: int, largest: int, what: str) -> None:
    """Refuse a file that is too large.

    Raises:
        InputError: it is.
    """
    if size > largest:
        raise InputError(
            f"{what}: must have at most {largest // MEGABYTE} MB, has {size / MEGABYTE:.1f}"
        )

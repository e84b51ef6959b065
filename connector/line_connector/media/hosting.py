"""Files get URLs, and become messages: what programs use.

from line_connector import media

media.host("chart.png")                    # https://line.example.com/media/…/chart.png
connector.run("push_message", {"to": "U…", "messages": [media.image_message(png_bytes)]})
"""

from __future__ import annotations

from typing import Any

from line_connector.media import checking
from line_connector.media.configured import configured_store
from line_connector.media.drafts import audio_draft, hosted, image_draft, video_draft
from line_connector.media.store import Store, checked_url, stored
from line_connector.media.upload import Source, is_url


def host(source: Source, store: Store | None = None) -> str:
    """Return an HTTPS URL of a file: a picture, a video (MP4) or a sound (M4A, MP3).

    A picture is turned upright and loses its metadata, such as where it was taken; WebP, GIF and
    others become JPEG or PNG. One of more than 10 MB is made smaller.

    Args:
        source: a path, the content, or an open binary file; a URL is returned as it is.
        store: where to put it; the one of the configuration file if absent.

    Raises:
        InputError: LINE does not take such a file, or there is no store.
    """
    if is_url(source):
        return checked_url(str(source))
    return stored(checking.anything(source), store or configured_store())


def image_message(
    source: Source, *, preview: Source | None = None, store: Store | None = None
) -> dict[str, Any]:
    """Return an image message of a picture, which gets a preview of at most 1 MB.

    Args:
        source: as `host` takes it.
        preview: another picture for the chat; made of the picture if absent.
        store: as `host` takes it.

    Raises:
        InputError: as `host`.
    """
    return hosted(image_draft(source, preview), store or configured_store())


def video_message(source: Source, preview: Source, *, store: Store | None = None) -> dict[str, Any]:
    """Return a video message.

    Args:
        source: as `host` takes it: MP4, at most 200 MB.
        preview: the picture that the chat shows.
        store: as `host` takes it.

    Raises:
        InputError: as `host`.
    """
    return hosted(video_draft(source, preview), store or configured_store())


def audio_message(
    source: Source, *, duration: int | None = None, store: Store | None = None
) -> dict[str, Any]:
    """Return an audio message.

    Args:
        source: as `host` takes it: M4A or MP3, at most 200 MB.
        duration: milliseconds; that of the file if absent.
        store: as `host` takes it.

    Raises:
        InputError: as `host`; or its duration cannot be found out.
    """
    return hosted(audio_draft(source, duration), store or configured_store())


def imagemap_url(source: Source, store: Store | None = None) -> str:
    """Return an imagemap's base URL, below which are the five widths that LINE asks for.

    Args:
        source: as `host` takes it.
        store: as `host` takes it; one that signs URLs has none for an imagemap.

    Raises:
        InputError: as `host`.
    """
    return stored(checking.imagemap(source), store or configured_store())

"""How long a sound is, which LINE wants to be told."""

from __future__ import annotations

import io

from line_connector.errors import InputError
from line_connector.installing import how_to_install
from line_connector.media.upload import content_of
from line_connector.schema.files import FileInput


def milliseconds(file: FileInput) -> int:
    """Return the duration of an M4A or MP3.

    Raises:
        InputError: it cannot be found out.
    """
    try:
        from tinytag import TinyTag, TinyTagException
    except ImportError:
        raise InputError(
            "the duration of a sound needs one more package, or is to be given: "
            f"{how_to_install('media')}"
        ) from None
    try:
        tag = TinyTag.get(file_obj=io.BytesIO(content_of(file)), tags=False)
    except (TinyTagException, OSError, ValueError):
        tag = None
    if tag is None or not tag.duration:
        raise InputError(f"{file.file_name}: its duration cannot be found out; give it")
    return max(1, round(tag.duration * 1000))

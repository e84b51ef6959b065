"""Message objects whose files are checked but have no URL yet.

Where a message object has a URL, a draft has an `Upload` for a file; a URL stays as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from line_connector.errors import InputError
from line_connector.media import checking
from line_connector.media.limits import LARGEST_IMAGE, LARGEST_PREVIEW
from line_connector.media.store import Store, checked_url, stored
from line_connector.media.upload import Source, Upload, file_of, is_url

Draft = dict[str, Any]

NO_STORE = (
    "a file needs a place where LINE finds it: set media in the configuration file "
    "(media: {url: https://…} or media: {store: s3://…}), or give an HTTPS URL"
)


def hosted(draft: Mapping[str, Any], store: Store | None, *, write: bool = True) -> Draft:
    """Return a message object: its files are stored, and have URLs.

    Args:
        draft: the draft, or any message object.
        store: where files go to; may be None where there is no file.
        write: False only makes the URLs.

    Raises:
        InputError: there is no store, or it does not take a file.
    """
    return {name: _hosted(value, store, write=write) for name, value in draft.items()}


def image_draft(source: Source, preview: Source | None = None, *, as_is: bool = False) -> Draft:
    """Return the draft of an image message.

    Args:
        source: the picture. One that is too large is made smaller.
        preview: another picture for the chat; made of the picture if absent.
        as_is: take JPEG and PNG with their metadata and sizes, and refuse all others.

    Raises:
        InputError: it is no picture that can be shown.

    Source: https://developers.line.biz/en/reference/messaging-api/#image-message
    """
    small: str | Upload
    original: str | Upload
    if preview is not None:
        original, small = _original(source, as_is=as_is), preview_draft(preview, as_is=as_is)
    elif is_url(source):
        original = small = checked_url(str(source))
    elif as_is:
        what = "without a preview the picture"
        original = small = checking.picture_as_it_is(source, LARGEST_PREVIEW, what)
    else:
        original, small = checking.picture_and_preview(source)
    return {"type": "image", "originalContentUrl": original, "previewImageUrl": small}


def video_draft(source: Source, preview: Source | None) -> Draft:
    """Return the draft of a video message.

    Args:
        source: the video, MP4 of at most 200 MB.
        preview: the picture that the chat shows; LINE wants one.

    Raises:
        InputError: a file is not of that kind, or there is no preview.

    Source: https://developers.line.biz/en/reference/messaging-api/#video-message
    """
    if preview is None:
        raise InputError("a video needs a preview, the picture that the chat shows")
    video = _url_or(source, lambda: checking.recording(source, "video"))
    return {
        "type": "video",
        "originalContentUrl": video,
        "previewImageUrl": preview_draft(preview),
    }


def audio_draft(source: Source, duration: int | None = None) -> Draft:
    """Return the draft of an audio message.

    Args:
        source: the sound, M4A or MP3 of at most 200 MB.
        duration: milliseconds; that of the file if absent.

    Raises:
        InputError: the file is not of that kind, or its duration is not known.

    Source: https://developers.line.biz/en/reference/messaging-api/#audio-message
    """
    sound: str | Upload
    if is_url(source):
        if duration is None:
            raise InputError("the sound: beside a URL its duration must be given, in milliseconds")
        sound = checked_url(str(source))
    else:
        file = file_of(source)
        sound = checking.recording(file, "audio")
        if duration is None:
            from line_connector.media.audio import milliseconds

            duration = milliseconds(file)
    return {"type": "audio", "originalContentUrl": sound, "duration": duration}


def preview_draft(source: Source, *, as_is: bool = False) -> str | Upload:
    """Return a URL or a picture of at most 1 MB, which is made smaller unless it stays as it is.

    Raises:
        InputError: it is no such picture.
    """
    if is_url(source):
        return checked_url(str(source), "the preview")
    if as_is:
        return checking.picture_as_it_is(source, LARGEST_PREVIEW, "the preview")
    return checking.preview(source)


def _original(source: Source, *, as_is: bool) -> str | Upload:
    if as_is:
        return _url_or(
            source, lambda: checking.picture_as_it_is(source, LARGEST_IMAGE, "the picture")
        )
    return _url_or(source, lambda: checking.picture(source))


def _url_or(source: Source, upload: Callable[[], Upload]) -> str | Upload:
    return checked_url(str(source)) if is_url(source) else upload()


def _hosted(value: Any, store: Store | None, *, write: bool) -> Any:
    if not isinstance(value, Upload):
        return value
    if store is None:
        raise InputError(NO_STORE)
    return stored(value, store, write=write)

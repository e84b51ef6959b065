"""Files checked against what LINE takes, and pictures made so."""

from __future__ import annotations

from line_connector.errors import InputError
from line_connector.media.formats import (
    Format,
    Kind,
    format_of,
    is_picture,
    name_of_other,
)
from line_connector.media.limits import (
    IMAGEMAP_WIDTHS,
    LARGEST_FILE,
    LARGEST_IMAGE,
    LARGEST_PREVIEW,
    check_size,
)
from line_connector.media.upload import (
    Key,
    Source,
    Upload,
    content_of,
    file_of,
    head_of,
    safe_name,
    upload,
)
from line_connector.schema.files import FileInput

_TAKEN = {"image": "JPEG or PNG", "video": "MP4", "audio": "M4A or MP3"}


def picture_as_it_is(source: Source, largest: int, what: str) -> Upload:
    """Return a JPEG or PNG with its metadata, however many pixels it has.

    Raises:
        InputError: it is neither, or has more bytes.
    """
    file = file_of(source)
    form = format_of(head_of(file))
    if form is None or form.kind != "image":
        raise InputError(f"{what}: must be JPEG or PNG, by its content")
    check_size(file.size() or 0, largest, what)
    return upload(file, form, file.file_name)


def picture(source: Source, largest: int = LARGEST_IMAGE) -> Upload:
    """Return a picture, upright and without metadata, that has at most so many bytes.

    Raises:
        InputError: it cannot be read.
    """
    from line_connector.media import pictures

    file = file_of(source, pictures.LARGEST_SOURCE)
    made = pictures.original(content_of(file), largest, file.file_name)
    return upload(made.content, made.form, file.file_name)


def preview(source: Source) -> Upload:
    """Return a small picture, as a chat shows it.

    Raises:
        InputError: it cannot be read.
    """
    from line_connector.media import pictures

    file = file_of(source, pictures.LARGEST_SOURCE)
    made = pictures.preview(content_of(file), LARGEST_PREVIEW, file.file_name)
    return upload(made.content, made.form, f"{safe_name(file.file_name)}-preview")


def picture_and_preview(source: Source) -> tuple[Upload, Upload]:
    """Return a picture and its preview, which is the picture itself if that is small enough.

    Raises:
        InputError: it cannot be read.
    """
    from line_connector.media import pictures

    file = file_of(source, pictures.LARGEST_SOURCE)
    original = picture(file)
    _, made = original.files[0]
    if (made.size() or 0) <= LARGEST_PREVIEW:
        return original, original
    return original, preview(file)


def imagemap(source: Source) -> Upload:
    """Return a picture in the five widths of an imagemap.

    Raises:
        InputError: it cannot be read.
    """
    from line_connector.media import pictures

    file = file_of(source, pictures.LARGEST_SOURCE)
    made = pictures.widths(content_of(file), IMAGEMAP_WIDTHS, LARGEST_IMAGE, file.file_name)
    uploads = [upload(each.content, each.form, file.file_name) for each in made]
    base = Key(uploads[-1].key.digest, safe_name(file.file_name))
    files = tuple(
        (base._replace(width=width), each.files[0][1])
        for width, each in zip(IMAGEMAP_WIDTHS, uploads, strict=True)
    )
    return Upload(base, files)


def recording(source: Source, kind: Kind) -> Upload:
    """Return a video or a sound as it is.

    Raises:
        InputError: it is in no format that LINE takes for that.
    """
    file = file_of(source, LARGEST_FILE)
    form = format_of(head_of(file))
    if form is None or form.kind != kind:
        raise InputError(f"{file.file_name}: must be {_TAKEN[kind]}{_but_is(file, form)}")
    return upload(file, form, file.file_name)


def anything(source: Source) -> Upload:
    """Return a file of any kind that LINE takes; a picture as `picture` does.

    Raises:
        InputError: LINE does not take it.
    """
    file = file_of(source, LARGEST_FILE)
    head = head_of(file)
    form = format_of(head)
    if is_picture(head):
        return picture(file)
    if form is None:
        taken = ", ".join(_TAKEN.values())
        raise InputError(f"{file.file_name}: must be {taken}{_but_is(file, form)}")
    return upload(file, form, file.file_name)


def _but_is(file: FileInput, form: Format | None) -> str:
    name = form.suffix[1:].upper() if form else name_of_other(head_of(file))
    return f", and is {name}" if name else ", by its content"

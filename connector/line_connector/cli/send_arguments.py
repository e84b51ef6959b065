"""What the options of `send` describe: message objects in the order given."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click

from line_connector.cli.inputs import assign, assign_text
from line_connector.cli.message_documents import messages_in
from line_connector.cli.send_command import ORDER
from line_connector.cli.slips import is_file_name
from line_connector.documents.reading import read_document, read_document_file
from line_connector.documents.text_files import read_standard_input
from line_connector.errors import InputError
from line_connector.sending.content import (
    card_message,
    image_message,
    sticker_message,
)
from line_connector.shortening import shortened


@dataclass
class _Card:
    name: str
    values: dict[str, Any] = field(default_factory=dict[str, Any])

    def draft(self) -> dict[str, Any]:
        return card_message(self.name, self.values)


@dataclass
class _File:
    kind: str
    source: str
    preview: str | None = None
    duration: int | None = None

    def draft(self) -> dict[str, Any]:
        if self.kind == "image" and _is_url(self.source) and _is_url(self.preview or "https://"):
            return image_message(self.source, self.preview)  # without what only files need
        from line_connector.media.drafts import audio_draft, image_draft, video_draft

        try:
            if self.kind == "image":
                return image_draft(_source(self.source), self.preview and _source(self.preview))
            if self.kind == "audio":
                return audio_draft(_source(self.source), self.duration)
            return video_draft(_source(self.source), self.preview and _source(self.preview))
        except InputError as error:
            raise InputError(f"--{self.kind} {shortened(self.source)}: {error}") from None


def _is_url(text: str) -> bool:
    return "://" in text


def _source(text: str) -> Any:
    """Return a URL, a path, or what standard input holds."""
    if text == "-":
        return sys.stdin.buffer
    return text if _is_url(text) else Path(text).expanduser()


class ContentOptions:
    """The message objects that options describe, in their order."""

    def __init__(self) -> None:
        self._found: list[list[dict[str, Any]] | _Card | _File] = []

    def objects(self) -> list[dict[str, Any]]:
        """Return the message objects.

        A file in them has no URL yet: see `line_connector.media.drafts`.

        Raises:
            InputError: a card's values are not valid, or a file is none for its message.
        """
        objects: list[dict[str, Any]] = []
        for found in self._found:
            objects += found if isinstance(found, list) else [found.draft()]
        return objects

    def message(self, source: str) -> None:
        """Add the message objects of `-m`."""
        try:
            self._found.append(messages_in(_document(source)))
        except InputError as error:
            is_file = is_file_name(source) and not source.startswith("@")
            meant = f"; for a file: -m @{shortened(source)}" if is_file else ""
            raise InputError(f"-m {shortened(source)}: {error}{meant}") from None

    def image(self, source: str) -> None:
        """Add an image: a URL or a file."""
        self._found.append(_File("image", source))

    def video(self, source: str) -> None:
        """Add a video: a URL or a file."""
        self._found.append(_File("video", source))

    def audio(self, source: str) -> None:
        """Add a sound: a URL or a file."""
        self._found.append(_File("audio", source))

    def preview(self, source: str) -> None:
        """Set the preview of the image or video before."""
        self._file("--preview", source, "image", "video").preview = source

    def duration(self, milliseconds: int) -> None:
        """Set how long the sound before is."""
        self._file("--duration", str(milliseconds), "audio").duration = milliseconds

    def _file(self, option: str, value: str, *kinds: str) -> _File:
        last = self._found[-1] if self._found else None
        if not isinstance(last, _File) or last.kind not in kinds:
            behind = " or ".join(f"--{kind}" for kind in kinds)
            raise InputError(f"{option} {shortened(value)}: must stand right behind its {behind}")
        return last

    def sticker(self, sticker: str) -> None:
        """Add a sticker."""
        self._found.append([sticker_message(sticker)])

    def card(self, name: str) -> None:
        """Add a card, whose values follow."""
        self._found.append(_Card(name))

    def value(self, assignment: str) -> None:
        """Set a value of the card before."""
        assign(self._card("--set", assignment).values, assignment)

    def text_value(self, assignment: str) -> None:
        """Set a value of the card before, which is always text."""
        assign_text(self._card("--set-text", assignment).values, assignment)

    def _card(self, option: str, assignment: str) -> _Card:
        cards = [found for found in self._found if isinstance(found, _Card)]
        if not cards:
            raise InputError(f"{option} {shortened(assignment)}: must stand behind its --card NAME")
        return cards[-1]


_READERS: Mapping[str, Callable[[ContentOptions, Any], None]] = {
    "message": ContentOptions.message,
    "image": ContentOptions.image,
    "preview": ContentOptions.preview,
    "video": ContentOptions.video,
    "audio": ContentOptions.audio,
    "duration": ContentOptions.duration,
    "sticker": ContentOptions.sticker,
    "card": ContentOptions.card,
    "value": ContentOptions.value,
    "texts": ContentOptions.text_value,
}


def described_objects(
    ctx: click.Context, content: Mapping[str, tuple[Any, ...]]
) -> list[dict[str, Any]]:
    """Return the message objects that a command's options describe, in their order.

    Args:
        ctx: of the command.
        content: the values of its options for content.

    Raises:
        InputError: an option is not valid, or stands in the wrong place.
    """
    values: dict[str, Iterator[Any]] = {name: iter(content[name]) for name in _READERS}
    described = ContentOptions()
    order: Iterable[str] = ctx.meta[ORDER]
    for name in order:
        if name in _READERS:
            _READERS[name](described, next(values[name]))
    return described.objects()


def _document(source: str) -> Any:
    """Return the document of `-m`: a literal, or that in `@FILE`."""
    if source == "@-":
        return read_document(read_standard_input(), "standard input")
    if source.startswith("@"):
        return read_document_file(source[1:])
    return read_document(source, "input")

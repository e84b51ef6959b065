"""How the command line of `send` is read: content in the order given, and texts as they are."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import click

from line_connector.cli.inputs import assign, assign_text
from line_connector.cli.message_documents import messages_in
from line_connector.documents.reading import read_document, read_document_file
from line_connector.documents.text_files import read_standard_input
from line_connector.errors import InputError
from line_connector.sending.content import (
    card_message,
    image_message,
    media_url,
    sticker_message,
)
from line_connector.shortening import shortened

_ORDER = "line_connector.order"
_TEXT = re.compile(r"-[\d\s.,]")
"""The start of a text that begins with a hyphen and that no option begins with."""


class SendCommand(click.Command):
    """A command that knows in which order its options stand."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments, and keep the order of the options."""
        args = self._with_texts_last(args)
        _, _, order = self.make_parser(ctx).parse_args(args=[*args])
        ctx.meta[_ORDER] = [parameter.name for parameter in order]
        return super().parse_args(ctx, args)

    def _with_texts_last(self, args: list[str]) -> list[str]:
        """Return the arguments with a text such as `-5 °C` behind `--`, so that it is no option."""
        takes_value = {
            name
            for option in self.params
            if isinstance(option, click.Option) and not option.is_flag
            for name in option.opts
        }
        others: list[str] = []
        texts: list[str] = []
        remaining = iter(args)
        for argument in remaining:
            if argument == "--":
                return [*others, "--", *texts, *remaining]
            if _TEXT.match(argument):
                texts.append(argument)
                continue
            others.append(argument)
            if argument in takes_value:
                others += [value for value in [next(remaining, None)] if value is not None]
        return [*others, "--", *texts] if texts else others


@dataclass
class _Card:
    name: str
    values: dict[str, Any] = field(default_factory=dict[str, Any])


class ContentOptions:
    """The message objects that options describe, in their order."""

    def __init__(self) -> None:
        self._found: list[list[dict[str, Any]] | _Card] = []

    def objects(self) -> list[dict[str, Any]]:
        """Return the message objects.

        Raises:
            InputError: a card's values are not valid.
        """
        objects: list[dict[str, Any]] = []
        for found in self._found:
            objects += (
                [card_message(found.name, found.values)] if isinstance(found, _Card) else found
            )
        return objects

    def message(self, source: str) -> None:
        """Add the message objects of `-m`."""
        try:
            self._found.append(messages_in(_document(source)))
        except InputError as error:
            raise InputError(f"-m {shortened(source)}: {error}") from None

    def image(self, url: str) -> None:
        """Add an image."""
        self._found.append([image_message(url)])

    def preview(self, url: str) -> None:
        """Set the preview of the image before."""
        last = self._found[-1] if self._found else None
        if not isinstance(last, list) or "originalContentUrl" not in last[-1]:
            raise InputError(f"--preview {shortened(url)}: must stand right behind its --image")
        last[-1]["previewImageUrl"] = media_url(url)

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


_READERS: Mapping[str, Callable[[ContentOptions, str], None]] = {
    "message": ContentOptions.message,
    "image": ContentOptions.image,
    "preview": ContentOptions.preview,
    "sticker": ContentOptions.sticker,
    "card": ContentOptions.card,
    "value": ContentOptions.value,
    "texts": ContentOptions.text_value,
}


def described_objects(
    ctx: click.Context, content: Mapping[str, tuple[str, ...]]
) -> list[dict[str, Any]]:
    """Return the message objects that a command's options describe, in their order.

    Args:
        ctx: of the command.
        content: the values of its options for content.

    Raises:
        InputError: an option is not valid, or stands in the wrong place.
    """
    values: dict[str, Iterator[str]] = {name: iter(content[name]) for name in _READERS}
    described = ContentOptions()
    order: Iterable[str] = ctx.meta[_ORDER]
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

"""What one push carries: a text and message objects, in the order in which they are shown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any

from pydantic import TypeAdapter, ValidationError

from line_connector.errors import InputError
from line_connector.models.line.message import Messages
from line_connector.schema.model import Input
from line_connector.schema.pattern import Pattern
from line_connector.schema.problems import Problem, problems_of
from line_connector.schema.urls import MediaUrl
from line_connector.sending.text import split_text
from line_connector.shortening import shortened

MOST_OBJECTS = 5
"""Message objects of one push.

Source: https://developers.line.biz/en/reference/messaging-api/#send-push-message
"""


_MEDIA_URL = TypeAdapter[str](MediaUrl)
_STICKER = Pattern("[0-9]+/[0-9]+", "must be PACKAGE/STICKER, such as 446/1988")


class Content(Input):
    """What to send: at least a text, an image, a sticker or a message object.

    It is shown in the order in which the fields are listed here, in one push.
    """

    text: str | None = None
    """Text of any length; one of more than 5,000 characters is divided into up to 5 texts."""

    image: MediaUrl | None = None
    """HTTPS URL of a picture: JPEG or PNG, at most 10 MB."""

    preview: MediaUrl | None = None
    """HTTPS URL of its preview, at most 1 MB; the picture itself if absent."""

    sticker: Annotated[str, _STICKER] | None = None
    """Package ID and sticker ID: `446/1988`."""

    card: str | None = None
    """Name of a card: alert, order, receipt, approval or report."""

    values: dict[str, Any] | None = None
    """Values of the card."""

    messages: Messages | None = None
    """Message objects; with the text and the others at most 5."""

    silent: bool = False
    """True sends without a push notification."""

    cut: bool = False
    """True leaves out what is too long of the text, with a note; else such a text is refused."""

    def errors(self) -> Iterator[Problem]:
        """Yield what does not go together."""
        if not (self.text or self.image or self.sticker or self.card or self.messages):
            yield Problem((), "nothing to send: give text, image, sticker, card or messages")
        if self.text and not self.text.strip():
            yield Problem(("text",), "must not be blank")
        if self.preview and not self.image:
            yield Problem(("preview",), "needs image")
        if self.values is not None and not self.card:
            yield Problem(("values",), "needs card")

    def message_objects(self, *, as_alert: bool = False) -> list[dict[str, Any]]:
        """Return the message objects.

        Args:
            as_alert: show the text as the card `alert`.

        Raises:
            InputError: the text does not fit beside the others.
        """
        text, objects = self.text, list[dict[str, Any]]()
        if as_alert and text:
            objects, text = [alert_message(text)], None
        if self.image:
            objects.append(image_message(self.image, self.preview))
        if self.sticker:
            objects.append(sticker_message(self.sticker))
        if self.card:
            objects.append(card_message(self.card, self.values or {}))
        objects += [message.to_wire() for message in self.messages or ()]
        return message_objects(text, objects, cut=self.cut)


def read_content(fields: Mapping[str, Any]) -> Content:
    """Check the fields of a content.

    Raises:
        InputError: with every problem and its path.
    """
    try:
        return Content.model_validate(fields)
    except ValidationError as error:
        raise InputError.of(problems_of(error)) from None


def message_objects(
    text: str | None, objects: Sequence[Mapping[str, Any]] = (), *, cut: bool = False
) -> list[dict[str, Any]]:
    """Return the message objects of one push: the text, then the others.

    Args:
        text: of any length; None and an empty text are none.
        objects: the others.
        cut: leave out what does not fit of the text.

    Raises:
        InputError: there is nothing, or too much of it.
    """
    if len(objects) > MOST_OBJECTS:
        raise InputError(f"{len(objects)} message objects are more than a push has: {MOST_OBJECTS}")
    texts = split_text(text, MOST_OBJECTS - len(objects), cut=cut) if text else []
    return [*({"type": "text", "text": part} for part in texts), *map(dict, objects)]


def image_message(url: str, preview: str | None = None) -> dict[str, Any]:
    """Return the message object of a picture, which is its own preview if none is given.

    Raises:
        InputError: an address is not valid.
    """
    return {
        "type": "image",
        "originalContentUrl": media_url(url),
        "previewImageUrl": media_url(preview, "preview") if preview else media_url(url),
    }


def media_url(url: str, what: str = "image") -> str:
    """Return the address of a picture.

    Args:
        url: the address.
        what: what the picture is, for the error.

    Raises:
        InputError: it is not valid.
    """
    try:
        return _MEDIA_URL.validate_python(url)
    except ValidationError as error:
        raise InputError(f"{what} {shortened(url)}: {problems_of(error)[0].message}") from None


def sticker_message(sticker: str) -> dict[str, Any]:
    """Return the message object of a sticker, given as `PACKAGE/STICKER`.

    Raises:
        InputError: it is not of that form.
    """
    if not re.fullmatch(_STICKER.pattern, sticker):
        raise InputError(f"sticker {shortened(sticker)}: {_STICKER.rule}")
    package, _, number = sticker.partition("/")
    return {"type": "sticker", "packageId": package, "stickerId": number}


def card_message(name: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the message object of a card.

    Raises:
        InputError: there is no such card, or its values are not valid.
    """
    # Imported late: few messages are cards.
    from line_connector.cards import card_named

    card = card_named(name)
    try:
        return card.build(values)
    except InputError as error:
        raise InputError(
            "\n".join(f"card {name}: {line}" for line in str(error).splitlines())
        ) from None


def alert_message(text: str, title: str = "", severity: str = "info") -> dict[str, Any]:
    """Return the message object of an alert.

    Args:
        text: what happened; its first line is the title if there is no other.
        title: what happened, in a few words.
        severity: `info`, `success`, `warning`, `error` or `critical`.
    """
    if not title:
        title, _, text = text.strip().partition("\n")
    body = {"text": text} if text.strip() else {}
    return card_message("alert", {"title": title, "severity": severity, **body})

"""The template message: texts and buttons in one of LINE's layouts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from line_connector.models.line.action_places import (
    DefaultAction,
    ImageCarouselAction,
    TemplateAction,
)
from line_connector.models.line.message_properties import AltTextProperties
from line_connector.schema.lengths import GraphemeLength, ListLength, grapheme_length
from line_connector.schema.model import Input
from line_connector.schema.pattern import Pattern
from line_connector.schema.problems import Problem
from line_connector.schema.union import OneOf
from line_connector.schema.urls import MediaUrl

RgbColor = Annotated[str, Pattern("#[0-9A-Fa-f]{6}", "must be #RRGGBB")]
"""Colour without transparency."""

_SHORT_TEXT = 60


class Card(Input):
    """What buttons and a column of a carousel have in common."""

    thumbnail_image_url: MediaUrl | None = None
    """HTTPS URL of a picture: JPEG or PNG, at most 1024 pixels wide and 10 MB."""

    image_background_color: RgbColor | None = None
    """Colour behind the picture, #RRGGBB. White if absent."""

    title: Annotated[str, GraphemeLength(40)] | None = None
    """Title, at most 40 characters."""

    default_action: DefaultAction | None = None
    """What a tap on picture, title or text does."""

    def refuse_long_text(self, text: str) -> Iterator[Problem]:
        """Yield a text too long beside a picture or a title."""
        if (self.thumbnail_image_url or self.title) and len(text) > _SHORT_TEXT:
            length = grapheme_length(text)
            if length > _SHORT_TEXT:
                yield Problem(
                    ("text",),
                    f"must be at most {_SHORT_TEXT} characters (grapheme clusters) with a picture "
                    f"or a title, has {length}",
                )


class ButtonsTemplate(Card):
    """A picture, a title, a text and up to four buttons.

    Source: https://developers.line.biz/en/reference/messaging-api/#buttons
    """

    type: Literal["buttons"] = "buttons"

    image_aspect_ratio: Literal["rectangle", "square"] | None = None
    """Aspect ratio of the picture: `rectangle` is 1.51:1, `square` 1:1. Rectangle if absent."""

    image_size: Literal["cover", "contain"] | None = None
    """`cover` fills the area, `contain` shows all of the picture. `cover` if absent."""

    text: Annotated[str, GraphemeLength(160, least=1)]
    """Text, 1 to 160 characters, or 60 with a picture or a title."""

    actions: Annotated[list[TemplateAction], ListLength(4, least=1)]
    """Buttons, 1 to 4, with labels of 1 to 20 characters."""

    def errors(self) -> Iterator[Problem]:
        """Yield a text too long beside a picture or a title."""
        return self.refuse_long_text(self.text)


class ConfirmTemplate(Input):
    """A question and two buttons.

    Source: https://developers.line.biz/en/reference/messaging-api/#confirm
    """

    type: Literal["confirm"] = "confirm"

    text: Annotated[str, GraphemeLength(240, least=1)]
    """Text, 1 to 240 characters."""

    actions: Annotated[list[TemplateAction], ListLength(2, least=2)]
    """Two buttons, with labels of 1 to 20 characters."""


class CarouselColumn(Card):
    """One column of a carousel.

    Source: https://developers.line.biz/en/reference/messaging-api/#column-object-for-carousel
    """

    text: Annotated[str, GraphemeLength(120, least=1)]
    """Text, 1 to 120 characters, or 60 with a picture or a title."""

    actions: Annotated[list[TemplateAction], ListLength(3, least=1)]
    """Buttons, 1 to 3, as many as in the other columns, with labels of 1 to 20 characters."""

    def errors(self) -> Iterator[Problem]:
        """Yield a text too long beside a picture or a title."""
        return self.refuse_long_text(self.text)


class CarouselTemplate(Input):
    """Up to ten columns to scroll through.

    Source: https://developers.line.biz/en/reference/messaging-api/#carousel
    """

    type: Literal["carousel"] = "carousel"

    columns: Annotated[list[CarouselColumn], ListLength(10)]
    """Columns, at most 10: all with as many buttons, all or none with a picture, a title."""

    image_aspect_ratio: Literal["rectangle", "square"] | None = None
    """Aspect ratio of the pictures: `rectangle` is 1.51:1, `square` 1:1. Rectangle if absent."""

    image_size: Literal["cover", "contain"] | None = None
    """`cover` fills the area, `contain` shows all of the picture. `cover` if absent."""

    def errors(self) -> Iterator[Problem]:
        """Yield each column that is not made as the first."""
        if not self.columns:
            return
        first = self.columns[0]
        for position, column in enumerate(self.columns):
            here = ("columns", position)
            if len(column.actions) != len(first.actions):
                yield Problem(
                    (*here, "actions"),
                    f"must be as many as in the first column, {len(first.actions)}, "
                    f"not {len(column.actions)}",
                )
            if bool(column.thumbnail_image_url) != bool(first.thumbnail_image_url):
                yield Problem((*here, "thumbnailImageUrl"), "must be in all columns or in none")
            if bool(column.title) != bool(first.title):
                yield Problem((*here, "title"), "must be in all columns or in none")


class ImageCarouselColumn(Input):
    """One picture of an image carousel.

    Source: https://developers.line.biz/en/reference/messaging-api/#column-object-for-image-carousel
    """

    image_url: MediaUrl
    """HTTPS URL of a picture: JPEG or PNG, square, at most 1024 pixels wide and 10 MB."""

    action: ImageCarouselAction
    """What a tap does; its label, at most 12 characters, is shown on the picture."""


class ImageCarouselTemplate(Input):
    """Up to ten pictures to scroll through.

    Source: https://developers.line.biz/en/reference/messaging-api/#image-carousel
    """

    type: Literal["image_carousel"] = "image_carousel"

    columns: Annotated[list[ImageCarouselColumn], ListLength(10)]
    """Pictures, at most 10."""


Template = Annotated[
    ButtonsTemplate | ConfirmTemplate | CarouselTemplate | ImageCarouselTemplate, OneOf()
]


class TemplateMessage(AltTextProperties):
    """Texts and buttons in one of LINE's layouts.

    Source: https://developers.line.biz/en/reference/messaging-api/#template-messages
    """

    type: Literal["template"] = "template"

    template: Template
    """The layout and what it shows."""

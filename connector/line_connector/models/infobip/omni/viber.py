"""Viber of an OMNI message.

Source: https://www.infobip.com/docs/api/channels/omni-failover
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from line_connector.models.infobip.omni.content import OmniContent
from line_connector.models.infobip.values import Characters, WebUrl, WebUrl1000
from line_connector.schema.numbers import Boolean
from line_connector.schema.problems import Problem

_TOGETHER = (
    {"text"},
    {"image"},
    {"file"},
    {"text", "button"},
    {"text", "image", "button"},
)


class OmniViber(OmniContent):
    """The message on Viber: a text, an image, a file, or a text with a button."""

    shortest = 35
    longest = 14 * 86400

    image_url: Annotated[WebUrl1000 | None, Field(alias="imageURL")] = None
    """URL of an image, at most 1000 characters."""

    button_text: Annotated[str, Characters(30)] | None = None
    """Text on a button, at most 30 characters."""

    button_url: Annotated[WebUrl1000 | None, Field(alias="buttonURL")] = None
    """URL that the button opens, at most 1000 characters."""

    file_url: WebUrl | None = None
    """URL of a file: http or https."""

    file_name: Annotated[str, Characters(25)] | None = None
    """Name of the file, at most 25 characters."""

    file_type: str | None = None
    """Kind of the file."""

    tracking_data: Annotated[str, Characters(100)] | None = None
    """Your own data, at most 100 characters."""

    is_promotional: Boolean | None = None
    """Whether it is advertising. Not if absent."""

    force_primary_device: Boolean | None = None
    """Whether it goes to the primary device alone."""

    def errors(self) -> Iterator[Problem]:
        """Yield a period that is too short, and contents that do not go together."""
        yield from super().errors()
        parts = {
            "text": self.text,
            "image": self.image_url,
            "button": self.button_text or self.button_url,
            "file": self.file_url,
        }
        if {name for name, part in parts.items() if part} not in _TOGETHER:
            yield Problem(
                (),
                "must be a text, an image, a file, a text with a button, or a text with an image "
                "and a button",
            )

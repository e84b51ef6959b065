"""Messages of POST /line/1/single.

Its page does not say which properties must be there; those are required without which a message
would be of nothing.

Source: https://www.infobip.com/docs/api/channels/line
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from line_connector.models.infobip.single.imagemap import SingleImagemapMessage
from line_connector.models.infobip.single.template import SingleTemplateMessage
from line_connector.models.infobip.values import Filled, Int64, LineTakes, WebUrl
from line_connector.schema.model import Input
from line_connector.schema.numbers import Number
from line_connector.schema.problems import Problem, warning
from line_connector.schema.union import OneOf


class SingleTextMessage(Input):
    """A text."""

    type: Literal["TEXT"] = "TEXT"

    text: Annotated[str, LineTakes(5000)]
    """The text; LINE takes 1 to 5000 characters."""


class WithThumbnail(Input):
    """A file to look at, and its preview."""

    url: WebUrl
    """URL of the file."""

    thumbnail_url: WebUrl | None = None
    """URL of its preview."""

    def warnings(self) -> Iterator[Problem]:
        """Yield a file without preview, which OMNI does not take."""
        if self.thumbnail_url is None:
            yield warning(("thumbnailUrl",), "may be required")


class SingleImageMessage(WithThumbnail):
    """A picture."""

    type: Literal["IMAGE"] = "IMAGE"


class SingleVideoMessage(WithThumbnail):
    """A video."""

    type: Literal["VIDEO"] = "VIDEO"


class SingleAudioMessage(Input):
    """A sound."""

    type: Literal["AUDIO"] = "AUDIO"

    url: WebUrl
    """URL of the sound."""

    duration: Int64 | None = None
    """Its length in milliseconds."""

    def warnings(self) -> Iterator[Problem]:
        """Yield a sound without length, which OMNI does not take."""
        if self.duration is None:
            yield warning(("duration",), "may be required")


class SingleLocationMessage(Input):
    """A place on the map."""

    type: Literal["LOCATION"] = "LOCATION"

    title: Annotated[str, LineTakes(100)] | None = None
    """Name of the place; LINE takes 1 to 100 characters."""

    address: Annotated[str, LineTakes(100)] | None = None
    """Its address; LINE takes 1 to 100 characters."""

    latitude: Number
    """Latitude in degrees."""

    longitude: Number
    """Longitude in degrees."""

    def warnings(self) -> Iterator[Problem]:
        """Yield what LINE itself asks for."""
        for name in ("title", "address"):
            if getattr(self, name) is None:
                yield warning((name,), "may be required")
        for name, most in (("latitude", 90), ("longitude", 180)):
            if abs(getattr(self, name)) > most:
                yield warning((name,), f"may be refused outside -{most} to {most}")


class SingleStickerMessage(Input):
    """A sticker."""

    type: Literal["STICKER"] = "STICKER"

    package_id: Filled
    """ID of the package, digits."""

    sticker_id: Filled
    """ID of the sticker in it, digits."""


SingleMessage = Annotated[
    SingleTextMessage
    | SingleImageMessage
    | SingleVideoMessage
    | SingleAudioMessage
    | SingleLocationMessage
    | SingleStickerMessage
    | SingleImagemapMessage
    | SingleTemplateMessage,
    OneOf(),
]

"""Images, icons and the video of a flex message."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeAlias

from line_connector.models.line.action_places import FlexAction, FlexVideoAction
from line_connector.models.line.flex.placing import Placing
from line_connector.models.line.flex.values import (
    AspectRatio,
    Color,
    FlexFactor,
    ImageSize,
    TextSize,
)
from line_connector.schema.model import Input
from line_connector.schema.numbers import Flag
from line_connector.schema.union import OneOf
from line_connector.schema.urls import MediaUrl

_FLEX = "line_connector.models.line.flex"

if TYPE_CHECKING:
    from line_connector.models.line.flex.box import Box

    AltContent: TypeAlias = "Box | Image"
else:
    AltContent = Annotated[
        Any, OneOf({"box": f"{_FLEX}.box:Box", "image": f"{_FLEX}.pictures:Image"})
    ]


class Image(Placing):
    """An image.

    Source: https://developers.line.biz/en/reference/messaging-api/#f-image
    """

    type: Literal["image"] = "image"

    url: MediaUrl
    """HTTPS URL of the image: JPEG or PNG, at most 1024 x 1024 pixels and 10 MB, or 300 KB when
    animated."""

    flex: FlexFactor | None = None
    """Share of the parent box's free space. 1 in a horizontal box and 0 in a vertical one if
    absent."""

    align: Literal["start", "end", "center"] | None = None
    """Where it stands horizontally. `center` if absent."""

    gravity: Literal["top", "bottom", "center"] | None = None
    """Where it stands vertically. `top` if absent."""

    size: ImageSize | None = None
    """Largest width: pixels, percentage, or xxs, xs, sm, md, lg, xl, xxl, 3xl, 4xl, 5xl, full.
    `md` if absent."""

    aspect_ratio: AspectRatio | None = None
    """Proportions, width:height, each 1 to 100000, the height at most 3 times the width. 1:1 if
    absent."""

    aspect_mode: Literal["fit", "cover"] | None = None
    """How the image fills its place: as a whole, or all of it. `fit` if absent."""

    background_color: Color | None = None
    """Colour behind the image, #RRGGBB or #RRGGBBAA. Transparent if absent."""

    action: FlexAction | None = None
    """What a tap does."""

    animated: Flag | None = None
    """Whether an animated PNG plays; at most 10 in a message. Not if absent."""


class Icon(Placing):
    """A small image in a line of text. Baseline boxes only.

    Source: https://developers.line.biz/en/reference/messaging-api/#icon
    """

    type: Literal["icon"] = "icon"

    url: MediaUrl
    """HTTPS URL of the icon: JPEG or PNG, at most 1024 x 1024 pixels and 1 MB."""

    size: TextSize | None = None
    """Largest width: pixels or xxs, xs, sm, md, lg, xl, xxl, 3xl, 4xl, 5xl. `md` if absent."""

    aspect_ratio: AspectRatio | None = None
    """Proportions, width:height, each 1 to 100000, the height at most 3 times the width. 1:1 if
    absent."""

    scaling: Flag | None = None
    """Whether the icon grows with the app's font size. Not if absent."""


class Video(Input):
    """A video, as hero of a bubble of size kilo, mega or giga that is in no carousel.

    Source: https://developers.line.biz/en/reference/messaging-api/#f-video
    """

    type: Literal["video"] = "video"

    url: MediaUrl
    """HTTPS URL of the video: mp4, at most 200 MB."""

    preview_url: MediaUrl
    """HTTPS URL of its preview: JPEG or PNG, at most 1 MB."""

    alt_content: AltContent
    """What devices show that cannot play it: a box or an image."""

    aspect_ratio: AspectRatio | None = None
    """Proportions, width:height, each 1 to 100000, the height at most 3 times the width. 1:1 if
    absent."""

    action: FlexVideoAction | None = None
    """A URI action, offered with the video."""

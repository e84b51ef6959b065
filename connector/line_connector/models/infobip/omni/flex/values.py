"""What properties of OMNI flex components may be.

Source: https://www.infobip.com/docs/api/channels/omni-failover
"""

from __future__ import annotations

from typing import Annotated, Literal

from line_connector.models.infobip.values import Looks
from line_connector.schema.numbers import Whole

OmniShare = Annotated[int, Whole(0, 10)]
"""Share of the free space in the parent box, 0 to 10."""

OmniSpacing = Literal["XS", "SM", "MD", "LG", "XL", "XXL", "NONE"]
"""Space between components."""

OmniSize = Literal["XXS", "XS", "SM", "MD", "LG", "XL", "XXL", "XXXL", "XXXXL", "XXXXXL"]
"""Size of letters or an icon."""

OmniImageSize = Literal[
    "XXS", "XS", "SM", "MD", "LG", "XL", "XXL", "XXXL", "XXXXL", "XXXXXL", "FULL"
]
"""Width of an image."""

OmniAlign = Literal["START", "END", "CENTER"]
"""Where something stands horizontally."""

OmniGravity = Literal["TOP", "BOTTOM", "CENTER"]
"""Where something stands vertically."""

OmniColour = Annotated[str, Looks("#[0-9A-Fa-f]{6}([0-9A-Fa-f]{2})?", "#RRGGBB")]
"""A colour."""

OmniRatio = Annotated[str, Looks(r"[0-9]+(\.[0-9]+)?:[0-9]+(\.[0-9]+)?", "width:height, as 20:13")]
"""Proportions of an image."""

"""Lines and gaps between components."""

from __future__ import annotations

from typing import Literal

from line_connector.models.line.flex.values import Color, FlexFactor, Gap
from line_connector.schema.model import Input


class Separator(Input):
    """A line between components.

    Source: https://developers.line.biz/en/reference/messaging-api/#separator
    """

    type: Literal["separator"] = "separator"

    margin: Gap | None = None
    """Space before the line: pixels or none, xs, sm, md, lg, xl, xxl."""

    color: Color | None = None
    """Colour of the line, #RRGGBB or #RRGGBBAA."""


class Filler(Input):
    """A gap. Deprecated: use the box's own properties.

    Source: https://developers.line.biz/en/reference/messaging-api/#filler
    """

    type: Literal["filler"] = "filler"

    flex: FlexFactor | None = None
    """Share of the parent box's free space."""

"""Where a component stands in its box."""

from __future__ import annotations

from typing import Literal

from line_connector.models.line.flex.values import Gap, Offset
from line_connector.schema.model import Input


class Placing(Input):
    """What most components have in common: their distance from others, and an offset."""

    margin: Gap | None = None
    """Space before the component in its box: pixels or none, xs, sm, md, lg, xl, xxl. The box's
    `spacing` if absent."""

    position: Literal["relative", "absolute"] | None = None
    """What offsets count from: the place among the other components, or the box's edges.
    Relative if absent."""

    offset_top: Offset | None = None
    """Offset from the top: pixels, percentage or none, xs, sm, md, lg, xl, xxl."""

    offset_bottom: Offset | None = None
    """Offset from the bottom, as `offsetTop`. Not in baseline boxes."""

    offset_start: Offset | None = None
    """Offset from the start of the line, as `offsetTop`."""

    offset_end: Offset | None = None
    """Offset from the end of the line, as `offsetTop`."""

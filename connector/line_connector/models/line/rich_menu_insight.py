"""What the statistics of a rich menu have in common.

Source: https://developers.line.biz/en/reference/messaging-api/#get-rich-menu-insight-summary
"""

from __future__ import annotations

from line_connector.schema.model import Body


class AreaBounds(Body):
    """Where an area of a rich menu is, in pixels from the top left corner of its image."""

    x: int
    """Pixels from the left."""

    y: int
    """Pixels from the top."""

    width: int
    """Width in pixels."""

    height: int
    """Height in pixels."""


class RichMenuInsight(Body):
    """Which rich menu, and which days the statistics are of."""

    rich_menu_id: str
    """ID of the rich menu. It alone is there if fewer than 20 users clicked in the period."""

    metrics_from: str | None = None
    """First day with statistics, as yyyyMMdd in UTC+9."""

    metrics_to: str | None = None
    """Last day with statistics, as yyyyMMdd in UTC+9."""

"""The picture at the top of a card."""

from __future__ import annotations

from line_connector.cards.components import Component


def picture(url: str | None, *, whole: bool = False) -> Component | None:
    """Return an image as wide as the card; None without a URL.

    Args:
        url: of the image.
        whole: show all of it rather than fill the area, as a chart needs.
    """
    if url is None:
        return None
    return {
        "type": "image",
        "url": url,
        "size": "full",
        "aspectRatio": "20:13",
        "aspectMode": "fit" if whole else "cover",
        "backgroundColor": "#FFFFFF",
    }

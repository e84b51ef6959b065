"""What LINE answers about how users interact with messages.

A number is null where fewer than 20 users did it.

Source: https://developers.line.biz/en/reference/messaging-api/#get-message-event
"""

from __future__ import annotations

from line_connector.schema.model import Body


class InteractionOverview(Body):
    """What users did with messages as a whole."""

    unique_impression: int | None = None
    """Users who saw at least one bubble."""

    unique_click: int | None = None
    """Users who opened at least one of the links."""

    unique_media_played: int | None = None
    """Users who started a video or audio."""

    unique_media_played_100_percent: int | None = None
    """Users who played a video or audio to its end."""


class BubbleInteractions(Body):
    """What users did with one bubble."""

    seq: int | None = None
    """Number of the bubble in its request, from 1."""

    impression: int | None = None
    """Times the bubble was displayed."""

    media_played: int | None = None
    """Times its video or audio was started, by itself or by the user."""

    media_played_25_percent: int | None = None
    """Times a quarter of it was played."""

    media_played_50_percent: int | None = None
    """Times half of it was played."""

    media_played_75_percent: int | None = None
    """Times three quarters of it were played."""

    media_played_100_percent: int | None = None
    """Times it was played to its end."""

    unique_media_played: int | None = None
    """Users who started it."""

    unique_media_played_25_percent: int | None = None
    """Users who played a quarter of it."""

    unique_media_played_50_percent: int | None = None
    """Users who played half of it."""

    unique_media_played_75_percent: int | None = None
    """Users who played three quarters of it."""

    unique_media_played_100_percent: int | None = None
    """Users who played it to its end."""


class LinkClicks(Body):
    """How often one link in one bubble was opened."""

    seq: int | None = None
    """Number of the bubble in its request, from 1."""

    url: str | None = None
    """Address of the link."""

    click: int | None = None
    """Times it was opened."""

    unique_click: int | None = None
    """Users who opened it."""

    unique_click_of_request: int | None = None
    """Users who opened this address in any bubble; each is counted once."""

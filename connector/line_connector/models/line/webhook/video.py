"""Somebody watched a video to its end.

Source: https://developers.line.biz/en/reference/messaging-api/#video-viewing-complete
"""

from __future__ import annotations

from line_connector.models.line.webhook.event import Event
from line_connector.models.line.webhook.received import Received


class VideoPlayComplete(Received):
    """Which video was watched."""

    tracking_id: str
    """The `trackingId` that the video message was sent with."""


class VideoPlayCompleteEvent(Event):
    """Somebody watched a video to its end at least once."""

    type: str = "videoPlayComplete"
    """Type of the event."""

    video_play_complete: VideoPlayComplete
    """Which video."""

"""A sound and a video: those that the sandbox's users send."""

from __future__ import annotations

from importlib.resources import files

_SAMPLES = files("line_connector.sandbox") / "line" / "content" / "samples"

AUDIO = (_SAMPLES / "audio.m4a").read_bytes()
MP4 = (_SAMPLES / "video.mp4").read_bytes()

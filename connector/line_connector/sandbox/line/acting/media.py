"""Users send images, videos, audio and files."""

from collections.abc import Mapping, Sequence
from typing import Any

from line_connector.sandbox.line.acting.deed import Deed
from line_connector.sandbox.line.acting.scene import Scene, read_scene
from line_connector.sandbox.line.acting.user_messages import message_event
from line_connector.sandbox.line.content.contents import find_content, put_content
from line_connector.sandbox.line.webhook.events import Event
from line_connector.sandbox.provider import Fields
from line_connector.sandbox.state import State

DURATION = 1000
"""Milliseconds that a video or audio takes unless something else is given."""

URLS = ("originalContentUrl", "previewImageUrl")
KEPT = ("content", "contentType", "preparing")


def send_media(state: State, fields: Fields) -> Deed:
    """Send an image, video, audio or file, or several images at once."""
    scene, kind = read_scene(state, fields), fields["type"]
    several: Sequence[Fields] = fields.get("images", [fields])
    sets = _image_sets(state, len(several))
    events = [
        _sent(state, scene, kind, each, image_set)
        for each, image_set in zip(several, sets, strict=True)
    ]
    told = {"messageIds": [event["message"]["id"] for event in events]}
    return Deed(events, told, separately=True)


def _image_sets(state: State, total: int) -> list[dict[str, Any]]:
    """Return what tells each image of its set; nothing does where it is the only one."""
    if total == 1:
        return [{}]
    set_id = state.random.token_hex(32).upper()
    return [
        {"imageSet": {"id": set_id, "index": index, "total": total}}
        for index in range(1, total + 1)
    ]


def _sent(
    state: State, scene: Scene, kind: str, fields: Fields, image_set: Mapping[str, Any]
) -> Event:
    if "originalContentUrl" in fields:
        urls = {name: fields[name] for name in URLS if name in fields}
        provider = {"contentProvider": {"type": "external", **urls}}
        return message_event(
            state, scene, kind, {**provider, **image_set, **_duration(kind, fields)}
        )
    kept = {name: fields[name] for name in KEPT if name in fields}
    message_id = put_content(state, {"type": kind, **kept})
    if kind == "file":
        content = find_content(state, message_id)
        size = len(content.content) if content else 0
        about = {"fileName": fields.get("fileName", "file.txt"), "fileSize": size}
        return message_event(state, scene, kind, about, message_id)
    about = {"contentProvider": {"type": "line"}, **image_set, **_duration(kind, fields)}
    return message_event(state, scene, kind, about, message_id)


def _duration(kind: str, fields: Fields) -> dict[str, int]:
    return {} if kind == "image" else {"duration": fields.get("duration", DURATION)}

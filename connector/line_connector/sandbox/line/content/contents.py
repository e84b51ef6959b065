"""Messages with content that users sent, and what becomes of them."""

import sqlite3
from base64 import b64decode
from collections.abc import Mapping
from importlib import resources
from typing import Any, NamedTuple

from line_connector.sandbox.line.message.ids import new_message_id
from line_connector.sandbox.state import State

PACKAGE = "line_connector.sandbox.line.content"
SAMPLES = {
    "image": ("image.jpg", "image/jpeg"),
    "video": ("video.mp4", "video/mp4"),
    "audio": ("audio.m4a", "audio/x-m4a"),
    "file": ("file.txt", "text/plain"),
}
"""By the type of a message: what the user sent unless something else is given."""

PREPARED = {"video", "audio"}
"""Types that LINE prepares before they can be downloaded."""

PREVIEWED = {"image", "video"}


class Content(NamedTuple):
    """What a user sent in one message."""

    type: str
    content: bytes
    content_type: str
    ready_at: float
    is_failing: int
    is_unsent: int
    expires_at: float | None

    def status(self, now: float) -> str:
        """Return how far its preparation is."""
        if now < self.ready_at:
            return "processing"
        return "failed" if self.is_failing else "succeeded"


def find_content(state: State, message_id: str) -> Content | None:
    """Return the content of a message, unless there is none any more."""
    row = state.db.execute(
        "SELECT type, content, content_type, ready_at, is_failing, is_unsent, expires_at"
        " FROM contents WHERE message_id = ? AND (expires_at IS NULL OR expires_at > ?)",
        (message_id, state.clock.now()),
    ).fetchone()
    return Content(*row) if row else None


def preview() -> bytes:
    """Return the preview that all images and videos have."""
    return sample("preview.jpg")


def put_content(state: State, facts: Mapping[str, Any]) -> str:
    """Let a user send something, or change what is given of a message; return the message's ID."""
    message_id = facts.get("messageId") or new_message_id(state)
    now = state.clock.now()
    known = find_content(state, message_id)
    if known is None or facts.get("type", known.type) != known.type:
        known = _sent(facts.get("type", "image"), now)
    content, content_type = known.content, known.content_type
    if "content" in facts:
        content, content_type = b64decode(facts["content"]), "application/octet-stream"
    changed = Content(
        type=known.type,
        content=content,
        content_type=facts.get("contentType", content_type),
        ready_at=now + facts["preparing"] if "preparing" in facts else known.ready_at,
        is_failing=facts.get("failing", known.is_failing),
        is_unsent=facts.get("unsent", known.is_unsent),
        expires_at=now + facts["expiresIn"] if "expiresIn" in facts else known.expires_at,
    )
    _write(state.db, message_id, changed)
    return message_id


def seed_contents(db: sqlite3.Connection, messages: Mapping[str, str]) -> None:
    """Put in messages of some types that never expire, given by their IDs."""
    for message_id, kind in messages.items():
        _write(db, message_id, _sent(kind, 0.0))


def _sent(kind: str, now: float) -> Content:
    name, content_type = SAMPLES[kind]
    return Content(kind, sample(name), content_type, now, 0, 0, None)


def _write(db: sqlite3.Connection, message_id: str, content: Content) -> None:
    db.execute("REPLACE INTO contents VALUES (?, ?, ?, ?, ?, ?, ?, ?)", (message_id, *content))


def sample(name: str) -> bytes:
    """Return the content of a file of `samples`."""
    return resources.files(PACKAGE).joinpath("samples").joinpath(name).read_bytes()

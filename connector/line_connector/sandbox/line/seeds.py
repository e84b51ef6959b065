"""The channel, friends and group every new sandbox starts with."""

import json
import sqlite3

CHANNEL_ID = "1000000001"
CHANNEL_SECRET = "sandbox-secret"  # noqa: S105 (everybody may know it)
LONG_LIVED_TOKEN = "sandbox-token"  # noqa: S105 (everybody may know it)

FRIENDS = [f"U{number:032x}" for number in range(1, 6)]
GROUP = f"C{1:032x}"
GROUP_MEMBERS = FRIENDS[:3]
NAMES = ("Aoi", "Somchai", "Mei-ling", "Putri", "Kenji")


def plant_seeds(db: sqlite3.Connection) -> None:
    """Put the five friends and their group into an empty database."""
    db.executemany(
        "INSERT INTO users VALUES (?, 'friend', NULL, ?, '{}')",
        [
            (user_id, json.dumps({"displayName": name}))
            for user_id, name in zip(FRIENDS, NAMES, strict=True)
        ],
    )
    db.execute("INSERT INTO chats VALUES (?, 'Sandbox group', 1)", (GROUP,))
    db.executemany("INSERT INTO members VALUES (?, ?)", [(GROUP, user) for user in GROUP_MEMBERS])

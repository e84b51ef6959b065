"""Where the channel's webhooks are sent."""

from typing import NamedTuple

from line_connector.sandbox.line.settings import LineSettings
from line_connector.sandbox.state import State


class Endpoint(NamedTuple):
    """A webhook endpoint."""

    url: str
    active: bool


def webhook_endpoint(state: State) -> Endpoint | None:
    """Return the channel's endpoint, if it is set, else that of the settings."""
    row = state.db.execute(
        "SELECT endpoint, active FROM webhook_endpoints WHERE channel_id = ?",
        (state.channel.channel_id,),
    ).fetchone()
    if row:
        return Endpoint(row[0], bool(row[1]))
    url = state.settings(LineSettings).webhook
    return None if url is None else Endpoint(url, active=True)


def put_endpoint(state: State, url: str | None, *, active: bool) -> None:
    """Set the channel's endpoint, or take it away."""
    if url is None:
        state.db.execute(
            "DELETE FROM webhook_endpoints WHERE channel_id = ?", (state.channel.channel_id,)
        )
        return
    state.db.execute(
        "REPLACE INTO webhook_endpoints VALUES (?, ?, ?)", (state.channel.channel_id, url, active)
    )

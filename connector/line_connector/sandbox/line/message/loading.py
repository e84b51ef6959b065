"""The loading animation: shown in a user's chat until its time is up, or something arrives."""

from line_connector.sandbox.state import State

SECONDS = 20
"""How long it is shown unless something else is given."""


def start_loading(state: State, chat_id: str, seconds: float) -> None:
    """Show the animation in a user's chat from now on; one that is shown is replaced."""
    state.db.execute(
        "REPLACE INTO loading_animations"
        " VALUES (?, ?, (SELECT coalesce(max(id), 0) FROM received WHERE recipient = ?))",
        (chat_id, state.clock.now() + seconds, chat_id),
    )


def loading_seconds(state: State, chat_id: str) -> float:
    """Return how many seconds longer the animation is shown in a chat; 0: it is not."""
    row = state.db.execute(
        "SELECT until FROM loading_animations WHERE chat_id = ? AND newest_received ="
        " (SELECT coalesce(max(id), 0) FROM received WHERE recipient = chat_id)",
        (chat_id,),
    ).fetchone()
    return max(0.0, row[0] - state.clock.now()) if row else 0.0

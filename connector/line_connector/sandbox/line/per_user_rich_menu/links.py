"""Which rich menu is linked to a user."""

from line_connector.sandbox.line.user.users import is_friend
from line_connector.sandbox.state import State


def linked_rich_menu(state: State, user_id: str) -> str | None:
    """Return the ID of the rich menu that is linked to a friend, or none."""
    row = state.db.execute(
        "SELECT rich_menu_id FROM rich_menu_links WHERE user_id = ?", (user_id,)
    ).fetchone()
    return row[0] if row and is_friend(state, user_id) else None


def link(state: State, user_id: str, rich_menu_id: str) -> None:
    """Link a rich menu to a user; with users who are no friends, nothing happens."""
    if is_friend(state, user_id):
        state.db.execute("REPLACE INTO rich_menu_links VALUES (?, ?)", (user_id, rich_menu_id))


def unlink(state: State, user_id: str) -> None:
    """Unlink the rich menu from a user; with users who are no friends, nothing happens."""
    if is_friend(state, user_id):
        state.db.execute("DELETE FROM rich_menu_links WHERE user_id = ?", (user_id,))


def users_with_link(state: State, rich_menu_id: str) -> list[str]:
    """Return the users to whom a rich menu is linked."""
    rows = state.db.execute(
        "SELECT user_id FROM rich_menu_links WHERE rich_menu_id = ?", (rich_menu_id,)
    )
    return [user_id for (user_id,) in rows]


def linked_users(state: State) -> list[str]:
    """Return the users to whom any rich menu is linked."""
    return [user_id for (user_id,) in state.db.execute("SELECT user_id FROM rich_menu_links")]

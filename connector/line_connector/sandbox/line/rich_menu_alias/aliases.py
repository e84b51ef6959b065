"""Which rich menu an alias stands for."""

from line_connector.sandbox.state import State


def aliased_rich_menu(state: State, alias_id: str) -> str | None:
    """Return the ID of the rich menu that an alias stands for; it may be deleted."""
    row = state.db.execute(
        "SELECT rich_menu_id FROM rich_menu_aliases WHERE alias_id = ?", (alias_id,)
    ).fetchone()
    return row[0] if row else None


def all_aliases(state: State) -> list[dict[str, str]]:
    """Return all aliases."""
    rows = state.db.execute(
        "SELECT alias_id, rich_menu_id FROM rich_menu_aliases ORDER BY alias_id"
    )
    return [{"richMenuAliasId": alias_id, "richMenuId": menu_id} for alias_id, menu_id in rows]

"""The rich menus there are, and which of them is the default."""

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from line_connector.sandbox.exchange import RefusedError
from line_connector.sandbox.line.errors import NOT_FOUND, refusal
from line_connector.sandbox.state import State

MOST = 1000

WITHOUT_IMAGE = "must upload richmenu image before applying it to user"


class Image(NamedTuple):
    """An image of a rich menu."""

    content: bytes
    content_type: str


def count_rich_menus(state: State) -> int:
    """Return how many rich menus there are."""
    (count,) = state.db.execute("SELECT count(*) FROM rich_menus").fetchone()
    return int(count)


def add_rich_menu(state: State, given: Mapping[str, Any]) -> str:
    """Keep a rich menu; return its ID."""
    rich_menu_id = f"richmenu-{state.random.token_hex(16)}"
    state.db.execute(
        "INSERT INTO rich_menus (rich_menu_id, object) VALUES (?, ?)",
        (rich_menu_id, json.dumps(given)),
    )
    return rich_menu_id


def rich_menus(state: State) -> list[dict[str, Any]]:
    """Return all rich menus, oldest first."""
    rows = state.db.execute("SELECT rich_menu_id, object FROM rich_menus ORDER BY number")
    return [{"richMenuId": rich_menu_id, **json.loads(given)} for rich_menu_id, given in rows]


def rich_menu(state: State, rich_menu_id: str) -> dict[str, Any] | None:
    """Return a rich menu, or none."""
    row = state.db.execute(
        "SELECT object FROM rich_menus WHERE rich_menu_id = ?", (rich_menu_id,)
    ).fetchone()
    return {"richMenuId": rich_menu_id, **json.loads(row[0])} if row else None


def rich_menu_exists(state: State, rich_menu_id: str) -> bool:
    """Tell whether a rich menu exists."""
    return rich_menu(state, rich_menu_id) is not None


def delete_rich_menu(state: State, rich_menu_id: str) -> None:
    """Forget a rich menu; nobody sees it any more. Aliases of it stay."""
    for table in ("rich_menus", "default_rich_menu", "rich_menu_links"):
        state.db.execute(f"DELETE FROM {table} WHERE rich_menu_id = ?", (rich_menu_id,))  # noqa: S608 (our own names)


def image_of(state: State, rich_menu_id: str) -> Image | None:
    """Return the image of a rich menu, or none."""
    row = state.db.execute(
        "SELECT image, image_type FROM rich_menus WHERE rich_menu_id = ? AND image IS NOT NULL",
        (rich_menu_id,),
    ).fetchone()
    return Image(*row) if row else None


def has_image(state: State, rich_menu_id: str) -> bool:
    """Tell whether a rich menu exists and has its image."""
    row = state.db.execute(
        "SELECT 1 FROM rich_menus WHERE rich_menu_id = ? AND image IS NOT NULL", (rich_menu_id,)
    ).fetchone()
    return row is not None


def keep_image(state: State, rich_menu_id: str, image: Image) -> None:
    """Give a rich menu its image."""
    state.db.execute(
        "UPDATE rich_menus SET image = ?, image_type = ? WHERE rich_menu_id = ?",
        (*image, rich_menu_id),
    )


def showable(state: State, rich_menu_id: str) -> str:
    """Return the ID of a rich menu that users can be shown.

    Raises:
        RefusedError: it does not exist, or has no image.
    """
    if not rich_menu_exists(state, rich_menu_id):
        raise refusal(404, NOT_FOUND)
    if not has_image(state, rich_menu_id):
        raise refusal_without_details(400, WITHOUT_IMAGE)
    return rich_menu_id


def default_rich_menu(state: State) -> str | None:
    """Return the ID of the default rich menu, or none."""
    row = state.db.execute("SELECT rich_menu_id FROM default_rich_menu").fetchone()
    return row[0] if row else None


def set_default_rich_menu(state: State, rich_menu_id: str | None) -> None:
    """Make a rich menu the default, or none."""
    state.db.execute("DELETE FROM default_rich_menu")
    if rich_menu_id is not None:
        state.db.execute("INSERT INTO default_rich_menu VALUES (1, ?)", (rich_menu_id,))


def refusal_without_details(status: int, message: str) -> RefusedError:
    """Make an error with an empty list of details, as LINE does about rich menus."""
    return refusal(status, message, more={"details": []})

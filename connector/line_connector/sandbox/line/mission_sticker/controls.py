"""Control of mission stickers: which there are, and who may download them."""

from line_connector.sandbox.provider import Controls, Fields
from line_connector.sandbox.state import State

controls = Controls()


@controls.get("mission-stickers")
def list_packages(state: State, _: Fields) -> Fields:
    """List the packages, each with the users who may download it."""
    packages = state.db.execute("SELECT product_id, status FROM sticker_packages ORDER BY rowid")
    return {
        "missionStickers": [
            {"productId": product_id, "status": status, "userIds": _users(state, product_id)}
            for product_id, status in packages.fetchall()
        ]
    }


@controls.post("mission-stickers", seed_rank=3)
def put_package(state: State, fields: Fields) -> Fields:
    """Add a package, or change one."""
    state.db.execute(
        "REPLACE INTO sticker_packages VALUES (?, ?)",
        (fields["productId"], fields.get("status", "available")),
    )
    return {"productId": fields["productId"]}


def _users(state: State, product_id: str) -> list[str]:
    rows = state.db.execute(
        "SELECT user_id FROM sticker_grants WHERE product_id = ? ORDER BY user_id", (product_id,)
    )
    return [user_id for (user_id,) in rows]

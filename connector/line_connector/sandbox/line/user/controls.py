"""Control of users: who they are, and whether they are friends."""

from line_connector.sandbox.line.user import users
from line_connector.sandbox.provider import Controls, Fields
from line_connector.sandbox.state import State

controls = Controls()


@controls.get("users")
def list_users(state: State, _: Fields) -> Fields:
    """List everybody LINE knows."""
    return {"users": users.all_users(state)}


@controls.post("users", seed_rank=1)
def put_users(state: State, fields: Fields) -> Fields:
    """Add a user or several, or change one; they are friends unless said otherwise."""
    user_ids = [fields["userId"]] if "userId" in fields else _new_ids(state, fields.get("count", 1))
    with state.transaction():
        for user_id in user_ids:
            users.put_user(state, user_id, fields)
    return {"userIds": user_ids}


def _new_ids(state: State, count: int) -> list[str]:
    return [f"U{state.random.token_hex(16)}" for _ in range(count)]

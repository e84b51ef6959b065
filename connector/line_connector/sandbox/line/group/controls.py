"""Control of groups and rooms: who is in them."""

from line_connector.sandbox.line.group.chats import put_chat
from line_connector.sandbox.line.user.users import user_exists
from line_connector.sandbox.provider import Controls, Fields, unknown
from line_connector.sandbox.state import State

controls = Controls()


@controls.post("groups", seed_rank=2)
def put_group(state: State, fields: Fields) -> Fields:
    """Add a group or room, or change one."""
    if "roomId" in fields:
        name, chat_id = "roomId", fields["roomId"]
    else:
        name, chat_id = "groupId", fields.get("groupId") or f"C{state.random.token_hex(16)}"
    for member in fields.get("members", []):
        if not user_exists(state, member):
            raise unknown("members", member)
    with state.transaction():
        put_chat(state, chat_id, fields)
    return {name: chat_id}

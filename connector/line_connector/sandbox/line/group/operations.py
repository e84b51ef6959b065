"""What there is to know about groups and rooms."""

from line_connector.sandbox.exchange import Request, Response, json_response
from line_connector.sandbox.line.errors import NOT_FOUND, refusal
from line_connector.sandbox.line.group.chats import chat_members, chat_name, is_in_chat
from line_connector.sandbox.line.operation import LineOperations
from line_connector.sandbox.line.validation import path_id
from line_connector.sandbox.state import State

operations = LineOperations()


@operations.get("getGroupSummary", "group/{groupId}/summary")
def get_group_summary(state: State, request: Request) -> Response:
    """Answer with a group's name."""
    group_id = _joined(state, path_id(request, "groupId"))
    return json_response({"groupId": group_id, "groupName": chat_name(state, group_id)})


@operations.get("getGroupMemberCount", "group/{groupId}/members/count")
def get_group_member_count(state: State, request: Request) -> Response:
    """Answer with the number of users in a group, without the account."""
    group_id = _joined(state, path_id(request, "groupId"))
    return json_response({"count": len(chat_members(state, group_id))})


@operations.get("getRoomMemberCount", "room/{roomId}/members/count")
def get_room_member_count(state: State, request: Request) -> Response:
    """Answer with the number of users in a room, without the account."""
    room_id = _joined(state, path_id(request, "roomId"))
    return json_response({"count": len(chat_members(state, room_id))})


def _joined(state: State, chat_id: str) -> str:
    if not is_in_chat(state, chat_id):
        raise refusal(404, NOT_FOUND)
    return chat_id

"""Groups and rooms: names, members, and leaving them."""

from line_connector.sandbox.exchange import Request, Response, json_response
from line_connector.sandbox.line.errors import NOT_FOUND, refusal
from line_connector.sandbox.line.group.chats import chat_members, chat_name, is_in_chat, put_chat
from line_connector.sandbox.line.operation import LineOperations
from line_connector.sandbox.line.pages import page_of
from line_connector.sandbox.line.user.users import member_profile
from line_connector.sandbox.line.validation import path_id, read_query
from line_connector.sandbox.line.webhook.deliveries import send_events
from line_connector.sandbox.line.webhook.events import chat_event, chat_source
from line_connector.sandbox.state import State

operations = LineOperations()

MEMBERS_ON_A_PAGE = 100


@operations.get("getGroupSummary", "group/{groupId}/summary")
def get_group_summary(state: State, request: Request) -> Response:
    """Answer with a group's name."""
    group_id = _chat(state, request)
    return json_response({"groupId": group_id, "groupName": chat_name(state, group_id)})


@operations.get("getGroupMemberCount", "group/{groupId}/members/count")
@operations.get("getRoomMemberCount", "room/{roomId}/members/count")
def get_member_count(state: State, request: Request) -> Response:
    """Answer with the number of users in a chat, without the account."""
    return json_response({"count": len(chat_members(state, _chat(state, request)))})


@operations.get("getGroupMembersIds", "group/{groupId}/members/ids")
@operations.get("getRoomMembersIds", "room/{roomId}/members/ids")
def get_members_ids(state: State, request: Request) -> Response:
    """Answer with the users in a chat, a page at a time."""
    members = chat_members(state, _chat(state, request))
    query = read_query(request, "group/members")
    return json_response(page_of(members, "memberIds", query, MEMBERS_ON_A_PAGE))


@operations.get("getGroupMemberProfile", "group/{groupId}/member/{userId}")
@operations.get("getRoomMemberProfile", "room/{roomId}/member/{userId}")
def get_member_profile(state: State, request: Request) -> Response:
    """Answer with the profile of a user in a chat."""
    members = chat_members(state, _chat(state, request))
    user_id = path_id(request, "userId")
    if user_id not in members:
        raise refusal(404, NOT_FOUND)
    return json_response(member_profile(state, user_id))


@operations.post("leaveGroup", "group/{groupId}/leave")
@operations.post("leaveRoom", "room/{roomId}/leave")
def leave(state: State, request: Request) -> Response:
    """Take the account out of a chat."""
    chat_id = _chat(state, request)
    put_chat(state, chat_id, {"joined": False})
    send_events(state, [chat_event(state, "leave", chat_source(chat_id), replies=False)])
    return json_response({})


def _chat(state: State, request: Request) -> str:
    """Return the ID in the path of a group or room that the account is in."""
    name = "groupId" if "groupId" in request.path_parameters else "roomId"
    chat_id = path_id(request, name)
    if not is_in_chat(state, chat_id):
        raise refusal(404, NOT_FOUND)
    return chat_id

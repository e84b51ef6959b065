"""Profiles, and what there is to know about groups and rooms."""

import re

from line_connector.sandbox.exchange import Request, Response, json_response
from line_connector.sandbox.line.errors import NOT_FOUND, invalid_parameter, refusal
from line_connector.sandbox.line.people import chat_members, chat_name, is_in_chat, profile
from line_connector.sandbox.state import State

LETTERS = {"userId": "U", "groupId": "C", "roomId": "R"}


def get_profile(state: State, request: Request) -> Response:
    """Answer with a friend's profile."""
    found = profile(state, _id(request, "userId"))
    if found is None:
        raise refusal(404, NOT_FOUND)
    return json_response(found)


def get_group_summary(state: State, request: Request) -> Response:
    """Answer with a group's name."""
    group_id = _joined(state, _id(request, "groupId"))
    return json_response({"groupId": group_id, "groupName": chat_name(state, group_id)})


def get_group_member_count(state: State, request: Request) -> Response:
    """Answer with the number of users in a group, without the account."""
    group_id = _joined(state, _id(request, "groupId"))
    return json_response({"count": len(chat_members(state, group_id))})


def get_room_member_count(state: State, request: Request) -> Response:
    """Answer with the number of users in a room, without the account."""
    room_id = _joined(state, _id(request, "roomId"))
    return json_response({"count": len(chat_members(state, room_id))})


def _id(request: Request, name: str) -> str:
    value = request.path_parameters[name]
    if not re.fullmatch(f"{LETTERS[name]}[0-9a-f]{{32}}", value):
        raise invalid_parameter(name)
    return value


def _joined(state: State, chat_id: str) -> str:
    if not is_in_chat(state, chat_id):
        raise refusal(404, NOT_FOUND)
    return chat_id

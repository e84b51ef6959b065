"""Profiles, groups and rooms, and the loading animation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from sandbox.conftest import Client

NOT_FOUND = {"message": "Not found"}
LOADING = "/v2/bot/chat/loading/start"
USERS_ONLY = (
    "Only user id is acceptable, please confirm if there are any group/room ids or illegal ids."
)


def test_a_friend_has_a_profile(client: Client, friend: str) -> None:
    client.control("users", userId=friend, displayName="Aoi", language="ja")
    profile = {"userId": friend, "displayName": "Aoi", "language": "ja"}
    assert client.get(f"/v2/bot/profile/{friend}").json == profile


@pytest.mark.parametrize("status", ["blocked", "stranger", "deleted"])
def test_who_is_no_friend_has_none(client: Client, friend: str, status: str) -> None:
    client.control("users", userId=friend, status=status)
    reply = client.get(f"/v2/bot/profile/{friend}")
    assert (reply.status, reply.json) == (404, NOT_FOUND)


def test_a_group_has_a_name_and_members(client: Client, group: str) -> None:
    client.control("groups", groupId=group, groupName="Team")
    summary = {"groupId": group, "groupName": "Team"}
    assert client.get(f"/v2/bot/group/{group}/summary").json == summary
    assert client.get(f"/v2/bot/group/{group}/members/count").json == {"count": 3}


def test_a_room_has_members(client: Client, friends: list[str]) -> None:
    room = f"R{1:032x}"
    client.control("groups", roomId=room, members=friends)
    assert client.get(f"/v2/bot/room/{room}/members/count").json == {"count": 5}


def test_a_group_the_account_is_not_in_is_not_found(client: Client) -> None:
    reply = client.get(f"/v2/bot/group/C{9:032x}/summary")
    assert (reply.status, reply.json) == (404, NOT_FOUND)


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("profile/nobody", "userId"),
        ("group/R00000000000000000000000000000001/summary", "groupId"),
        ("room/1/members/count", "roomId"),
    ],
)
def test_a_malformed_id_is_refused(client: Client, path: str, name: str) -> None:
    reply = client.get(f"/v2/bot/{path}")
    text = f"The value for the '{name}' parameter is invalid"
    assert (reply.status, reply.json) == (400, {"message": text})


@pytest.mark.parametrize("more", [{}, {"loadingSeconds": 5}, {"loadingSeconds": 60}])
def test_the_animation_is_accepted_for_any_user(client: Client, more: dict[str, Any]) -> None:
    reply = client.post(LOADING, {"chatId": f"U{'f' * 32}", **more})
    assert (reply.status, reply.text) == (202, "{}")


@pytest.mark.parametrize(
    ("body", "problems"),
    [
        ({"chatId": f"C{1:032x}"}, [("chatId", USERS_ONLY)]),
        ({"loadingSeconds": 5}, [("chatId", "May not be empty")]),
        ({"loadingSeconds": 7}, [("loadingSeconds", "must be a multiple of five")]),
        ({"loadingSeconds": 65}, [("loadingSeconds", "Must be between 5 and 60")]),
        (
            {"loadingSeconds": 3},
            [
                ("loadingSeconds", "Must be between 5 and 60"),
                ("loadingSeconds", "must be a multiple of five"),
            ],
        ),
    ],
)
def test_the_animation_wants_a_user_and_steps_of_five_seconds(
    client: Client, friend: str, body: dict[str, Any], problems: list[tuple[str, str]]
) -> None:
    chat = {} if problems[0][1] == "May not be empty" else {"chatId": friend}
    reply = client.post(LOADING, {**chat, **body})
    assert reply.status == 400
    assert sorted(reply.problems) == sorted(problems)

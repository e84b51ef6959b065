from __future__ import annotations

import pytest

from line_connector import Connector, InputError
from line_connector.errors import BadRequestError, NotFoundError
from support.sandboxed import USER, Line

GROUP = f"C{1:032x}"
ROOM = f"R{7:032x}"
STRANGER = f"U{99:032x}"


@pytest.fixture(params=["group", "room"])
def kind(request: pytest.FixtureRequest, line: Line) -> str:
    """A group or a room, with USER and a stranger in it."""
    kind: str = request.param
    line.control("users", {"userId": STRANGER, "status": "stranger", "displayName": "Nok"})
    line.control("groups", {**chat(kind), "members": [USER, STRANGER]})
    return kind


def chat(kind: str) -> dict[str, str]:
    return {"groupId": GROUP} if kind == "group" else {"roomId": ROOM}


def test_members_are_counted_and_listed(connector: Connector, kind: str) -> None:
    assert connector.run(f"get_{kind}_member_count", chat(kind)).body.count == 2

    body = connector.run(f"get_{kind}_members_ids", chat(kind)).body
    assert (body.member_ids, body.next) == ([USER, STRANGER], None)


def test_large_chat_has_pages_of_100(connector: Connector, line: Line, kind: str) -> None:
    members = line.control("users", {"count": 250})["userIds"]
    line.control("groups", {**chat(kind), "members": members})

    assert list(connector.items(f"get_{kind}_members_ids", chat(kind))) == sorted(members)
    assert len(line.requests(f"/v2/bot/{kind}/{chat(kind)[f'{kind}Id']}/members/ids")) == 3


def test_unknown_continuation_token_is_refused(connector: Connector, kind: str) -> None:
    with pytest.raises(BadRequestError, match="Invalid start param"):
        connector.run(f"get_{kind}_members_ids", {**chat(kind), "start": "x"})


def test_profile_of_a_member_who_is_no_friend(connector: Connector, kind: str) -> None:
    body = connector.run(f"get_{kind}_member_profile", {**chat(kind), "userId": STRANGER}).body
    assert (body.user_id, body.display_name) == (STRANGER, "Nok")

    with pytest.raises(NotFoundError):
        connector.run(f"get_{kind}_member_profile", {**chat(kind), "userId": f"U{2:032x}"})


def test_left_chat_is_not_there_any_more(connector: Connector, kind: str) -> None:
    connector.run(f"leave_{kind}", chat(kind))

    for action in (f"get_{kind}_member_count", f"get_{kind}_members_ids", f"leave_{kind}"):
        with pytest.raises(NotFoundError):
            connector.run(action, chat(kind))


def test_group_has_a_name(connector: Connector, line: Line) -> None:
    line.control("groups", {"groupId": GROUP, "groupName": "Ops"})

    body = connector.run("get_group_summary", {"groupId": GROUP}).body
    assert (body.group_id, body.group_name) == (GROUP, "Ops")


def test_room_is_no_group(connector: Connector, line: Line) -> None:
    with pytest.raises(InputError, match="groupId"):
        connector.run("get_group_summary", {"groupId": ROOM})
    assert line.requests() == []

from __future__ import annotations

import pytest

from line_connector import Connector, InputError
from line_connector.errors import NotFoundError
from support.sandboxed import USER, Line


def test_friend_has_a_profile(connector: Connector, line: Line) -> None:
    body = connector.run("get_profile", {"userId": USER}).body

    assert body.user_id == USER
    assert body.display_name
    assert line.requests(f"/v2/bot/profile/{USER}")[0]["method"] == "GET"


def test_stranger_has_none(connector: Connector) -> None:
    with pytest.raises(NotFoundError):
        connector.run("get_profile", {"userId": f"U{999:032x}"})


@pytest.mark.parametrize("given", [{}, {"userId": f"C{1:032x}"}, {"userId": "../info"}])
def test_only_a_user_has_one(connector: Connector, line: Line, given: dict[str, str]) -> None:
    with pytest.raises(InputError, match="userId"):
        connector.run("get_profile", given)
    assert line.requests() == []

from __future__ import annotations

import pytest

from line_connector import Connector, InputError
from line_connector.errors import BadRequestError
from support.sandboxed import USER, Line


def test_only_friends_are_followers(connector: Connector, line: Line) -> None:
    everybody = connector.run("get_followers").body.user_ids
    assert USER in everybody

    line.control("users", {"userId": USER, "status": "blocked"})

    assert set(everybody) - set(connector.run("get_followers").body.user_ids) == {USER}


def test_continuation_token_leads_to_the_next_page(connector: Connector) -> None:
    first = connector.run("get_followers", {"limit": 3}).body
    second = connector.run("get_followers", {"limit": 3, "start": first.next}).body

    assert (len(first.user_ids), len(second.user_ids), second.next) == (3, 2, None)
    assert not set(first.user_ids) & set(second.user_ids)


def test_unknown_continuation_token_is_refused(connector: Connector) -> None:
    with pytest.raises(BadRequestError, match="Invalid start param"):
        connector.run("get_followers", {"start": "yesterday"})


@pytest.mark.parametrize("limit", [0, 1001])
def test_page_has_1_to_1000_ids(connector: Connector, line: Line, limit: int) -> None:
    with pytest.raises(InputError, match="limit"):
        connector.run("get_followers", {"limit": limit})
    assert line.requests() == []


def test_link_token_is_another_one_each_time(connector: Connector) -> None:
    tokens = [connector.run("issue_link_token", {"userId": USER}).body.link_token for _ in "ab"]
    assert len(set(tokens)) == 2


def test_link_token_is_for_somebody_known(connector: Connector) -> None:
    with pytest.raises(BadRequestError):
        connector.run("issue_link_token", {"userId": f"U{999:032x}"})

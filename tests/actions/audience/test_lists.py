"""Lists of audiences, own and shared."""

from __future__ import annotations

from typing import Any

import pytest

from line_connector import Connector, InputError
from support.sandboxed import USER, Line

SEEDED = 1_000_000_000_001


@pytest.fixture
def audiences(line: Line) -> None:
    """One of each: own and ready, own and pending, of the manager, of ads, and shared."""
    every: list[dict[str, Any]] = [
        {"description": "Winter A"},
        {"description": "winter b", "status": "IN_PROGRESS"},
        {"description": "C", "createRoute": "OA_MANAGER", "permission": "READ"},
        {"description": "D", "createRoute": "AD_MANAGER", "permission": "READ"},
        {
            "description": "E",
            "createRoute": "BUSINESS_MANAGER",
            "permission": "READ",
            "shared": True,
            "type": "WEBTRAFFIC",
        },
    ]
    for number, facts in enumerate(every, 1):
        line.control("audiences", {"audienceGroupId": number, "userIds": [USER], **facts})


def numbers(connector: Connector, action: str, **raw: Any) -> list[int]:
    return [each["audienceGroupId"] for each in connector.items(action, raw)]


@pytest.mark.usefixtures("audiences")
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, [SEEDED, 1, 2, 3, 4, 5]),
        ({"description": "WINTER"}, [1, 2]),
        ({"status": "IN_PROGRESS"}, [2]),
        ({"createRoute": "AD_MANAGER"}, [4]),
        ({"includesExternalPublicGroups": False}, [SEEDED, 1, 2]),
        ({"description": "winter", "status": "READY"}, [1]),
        ({"status": "FAILED"}, []),
    ],
)
def test_audiences_are_listed_by_name_status_and_route(
    connector: Connector, query: dict[str, Any], found: list[int]
) -> None:
    assert numbers(connector, "get_audience_groups", **query) == found


@pytest.mark.usefixtures("audiences")
def test_pages_follow_each_other(connector: Connector, line: Line) -> None:
    first = connector.run("get_audience_groups", {"size": 4}).body
    assert (first.page, first.size, first.has_next_page) == (1, 4, True)
    assert (first.total_count, first.read_write_audience_group_total_count) == (6, 3)

    assert len(numbers(connector, "get_audience_groups", size=4)) == 6
    seen = line.requests("/v2/bot/audienceGroup/list")
    assert [entry["query"]["page"] for entry in seen] == ["1", "1", "2"]


@pytest.mark.usefixtures("audiences")
def test_shared_audiences_are_listed_with_own_ones_only_if_asked(connector: Connector) -> None:
    assert numbers(connector, "get_shared_audience_groups") == [5]
    assert numbers(connector, "get_shared_audience_groups", createRoute="YAHOO_DISPLAY_ADS") == []
    own = numbers(connector, "get_shared_audience_groups", includesOwnedAudienceGroups=True)
    assert own == [SEEDED, 1, 2, 5]


@pytest.mark.usefixtures("audiences")
def test_owners_are_told(connector: Connector) -> None:
    shared = connector.run("get_shared_audience_data", {"audienceGroupId": 5}).body
    assert (shared.owner.service_type, shared.audience_group.type) == ("bm", "WEBTRAFFIC")
    assert shared.audience_group.audience_count == 0  # one user is hidden

    own = connector.run("get_shared_audience_data", {"audienceGroupId": SEEDED}).body
    assert (own.owner.service_type, own.owner.id) == ("account", "@sandbox1")

    ads = connector.run("get_audience_data", {"audienceGroupId": 4}).body
    assert ads.adaccount.name == "Sandbox ads"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"page": 0}, "page: must be at least 1"),
        ({"size": 41}, "size: must be at most 40"),
        ({"status": "DONE"}, "status: must be one of"),
        ({"createRoute": "BUSINESS_MANAGER"}, "createRoute: must be one of"),
    ],
)
def test_wrong_query_is_refused_before_it_is_sent(
    connector: Connector, line: Line, wrong: dict[str, Any], said: str
) -> None:
    with pytest.raises(InputError, match=said):
        connector.run("get_audience_groups", wrong)
    assert line.requests() == []

"""What LINE tells of audiences."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from line_connector.sandbox.line.audience.audiences import (
    AudienceGroup,
    count_members,
    failed_type,
    status_of,
)
from line_connector.sandbox.line.audience.errors import range_error
from line_connector.sandbox.state import State

LEAST_SHOWN = 20
"""With fewer users the number is hidden, but for what the account knows anyway."""

ON_A_PAGE = 20
MOST_ON_A_PAGE = 40

ADS = {"AD_MANAGER", "POINT_AD"}
SERVICES = {"BUSINESS_MANAGER": "bm", "AD_MANAGER": "lap", "YAHOO_DISPLAY_ADS": "yda"}


def created(group: AudienceGroup) -> dict[str, Any]:
    """Return what is told of an audience when it is made."""
    return {
        "audienceGroupId": group.audience_group_id,
        "createRoute": group.create_route,
        "type": group.type,
        "description": group.description,
        "created": int(group.created_at),
        "permission": group.permission,
        "expireTimestamp": int(group.expires_at),
        "isIfaAudience": group.is_ifa,
        **_message(group),
    }


def described(state: State, group: AudienceGroup) -> dict[str, Any]:
    """Return what is told of an audience later."""
    count = count_members(state, group)
    is_known = group.type == "CHAT_TAG" or (group.type == "UPLOAD" and not group.is_ifa)
    status = status_of(state, group)
    failure = {"failedType": failed_type(state, group) or "INTERNAL_ERROR"}
    return {
        "audienceGroupId": group.audience_group_id,
        "createRoute": group.create_route,
        "type": group.type,
        "description": group.description,
        "status": status,
        **(failure if status == "FAILED" else {}),
        "audienceCount": count if is_known or count >= LEAST_SHOWN else 0,
        "created": int(group.created_at),
        "permission": group.permission,
        "isIfaAudience": group.is_ifa,
        "expireTimestamp": int(group.expires_at),
        **_message(group),
    }


def ad_account(group: AudienceGroup) -> dict[str, Any]:
    """Return the ad account that shares an audience, if one does."""
    return {"adaccount": {"name": "Sandbox ads"}} if group.create_route in ADS else {}


def owner(state: State, group: AudienceGroup) -> dict[str, Any]:
    """Return whose an audience is."""
    service = SERVICES.get(group.create_route, "account")
    if service == "account":
        return {"serviceType": service, "id": state.channel.basic_id, "name": state.channel.name}
    return {"serviceType": service, "id": "A012345678", "name": "Sandbox partner"}


def page_of_groups(
    state: State,
    groups: Sequence[AudienceGroup],
    query: Mapping[str, Any],
    is_listed: Callable[[AudienceGroup], bool],
) -> dict[str, Any]:
    """Return one page of the audiences that fit a query.

    Args:
        state: of the sandbox.
        groups: all audiences.
        query: the query, checked but for its numbers' ranges.
        is_listed: tells whether an audience belongs to the list at all.
    """
    page, size = query.get("page", 1), query.get("size", ON_A_PAGE)
    for name, number in (("page", page), ("size", size)):
        if number < 1:
            raise range_error(name, 1, is_over=False)
    if size > MOST_ON_A_PAGE:
        raise range_error("size", MOST_ON_A_PAGE, is_over=True)
    found = [group for group in groups if is_listed(group) and _fits(state, group, query)]
    start = (page - 1) * size
    return {
        "audienceGroups": [described(state, group) for group in found[start : start + size]],
        "hasNextPage": start + size < len(found),
        "totalCount": len(found),
        "readWriteAudienceGroupTotalCount": sum(group.is_own for group in found),
        "size": size,
        "page": page,
    }


def _fits(state: State, group: AudienceGroup, query: Mapping[str, Any]) -> bool:
    return (
        query.get("description", "").casefold() in group.description.casefold()
        and query.get("createRoute", group.create_route) == group.create_route
        and ("status" not in query or query["status"] == status_of(state, group))
    )


def _message(group: AudienceGroup) -> dict[str, Any]:
    given = {"requestId": group.request_id, "clickUrl": group.click_url}
    return {name: value for name, value in given.items() if value is not None}

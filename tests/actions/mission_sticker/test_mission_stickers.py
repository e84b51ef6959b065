from __future__ import annotations

from typing import Any

import pytest
import requests

from line_connector import Connector, InputError
from line_connector.errors import ApiError, BadRequestError, ForbiddenError, NotFoundError
from support.sandboxed import USER, Line

PACKAGE = "0000"
"""The package that a new sandbox has."""
GRANT = {"to": USER, "productId": PACKAGE, "productType": "STICKER", "sendPresentMessage": False}


def packages(line: Line) -> dict[str, list[str]]:
    """Return who may download which package."""
    listed = requests.get(f"{line.url}/_sandbox/mission-stickers", timeout=10).json()
    return {each["productId"]: each["userIds"] for each in listed["missionStickers"]}


def refused(connector: Connector, kind: type[ApiError], **changed: Any) -> str:
    with pytest.raises(kind) as caught:
        connector.run("mission_sticker_v3", {**GRANT, **changed})
    message: str = caught.value.output.error_body.message
    return message


def test_user_may_download_the_stickers_from_then_on(connector: Connector, line: Line) -> None:
    statuses = [connector.run("mission_sticker_v3", GRANT).status_code for _ in range(2)]
    assert statuses == [200, 200]
    assert packages(line) == {PACKAGE: [USER]}
    assert line.received() == []


@pytest.mark.parametrize(
    ("status", "message"),
    [
        ("notMission", "illegal argument"),
        ("outOfPeriod", "not in sales period"),
        ("otherChannel", "sticker set not available for channel"),
        ("notForUser", "not available"),
    ],
)
def test_package_that_cannot_be_given(
    connector: Connector, line: Line, status: str, message: str
) -> None:
    line.control("mission-stickers", {"productId": "17", "status": status})
    assert refused(connector, BadRequestError, productId="17") == message

    line.control("mission-stickers", {"productId": "17"})
    connector.run("mission_sticker_v3", {**GRANT, "productId": "17"})
    assert packages(line) == {PACKAGE: [], "17": [USER]}


def test_unknown_package_and_unknown_user(connector: Connector) -> None:
    assert refused(connector, NotFoundError, productId="9") == "not found"
    assert refused(connector, BadRequestError, to=f"U{99:032x}") == "invalid request"


def test_channel_without_permission(connector: Connector, line: Line) -> None:
    line.control("settings", {"missionStickersAllowed": False})
    assert refused(connector, ForbiddenError) == "not allowed to use the API"


@pytest.mark.parametrize("field", ["to", "productId", "productType", "sendPresentMessage"])
def test_all_four_fields_are_required(connector: Connector, line: Line, field: str) -> None:
    given = {name: value for name, value in GRANT.items() if name != field}
    with pytest.raises(InputError, match=field):
        connector.run("mission_sticker_v3", given)

    request = {"method": "POST", "path": "/shop/v3/mission", "body": given}
    with pytest.raises(BadRequestError, match="May not be empty"):
        connector.run("line_request", request)
    assert packages(line) == {PACKAGE: []}


@pytest.mark.parametrize(
    "wrong",
    [
        {"to": f"C{1:032x}"},
        {"productId": ""},
        {"productType": "THEME"},
        {"sendPresentMessage": True},
    ],
)
def test_wrong_value_is_not_sent(connector: Connector, line: Line, wrong: dict[str, Any]) -> None:
    with pytest.raises(InputError, match=next(iter(wrong))):
        connector.run("mission_sticker_v3", {**GRANT, **wrong})
    assert line.requests() == []

from __future__ import annotations

from typing import Any

import pytest

from line_connector import Connector, InputError
from line_connector.errors import BadRequestError, NotFoundError
from support.sandboxed import Line

FIRST = "1000000001-AbcdEfgh"
"""The app that a new sandbox has."""
VIEW = {"type": "tall", "url": "https://example.com/shop?x=1"}


def apps(connector: Connector) -> dict[str, Any]:
    """Return the settings of all apps by ID, as LINE answers them."""
    listed = connector.run("get_all_liff_apps", {}).json_body["apps"]
    return {app.pop("liffId"): app for app in listed}


def add(connector: Connector, **settings: Any) -> str:
    liff_id: str = connector.run("add_liff_app", {"view": VIEW, **settings}).body.liff_id
    return liff_id


def test_added_app_has_the_defaults(connector: Connector) -> None:
    liff_id = add(connector)

    assert liff_id.startswith("1000000001-")
    assert apps(connector)[liff_id] == {
        "view": VIEW,
        "features": {"qrCode": False},
        "permanentLinkPattern": "concat",
        "scope": ["profile", "chat_message.write"],
        "botPrompt": "none",
    }


def test_added_app_has_what_was_given(connector: Connector) -> None:
    settings = {
        "view": {**VIEW, "moduleMode": True},
        "description": "Booking",
        "features": {"qrCode": True},
        "permanentLinkPattern": "concat",
        "scope": ["openid", "email", "profile", "chat_message.write"],
        "botPrompt": "aggressive",
    }
    liff_id = add(connector, **settings)
    assert apps(connector)[liff_id] == settings


def test_update_changes_only_what_is_given(connector: Connector) -> None:
    liff_id = add(connector, description="Booking", features={"qrCode": True})
    before = apps(connector)

    new = {"view": {"url": "https://new.example.com"}, "scope": ["openid"]}
    connector.run("update_liff_app", {"liffId": liff_id, **new})

    view = {"type": "tall", "url": "https://new.example.com"}
    changed = {**before[liff_id], "view": view, "scope": ["openid"]}
    assert apps(connector) == {**before, liff_id: changed}


def test_deleted_app_is_unknown(connector: Connector) -> None:
    liff_id = add(connector)
    connector.run("delete_liff_app", {"liffId": liff_id})

    assert apps(connector).keys() == {FIRST}
    with pytest.raises(NotFoundError):
        connector.run("delete_liff_app", {"liffId": liff_id})
    with pytest.raises(NotFoundError):
        connector.run("update_liff_app", {"liffId": liff_id, "view": VIEW})


def test_list_without_apps_is_not_found(connector: Connector) -> None:
    connector.run("delete_liff_app", {"liffId": FIRST})
    with pytest.raises(NotFoundError):
        connector.run("get_all_liff_apps", {})


def test_channel_has_at_most_30_apps(connector: Connector) -> None:
    for _ in range(29):
        add(connector)
    with pytest.raises(BadRequestError, match="30 LIFF apps"):
        add(connector)

    connector.run("delete_liff_app", {"liffId": FIRST})
    add(connector)
    assert len(apps(connector)) == 30


@pytest.mark.parametrize(
    ("settings", "path"),
    [
        ({"view": {"type": "tall"}}, "view.url"),
        ({"view": {"url": "https://example.com"}}, "view.type"),
        ({"view": {**VIEW, "type": "wide"}}, "view.type"),
        ({"view": {**VIEW, "url": "http://example.com"}}, "view.url"),
        ({"view": {**VIEW, "url": "https://example.com/#top"}}, "view.url"),
        ({"description": "My LINE shop"}, "description"),
        ({"permanentLinkPattern": "replace"}, "permanentLinkPattern"),
        ({"scope": ["profile", "phone"]}, "scope[1]"),
        ({"botPrompt": "polite"}, "botPrompt"),
    ],
)
def test_both_refuse_a_wrong_value(
    connector: Connector, line: Line, settings: dict[str, Any], path: str
) -> None:
    given = {"view": VIEW, **settings}
    with pytest.raises(InputError) as caught:
        connector.run("add_liff_app", given)
    assert [problem.property for problem in caught.value.problems] == [path]
    assert line.requests() == []

    request = {"method": "POST", "path": "/liff/v1/apps", "body": given}
    with pytest.raises(BadRequestError) as refused:
        connector.run("line_request", request)
    assert [each["property"] for each in refused.value.output.json_body["details"]] == [path]


def test_name_similar_to_line_is_warned_of(connector: Connector) -> None:
    call = connector.call("add_liff_app", {"view": VIEW, "description": "Online shop"})
    assert [problem.property for problem in call.warnings] == ["description"]


def test_liff_id_has_a_form(connector: Connector) -> None:
    with pytest.raises(InputError, match="liffId"):
        connector.run("delete_liff_app", {"liffId": "apps/../1"})

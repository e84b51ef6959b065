from __future__ import annotations

from typing import Any

import pytest

from line_actions.rich_menu.rich_menu_batch import RichMenuBatch
from line_connector import Connector, InputError
from line_connector.errors import (
    BadRequestError,
    JobFailedError,
    NotFoundError,
    RateLimitError,
    UnknownOutcomeError,
)
from line_connector.progress import Progress, polling_interval
from support.rich_menus import UNKNOWN_MENU, created, rich_menu_of
from support.sandboxed import Line

PATH = "/v2/bot/richmenu/batch"
USERS = [f"U{number:032x}" for number in range(1, 5)]
OTHER_ID = f"richmenu-{'1' * 32}"


@pytest.fixture
def menus(connector: Connector, line: Line) -> tuple[str, str, str]:
    """Three menus: users 1 and 2 have the first, 3 the second, 4 the third."""
    first, second, third = (created(connector, name=name) for name in "ABC")
    for user, menu in zip(USERS, (first, first, second, third), strict=True):
        connector.run("link_rich_menu_id_to_user", {"userId": user, "richMenuId": menu})
    return first, second, third


def linked(connector: Connector) -> list[str | None]:
    """Return the menus of the four users."""
    return [rich_menu_of(connector, user) for user in USERS]


def link(source: str, to: str) -> dict[str, str]:
    return {"type": "link", "from": source, "to": to}


def test_operations_do_not_see_each_other(
    connector: Connector, line: Line, menus: tuple[str, str, str]
) -> None:
    first, second, third = menus
    operations = [link(first, second), link(second, first), {"type": "unlink", "from": third}]
    connector.run("rich_menu_batch", {"operations": operations})
    assert linked(connector) == [first, first, second, third]

    line.control("clock", {"advance": 1})
    assert linked(connector) == [second, second, first, None]


def test_all_users_are_unlinked(
    connector: Connector, line: Line, menus: tuple[str, str, str]
) -> None:
    connector.run("rich_menu_batch", {"operations": [{"type": "unlinkAll"}]})
    line.control("clock", {"advance": 1})
    assert linked(connector) == [None] * 4


def test_progress_is_told_until_the_end(
    connector: Connector, line: Line, menus: tuple[str, str, str]
) -> None:
    sent = connector.run("rich_menu_batch", {"operations": [link(*menus[:2])]})
    raw = {"requestId": sent.request_id}
    assert sent.status_code == 202

    ongoing = connector.run("get_rich_menu_batch_progress", raw).body
    line.control("clock", {"advance": 1})
    ended = connector.run("get_rich_menu_batch_progress", raw).body

    assert (ongoing.phase, ongoing.completed_time) == ("ongoing", None)
    assert (ended.phase, ended.accepted_time) == ("succeeded", ongoing.accepted_time)
    assert ended.completed_time > ended.accepted_time


def test_progress_can_be_waited_for(
    connector: Connector, line: Line, menus: tuple[str, str, str]
) -> None:
    line.control("settings", {"richMenuBatchDuration": 0})
    sent = connector.run("rich_menu_batch", {"operations": [link(*menus[:2])]})
    seen: list[Progress] = []

    raw = {"requestId": sent.request_id}
    output = connector.wait("get_rich_menu_batch_progress", raw, watch=seen.append)

    assert (output.body.phase, [each.text for each in seen]) == ("succeeded", ["succeeded"])
    action = connector.manifest.action("get_rich_menu_batch_progress").action
    assert polling_interval(action.rate_limit) == 36


def test_progress_is_forgotten_after_14_days(
    connector: Connector, line: Line, menus: tuple[str, str, str]
) -> None:
    sent = connector.run("rich_menu_batch", {"operations": [link(*menus[:2])]})
    line.control("clock", {"advance": 14 * 24 * 3600 + 60})
    with pytest.raises(NotFoundError, match="Not found"):
        connector.run("get_rich_menu_batch_progress", {"requestId": sent.request_id})


def test_failed_batch_goes_on_with_its_key(
    connector: Connector, line: Line, menus: tuple[str, str, str]
) -> None:
    first, second, third = menus
    line.control("settings", {"richMenuBatchFails": True, "richMenuBatchDuration": 0})
    raw = {"operations": [link(first, third)], "resumeRequestKey": "spring"}
    sent = connector.run("rich_menu_batch", raw)
    with pytest.raises(JobFailedError, match="resumeRequestKey"):
        connector.wait("get_rich_menu_batch_progress", {"requestId": sent.request_id})
    assert linked(connector) == [third, first, second, third]

    # One who was done has another menu since: it stays.
    connector.run("link_rich_menu_id_to_user", {"userId": USERS[0], "richMenuId": second})
    line.control("settings", {"richMenuBatchFails": False})
    connector.run("rich_menu_batch", raw)
    assert linked(connector) == [second, third, second, third]


def test_succeeded_batch_is_not_run_again_with_its_key(
    connector: Connector, line: Line, menus: tuple[str, str, str]
) -> None:
    first, second, third = menus
    line.control("settings", {"richMenuBatchDuration": 0})
    raw = {"operations": [link(first, third)], "resumeRequestKey": "spring"}
    connector.run("rich_menu_batch", raw)
    connector.run("link_rich_menu_id_to_user", {"userId": USERS[0], "richMenuId": first})

    connector.run("rich_menu_batch", raw)
    assert linked(connector) == [first, third, second, third]

    line.control("clock", {"advance": 14 * 24 * 3600 + 60})
    connector.run("rich_menu_batch", raw)  # the key has run out: a new request
    assert linked(connector)[0] == third


def test_lost_answer_is_asked_for_again_only_with_a_key(
    connector: Connector, line: Line, menus: tuple[str, str, str]
) -> None:
    raw: dict[str, Any] = {"operations": [link(*menus[:2])]}
    line.fault(PATH, drop="after")
    with pytest.raises(UnknownOutcomeError):
        connector.run("rich_menu_batch", raw)
    assert len(line.requests(PATH)) == 1

    line.fault(PATH, drop="after")
    connector.run("rich_menu_batch", {**raw, "resumeRequestKey": "spring"})
    assert len(line.requests(PATH)) == 3


def test_three_batches_run_in_an_hour_and_validation_does_not_count(
    connector: Connector, menus: tuple[str, str, str]
) -> None:
    raw = {"operations": [link(*menus[:2])]}
    for _ in range(5):
        assert connector.run("validate_rich_menu_batch_request", raw).json_body == {}
    for _ in range(3):
        connector.run("rich_menu_batch", raw)
    with pytest.raises(RateLimitError):
        connector.run("rich_menu_batch", raw)


@pytest.mark.parametrize("action", ["rich_menu_batch", "validate_rich_menu_batch_request"])
@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (
            {"operations": [{"type": "unlinkAll"}, link(UNKNOWN_MENU, OTHER_ID)]},
            r"operations\[0\].type: must not be given together with other types",
        ),
        (
            {
                "operations": [
                    link(UNKNOWN_MENU, OTHER_ID),
                    {"type": "unlink", "from": UNKNOWN_MENU},
                ]
            },
            r"operations\[1\].from: must not be the same as in an operation before",
        ),
        ({"operations": [{"type": "unlinkAll"}] * 1001}, "operations: must have at most 1000"),
        ({"operations": [{"type": "link", "from": UNKNOWN_MENU}]}, r"operations\[0\].to: is req"),
        ({"operations": [{"type": "swap"}]}, r"operations\[0\].type: must be one of link, unlink"),
        (
            {"operations": [{"type": "unlinkAll"}], "resumeRequestKey": "a b"},
            "resumeRequestKey: must be 1 to 100",
        ),
    ],
)
def test_invalid_batch_is_not_sent(
    connector: Connector, line: Line, action: str, raw: dict[str, Any], why: str
) -> None:
    with pytest.raises(InputError, match=why):
        connector.run(action, raw)
    assert line.requests() == []


@pytest.mark.parametrize("action", ["rich_menu_batch", "validate_rich_menu_batch_request"])
def test_menus_must_exist_and_those_linked_have_images(
    connector: Connector, line: Line, menu: str, bare_menu: str, action: str
) -> None:
    with pytest.raises(NotFoundError) as missing:
        connector.run(action, {"operations": [link(menu, UNKNOWN_MENU)]})
    assert missing.value.output.json_body == {
        "message": "The request body has 1 error(s)",
        "details": [
            {"message": f"Richmenu ({UNKNOWN_MENU}) is not found", "property": "operations[0].to"}
        ],
    }
    with pytest.raises(BadRequestError) as bare:
        connector.run(action, {"operations": [link(menu, bare_menu)]})
    (detail,) = bare.value.output.json_body["details"]
    assert detail == {
        "message": f"'to' richmenu ({bare_menu}) must have image but it doesn't",
        "property": "operations[0].to",
    }


@pytest.mark.parametrize(
    ("operations", "detail"),
    [
        (
            [{"type": "unlink", "from": "menu"}],
            {"message": "invalid richMenuId", "property": "operations[0].from"},
        ),
        (
            [{"type": "unlink", "from": UNKNOWN_MENU}] * 2,
            {
                "message": f"from richmenu ({UNKNOWN_MENU}) is duplicated",
                "property": "operations[].from",
            },
        ),
        (
            [{"type": "unlinkAll"}, {"type": "unlink", "from": UNKNOWN_MENU}],
            {
                "message": "'unlinkAll' type can't be combined with other type",
                "property": "operations[].type",
            },
        ),
    ],
)
def test_line_refuses_with_the_place(
    connector: Connector, operations: list[dict[str, str]], detail: dict[str, str]
) -> None:
    """Sent past the models, as another client would."""
    raw = {"method": "POST", "path": PATH, "body": {"operations": operations}}
    with pytest.raises(BadRequestError) as caught:
        connector.run("line_request", raw)
    assert caught.value.output.json_body == {
        "message": "The request body has 1 error(s)",
        "details": [detail],
    }


def test_lenient_connection_sends_operations_of_tomorrow(menu: str) -> None:
    raw = {"operations": [{"type": "swap", "a": menu}, {"type": "unlinkAll"}]}
    with pytest.raises(InputError, match=r"operations\[1\].type: must not be given together"):
        RichMenuBatch.read_input(raw, lenient=True)

    raw = {"operations": [{"type": "swap", "a": menu}, {"type": "unlink", "from": menu}]}
    assert RichMenuBatch.read_input(raw, lenient=True).to_wire() == raw

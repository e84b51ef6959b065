"""Playbooks of Swimlane's own LINE connector: each of its actions, with the inputs it documents.

Its documentation lists eighteen actions; their names here are its titles, as Swimlane writes names.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from support.sandboxed import KEY, PUSH, USER, Line, text

if TYPE_CHECKING:
    from platforms.turbine.conftest import Ended, Run

Asset = dict[str, Any]
Old = Callable[..., "Ended"]

OTHER = f"U{2:032x}"
KEYED = {"headers": {"X-Line-Retry-Key": KEY}}
UNFILLED: Asset = {"notificationDisabled": None, "customAggregationUnits": None}
"""What Turbine sends of a form that somebody left empty."""

DATE = {"parameters": {"date": "20250203"}}
VALIDATED = ("broadcast", "multicast", "narrowcast", "push", "reply")
COUNTED = ("broadcast", "multicast", "push", "reply")


@pytest.fixture
def old(swimlane: Run, bundle_like_swimlanes: Path, line: Line) -> Old:
    """Run an action under Swimlane's name for it, with an asset as its connector has it."""
    asset = {
        "url": f"{line.url}/",
        "token_url": f"{line.url}/oauth2/v3/token",
        "client_id": "1000000001",
        "client_secret": "sandbox-secret",
        "verify_ssl": True,
        "http_proxy": "",
    }

    def run(action: str, inputs: Asset) -> Ended:
        return swimlane(action, asset, inputs, bundle_like_swimlanes / "line")

    return run


@pytest.mark.parametrize("seconds", [5, 20.0, "20", "20.0", "", None])
def test_loading_animation(old: Old, line: Line, seconds: object) -> None:
    inputs = {"json_body": {"chatId": USER, "loadingSeconds": seconds}}
    assert old("display_a_loading_animation", inputs).output["status_code"] == 202
    assert len(line.requests("/v2/bot/chat/loading/start")) == 1


@pytest.mark.parametrize("sent_by", COUNTED)
def test_number_of_sent_messages(old: Old, sent_by: str) -> None:
    body = old(f"get_number_of_sent_{sent_by}_messages", DATE).output["json_body"]
    assert body["status"] == "ready"


def test_quota(old: Old) -> None:
    used = old("get_number_of_messages_sent_this_month", {}).output["json_body"]
    limit = old("get_the_target_limit_for_messages_this_month", {}).output["json_body"]
    assert (list(used), limit["type"]) == (["totalUsage"], "limited")


@pytest.mark.parametrize("sent_by", VALIDATED)
def test_message_objects_are_validated(old: Old, line: Line, sent_by: str) -> None:
    name = f"validate_message_objects_of_a_{sent_by}_message"
    assert old(name, {"json_body": {"messages": text()}}).output["json_body"] == {}
    assert len(line.requests(f"/v2/bot/message/validate/{sent_by}")) == 1


def test_push(old: Old, line: Line) -> None:
    inputs = {**KEYED, "json_body": {"to": USER, "messages": text(), **UNFILLED}}
    output = old("send_push_message", inputs).output

    assert output["retry_key"] == KEY
    assert output["json_body"]["sentMessages"]
    assert line.received()[0]["messages"] == text()


@pytest.mark.parametrize(
    "messages",
    [
        {"type": "text", "text": "Hi"},
        '[{"type": "text", "text": "Hi"}]',
        '{"type": "text", "text": "Hi"}',
        [{"type": "text", "text": "Hi", "quickReply": "", "other": None}],
    ],
)
def test_messages_in_another_form(old: Old, line: Line, messages: Any) -> None:
    body = {"to": [USER], "messages": messages, "notificationDisabled": "False"}
    old("send_push_message", {"json_body": body}).output  # noqa: B018 - it succeeds
    assert line.received()[0]["messages"] == text()


def test_text_that_is_a_number(old: Old, line: Line) -> None:
    old("send_push_message", {"json_body": {"to": USER, "messages": text(1024)}}).output  # type: ignore[arg-type]  # noqa: B018
    assert line.received()[0]["messages"] == text("1024")


@pytest.mark.parametrize("kind", [{}, {"type": ""}, {"type": None}])
def test_message_of_text_without_type_is_a_text(old: Old, line: Line, kind: Asset) -> None:
    ended = old(
        "send_push_message", {"json_body": {"to": USER, "messages": [{"text": "Hi"} | kind]}}
    )

    assert ended.status == 0
    assert "messages[0].type: is missing: taken as text" in ended.err
    assert line.received()[0]["messages"] == text()


@pytest.mark.parametrize("to", [USER, f"{USER}, {OTHER}", f'["{USER}"]', [USER, OTHER]])
def test_multicast(old: Old, line: Line, to: object) -> None:
    inputs = {**KEYED, "json_body": {"to": to, "messages": text(), **UNFILLED}}

    assert old("send_multicast_message", inputs).output["status_code"] == 200
    assert line.received()[0]["messages"] == text()
    assert len(line.received(OTHER)) == (OTHER in str(to))


def test_broadcast_with_a_recipient_goes_to_all_and_says_so(old: Old, line: Line) -> None:
    inputs = {**KEYED, "json_body": {"to": USER, "messages": text(), **UNFILLED}}
    ended = old("send_broadcast_message", inputs)

    assert ended.status == 0
    assert "to: ignored: a broadcast goes to all friends" in ended.err
    assert len(line.received(OTHER)) == 1


def test_broadcast_of_the_other_connector_refuses_a_recipient(
    swimlane: Run, line: Line, bearer: Asset
) -> None:
    error = swimlane("broadcast", bearer, {"to": USER, "messages": text()}).error

    assert "to: unknown property" in error["message"]
    assert not line.received()


def test_reply_leaves_the_retry_key_out_and_says_so(old: Old, line: Line) -> None:
    token = line.control("reply-tokens", {"userId": USER})["replyToken"]
    body = {"replyToken": token, "messages": text(), "notificationDisabled": None}
    ended = old("send_reply_message", {**KEYED, "json_body": body})

    assert ended.status == 0
    assert "retryKey: not sent: LINE takes none for a reply" in ended.err
    assert line.received()[0]["messages"] == text()
    assert "x-line-retry-key" not in line.requests("/v2/bot/message/reply")[0]["headers"]


def test_narrowcast_and_its_status(old: Old, line: Line, swimlane: Run, bearer: Asset) -> None:
    audience = swimlane(
        "create_audience_group",
        bearer,
        {"description": "Two", "isIfaAudience": False, "audiences": [{"id": USER}, {"id": OTHER}]},
    ).output["json_body"]["audienceGroupId"]
    line.control("clock", {"advance": 3600})
    body = {
        "messages": text(),
        "recipient": {
            "type": "operator",
            "and": [{"type": "audience", "audienceGroupId": float(audience), "not": None}],
            "not": None,
        },
        "filter": None,
        "limit": {"max": "100", "upToRemainingQuota": "false"},
        "notificationDisabled": "",
    }
    sent = old("send_narrowcast_message", {**KEYED, "json_body": body}).output
    request_id = sent["response_headers"]["x-line-request-id"]
    status = old("get_narrowcast_message_status", {"parameters": {"requestId": request_id}})

    assert sent["status_code"] == 202
    assert status.output["json_body"]["phase"] in {"waiting", "sending", "succeeded"}
    asked = line.requests("/v2/bot/message/narrowcast")[0]["body"]
    assert asked["recipient"]["and"] == [{"type": "audience", "audienceGroupId": audience}]
    assert asked["limit"] == {"max": 100, "upToRemainingQuota": False}


@pytest.mark.parametrize(
    ("action", "body", "told"),
    [
        ("send_narrowcast_message", {"recipient": ""}, "recipient: must be an object"),
        ("send_narrowcast_message", {"recipient": {}}, "recipient.type: is required"),
        ("send_narrowcast_message", {"filter": {"demographic": ""}}, "filter.demographic: must be"),
        ("send_narrowcast_message", {"limit": {"max": ""}}, "limit.max: must be"),
        ("send_narrowcast_message", {"to": USER}, "to: unknown property"),
        ("send_push_message", {"to": f"{USER},{OTHER}"}, "to: must be the ID of a user, group or"),
        ("send_push_message", {"to": USER, "messages": [{"altText": "a"}]}, "messages[0].type: is"),
        ("send_push_message", {"to": USER, "messages": text("")}, "messages[0].text: must not be"),
        ("send_multicast_message", {"to": ""}, "to: must be a list"),
        ("send_push_message", {"to": USER, "notificationDisabled": "maybe"}, "must be true"),
    ],
)
def test_what_could_mean_two_things_is_refused(
    old: Old, line: Line, action: str, body: Asset, told: str
) -> None:
    error = old(action, {"json_body": {"messages": text(), **body}}).error

    assert told in error["message"]
    assert not [asked for asked in line.requests() if asked["method"] == "POST"]


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ({"to": USER, "messages": text("")}, "messages[0].text: must not be empty"),
        (
            {"to": USER, "messages": text(), "notificationDisabled": "maybe"},
            "notificationDisabled: must be true or false",
        ),
        ({"to": "", "messages": {"text": "Hi"}}, "to: must be a list"),
        ({"to": USER, "messages": '{"type": "text"}'}, "messages[0].text: is required"),
    ],
)
def test_a_value_whose_meaning_is_certain_is_no_problem_beside_another(
    old: Old, line: Line, body: Asset, told: str
) -> None:
    assert old("send_multicast_message", {"json_body": body}).error["message"] == told


def test_key_that_is_none_is_refused_where_it_is_taken(old: Old, line: Line) -> None:
    inputs = {
        "headers": {"X-Line-Retry-Key": "once"},
        "json_body": {"to": USER, "messages": text()},
    }
    assert "retryKey: must be a UUID" in old("send_push_message", inputs).error["message"]
    assert not line.requests(PUSH)

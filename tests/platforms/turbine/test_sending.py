"""Our actions, run by Swimlane's packages and by `turbine run` alike."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from line_connector.sandbox import Sandbox
from support.loopback import PICTURE, running_content, running_proxy, running_tls_server
from support.sandboxed import KEY, PUSH, USER, Line, text

if TYPE_CHECKING:
    from platforms.turbine.conftest import Run

INPUTS = {"to": USER, "messages": text()}
MONTHLY_LIMIT = {"status": 429, "json": {"message": "You have reached your monthly limit."}}

Asset = dict[str, Any]


@pytest.mark.parametrize("kind", ["oauth2", "bearer"])
def test_push_arrives_and_its_output_has_the_stock_shape(
    turbine: Run, line: Line, request: pytest.FixtureRequest, kind: str
) -> None:
    output = turbine("push_message", request.getfixturevalue(kind), INPUTS).output

    assert list(output) == ["status_code", "response_headers", "reason", "json_body", "retry_key"]
    assert (output["status_code"], output["reason"]) == (200, "OK")
    assert output["response_headers"]["x-line-request-id"]
    assert line.received()[0]["messages"] == text()
    sent = line.requests(PUSH)[0]["headers"]
    assert sent["x-line-retry-key"] == output["retry_key"]


def test_absolute_token_address_of_the_stock_asset_is_taken(
    turbine: Run, line: Line, oauth2: Asset
) -> None:
    asset = {**oauth2, "token_url": f"{line.url}/oauth2/v3/token"}
    assert turbine("get_message_quota", asset, {}).output["json_body"]["type"] == "limited"


def test_retry_key_accepted_before_is_a_success_and_one_message(
    turbine: Run, line: Line, bearer: Asset
) -> None:
    turbine("push_message", bearer, {**INPUTS, "retryKey": KEY})
    again = turbine("push_message", bearer, {**INPUTS, "retryKey": KEY}).output

    assert (again["status_code"], again["retry_key"]) == (409, KEY)
    assert len(line.received()) == 1


def test_refused_token_is_told_and_not_shown(turbine: Run, bearer: Asset) -> None:
    ended = turbine("push_message", {**bearer, "token": "wrong-token"}, INPUTS)

    assert (ended.error["status_code"], ended.error["name"]) == (401, "AuthenticationError")
    assert "wrong-token" not in ended.err


def test_failed_token_request_is_no_traceback(turbine: Run, line: Line, oauth2: Asset) -> None:
    ended = turbine("push_message", {**oauth2, "client_secret": "wrong-secret"}, INPUTS)

    assert ended.error["name"] == "CredentialsError"
    assert "wrong-secret" not in ended.err
    assert not line.received()


def test_missing_credentials_are_told(turbine: Run, line: Line) -> None:
    error = turbine("push_message", {"url": line.url}, INPUTS).error
    assert "connection line has no credentials: give token, or" in error["message"]


def test_wrong_input_tells_each_property_and_sends_nothing(
    turbine: Run, line: Line, bearer: Asset
) -> None:
    error = turbine("push_message", bearer, {"to": USER, "messages": text("")}).error

    assert error["name"] == "InputError"
    assert [problem["property"] for problem in error["problems"]] == ["messages[0].text"]
    assert not line.requests(PUSH)


@pytest.mark.parametrize(
    ("answer", "name", "retryable"),
    [
        ({"status": 429, "headers": {"Retry-After": "60"}}, "RateLimitError", True),
        (MONTHLY_LIMIT, "QuotaExceededError", False),
    ],
)
def test_refusal_keeps_the_answer_and_says_whether_to_come_back(
    turbine: Run, line: Line, bearer: Asset, answer: Asset, name: str, retryable: bool
) -> None:
    line.fault(answer=answer)
    error = turbine("push_message", bearer, INPUTS).error

    assert (error["status_code"], error["name"]) == (429, name)
    assert error["retryable"] is retryable
    assert error["response_headers"]


def test_lost_answer_is_mended_with_the_same_key(turbine: Run, line: Line, bearer: Asset) -> None:
    line.fault(drop="after")

    assert turbine("push_message", bearer, INPUTS).output["status_code"] == 409
    assert len(line.received()) == 1


def test_unknown_outcome_names_the_key_that_settles_it(
    turbine: Run, line: Line, bearer: Asset
) -> None:
    line.fault(drop="after")
    line.fault(answer=MONTHLY_LIMIT)
    error = turbine("push_message", bearer, INPUTS).error
    assert (error["name"], error["retryable"]) == ("UnknownOutcomeError", True)

    output = turbine("push_message", bearer, {**INPUTS, "retryKey": error["retry_key"]}).output
    assert output["status_code"] == 409
    assert len(line.received()) == 1


def test_unknown_outcome_without_a_key_is_not_to_be_repeated(
    turbine: Run, line: Line, bearer: Asset
) -> None:
    path = "/v2/bot/message/reply"
    token = line.control("reply-tokens", {"userId": USER})["replyToken"]
    line.fault(path, drop="after")
    error = turbine("reply_message", bearer, {"replyToken": token, "messages": text()}).error

    assert (error["name"], error["retryable"]) == ("UnknownOutcomeError", False)
    assert len(line.requests(path)) == 1


def test_input_called_like_an_asset_key_is_an_input_all_the_same(
    turbine: Run, line: Line, bearer: Asset
) -> None:
    asset = {**bearer, "to": USER}
    turbine("push_message", asset, {"messages": text()}).output  # noqa: B018 - it succeeds
    assert len(line.received()) == 1


def test_certificate_is_checked_unless_the_asset_says_no(turbine: Run, tmp_path: Path) -> None:
    with running_tls_server(tmp_path) as (url, _):
        asset = {"url": url, "token": "t"}
        error = turbine("get_message_quota", asset, {}).error
        unchecked = turbine("get_message_quota", {**asset, "verify_ssl": False}, {})

    assert "the certificate was not accepted" in error["message"]
    assert unchecked.err.count("\n") == 1
    assert "verify_ssl is false" in unchecked.err
    assert unchecked._replace(err="").output["json_body"] == {"type": "none"}


@pytest.mark.parametrize("chosen", ["asset", "environment"])
def test_proxy_is_the_one_that_turbine_chose(turbine: Run, chosen: str) -> None:
    with running_proxy() as (address, asked):
        asset = {"token": "t", "http_proxy": address if chosen == "asset" else None}
        env = {"http_proxy": address} if chosen == "environment" else {}
        error = turbine("get_message_quota", asset, {}, **env).error

    assert "the proxy refused to connect" in error["message"]
    assert asked == ["api.line.me:443"]


def test_bytes_go_to_the_file_store(turbine: Run) -> None:
    content = {"method": "GET", "path": "/v2/bot/message/1/content", "host": "data"}
    with running_content() as (url, stored):
        env = {"IPC_API_URI": f"{url}/ipc", "IPC_API_TOKEN": "store-token"}
        output = turbine("line_request", {"url": url, "token": "t"}, content, **env).output

    assert output["file"] == {"file": "file-1", "file_name": "content"}
    path, body = stored[0]
    assert path == "/ipc/files?token=store-token"
    assert PICTURE in body


NESTED = {"json_body": INPUTS, "headers": {"X-Line-Retry-Key": KEY, "Content-Type": "any"}}


def test_inputs_in_parts_are_taken(turbine: Run, line: Line, bearer: Asset) -> None:
    assert turbine("push_message", bearer, NESTED).output["retry_key"] == KEY
    assert line.received()[0]["messages"] == text()

    counted = turbine(
        "get_number_of_sent_push_messages", bearer, {"parameters": {"date": "20260131"}}
    )
    assert counted.output["json_body"]["status"] == "ready"


def test_empty_retry_key_header_is_none(turbine: Run, bearer: Asset) -> None:
    inputs = {"json_body": INPUTS, "headers": {"X-Line-Retry-Key": ""}}
    assert turbine("push_message", bearer, inputs).output["retry_key"]


@pytest.mark.parametrize(
    ("action", "inputs", "told"),
    [
        ("push_message", {**NESTED, "to": "U2"}, "to: conflicting values: also given in json_body"),
        ("push_message", {**NESTED, "retryKey": "x"}, "retryKey: conflicting values"),
        ("push_message", {"json_body": "{}"}, "json_body: must be an object"),
        ("push_message", {"headers": {"Authorization": "secret"}}, "headers.Authorization: only"),
        (
            "push_messages_by_phone",
            NESTED,
            "headers.X-Line-Retry-Key: the provider takes no retry key",
        ),
        ("broadcast", {"json_body": INPUTS}, "to: unknown property"),
    ],
)
def test_parts_that_contradict_are_refused(
    turbine: Run, line: Line, bearer: Asset, action: str, inputs: Asset, told: str
) -> None:
    ended = turbine(action, bearer, inputs)

    assert told in ended.error["message"]
    assert "secret" not in ended.err
    assert not [asked for asked in line.requests() if asked["method"] == "POST"]


@pytest.fixture
def infobip(running_sandbox: Sandbox, line: Line) -> Asset:
    return {"url": running_sandbox.env["INFOBIP_URL"], "api_key": "sandbox-key"}


SMS = {
    "destinations": [{"to": {"phoneNumber": "66900000001"}}],
    "line": {"text": "By LINE"},
}


def test_infobip_message_arrives(turbine: Run, line: Line, infobip: Asset) -> None:
    output = turbine("infobip_send_omni_message", infobip, SMS).output

    assert "retry_key" not in output
    assert line.received("66900000001")[0]["via"] == "LINE"


@pytest.mark.parametrize(
    "credentials",
    [
        {"username": "sandbox", "password": "sandbox"},
        {"username": "sandbox", "password": "sandbox", "session_url": "auth/1/session"},
        {"client_id": "sandbox", "client_secret": "sandbox"},
    ],
)
def test_infobip_takes_every_kind_of_asset(
    turbine: Run, infobip: Asset, credentials: Asset
) -> None:
    asset = {"url": infobip["url"], **credentials}
    assert turbine("infobip_list_omni_scenarios", asset, {}).output["json_body"]["scenarios"]


def test_infobip_path_parameter_in_a_part(turbine: Run, infobip: Asset) -> None:
    key = "CC9F01A5DC7BEE2C2B829D203482A654"
    inputs = {"path_parameters": {"scenarioKey": key}}
    assert turbine("infobip_get_omni_scenario", infobip, inputs).output["json_body"]["key"] == key


def test_infobip_key_that_is_refused_is_not_shown(turbine: Run, infobip: Asset) -> None:
    ended = turbine("infobip_send_omni_message", {**infobip, "api_key": "wrong-key"}, SMS)

    assert ended.error["status_code"] == 401
    assert "wrong-key" not in json.dumps(ended)


def test_what_line_may_refuse_is_told_beside_the_output(
    turbine: Run, line: Line, bearer: Asset
) -> None:
    place = {"type": "location", "title": "a", "address": "a", "latitude": 91, "longitude": 0}
    ended = turbine("push_message", bearer, {"to": USER, "messages": [place]})

    assert ended.status == 0
    assert "messages[0].latitude: may be refused outside -90 to 90" in ended.err
    assert "may be refused" not in ended.out
    assert len(line.received()) == 1

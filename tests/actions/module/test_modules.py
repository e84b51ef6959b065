from __future__ import annotations

import base64
import hashlib
from typing import Any

import pytest
import requests

from line_connector import Connector, InputError
from line_connector.errors import ApiError, BadRequestError, NotFoundError
from support.sandboxed import USER, Line
from support.signing import CHANNEL_ID

REDIRECT = "https://example.com/callback"
GROUP = f"C{1:032x}"
BOT = f"U{9:032x}"
SECRET = {"client_id": CHANNEL_ID, "client_secret": "sandbox-secret"}


def consent(line: Line, **fields: Any) -> dict[str, str]:
    """An account's administrator agrees; returns the code and the account's bot."""
    given: dict[str, str] = line.control("module-codes", {"redirect_uri": REDIRECT, **fields})
    return given


def attach(connector: Connector, code: str, **fields: Any) -> Any:
    raw = {"code": code, "redirect_uri": REDIRECT, **SECRET, **fields}
    return connector.run("attach_module", raw).body


def attached(connector: Connector) -> list[str]:
    return [bot["userId"] for bot in connector.items("get_modules")]


def test_module_channel_is_attached_listed_and_detached(connector: Connector, line: Line) -> None:
    given = consent(line, scope="message:send profile:read", region="JP")
    body = attach(connector, given["code"], scope="message:send profile:read", region="JP")
    assert (body.bot_id, body.scopes) == (given["botId"], ["message:send", "profile:read"])
    assert attached(connector) == [given["botId"]]

    connector.run("detach_module", {"botId": given["botId"]})
    assert attached(connector) == []
    with pytest.raises(BadRequestError, match="Specified channel is not detachable"):
        connector.run("detach_module", {"botId": given["botId"]})


def test_attaching_goes_to_its_own_host_without_the_connections_token(line: Line) -> None:
    assert Connector({}).dry_run("attach_module", {
        "code": "c", "redirect_uri": REDIRECT, **SECRET,
    })["url"] == "https://manager.line.biz/module/auth/v1/token"  # fmt: skip

    with Connector({"line": {"url": line.url, "token": "sandbox-token"}}) as connector:
        attach(connector, consent(line)["code"])
    (request,) = line.requests()
    assert "authorization" not in request["headers"]


def test_code_is_for_one_use_and_what_it_was_given_for(connector: Connector, line: Line) -> None:
    code = consent(line)["code"]
    for wrong in (
        {"code": "unknown"},
        {"redirect_uri": "https://example.org/"},
        {"client_secret": "wrong-secret"},
        {"region": "TW"},
    ):
        with pytest.raises(BadRequestError):
            attach(connector, **{"code": code, **wrong})
    attach(connector, code)
    with pytest.raises(BadRequestError, match="invalid authorization code"):
        attach(connector, code)

    late = consent(line)["code"]
    line.control("clock", {"advance": 600})
    with pytest.raises(BadRequestError, match="invalid authorization code"):
        attach(connector, late)


def test_code_challenge_wants_its_verifier(connector: Connector, line: Line) -> None:
    verifier = "ayjtZgTunh96nHCvgLEiXzqVQOOC0SwMRs39bh1l5dx"
    digest = hashlib.sha256(verifier.encode()).digest()
    challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
    code = consent(line, code_challenge=challenge)["code"]

    for wrong in ({}, {"code_verifier": "another"}):
        with pytest.raises(BadRequestError, match="code_verifier"):
            attach(connector, code, **wrong)
    assert attach(connector, code, code_verifier=verifier).bot_id


def test_sandbox_takes_the_channel_from_a_basic_header_too(line: Line) -> None:
    form = {"grant_type": "authorization_code", "redirect_uri": REDIRECT, **consent(line)}
    url = f"{line.url}/module/auth/v1/token"
    answer = requests.post(url, data=form, auth=(CHANNEL_ID, "sandbox-secret"), timeout=10)
    assert answer.json()["bot_id"] == form["botId"]
    assert requests.post(url, data=form, auth=(CHANNEL_ID, "wrong"), timeout=10).status_code == 400


def test_long_lists_have_pages(connector: Connector, line: Line) -> None:
    bots = line.control("module-bots", {"count": 250})["botIds"]

    assert attached(connector) == bots
    assert len(line.requests("/v2/bot/list")) == 3
    page = connector.run("get_modules", {"limit": 2}).body
    assert ([bot.user_id for bot in page.bots], page.next) == (bots[:2], "2")
    with pytest.raises(BadRequestError, match="Invalid start param"):
        connector.run("get_modules", {"start": "x"})
    with pytest.raises(InputError, match="limit: must be at most 100"):
        connector.run("get_modules", {"limit": 101})


def test_account_shows_what_is_known_of_it(connector: Connector, line: Line) -> None:
    line.control("module-bots", {"botId": BOT, "displayName": "Shop", "premiumId": "@shop"})

    (bot,) = connector.run("get_modules").body.bots
    assert (bot.user_id, bot.display_name, bot.premium_id) == (BOT, "Shop", "@shop")
    assert bot.basic_id.startswith("@")
    assert bot.picture_url is None


def test_unknown_account_cannot_be_detached(connector: Connector) -> None:
    with pytest.raises(BadRequestError, match="user/group/room Id is not available"):
        connector.run("detach_module", {"botId": BOT})
    with pytest.raises(InputError, match="botId: must be a user ID"):
        connector.run("detach_module", {"botId": GROUP})


def holder(line: Line, chat_id: str) -> str:
    answer = requests.get(
        f"{line.url}/_sandbox/chat-control", params={"chatId": chat_id}, timeout=10
    )
    found: str = answer.json()["holder"]
    return found


@pytest.mark.parametrize("chat_id", [USER, GROUP])
def test_chat_is_acquired_and_released(connector: Connector, line: Line, chat_id: str) -> None:
    assert holder(line, chat_id) == "primary"
    connector.run("acquire_chat_control", {"chatId": chat_id})
    assert holder(line, chat_id) == "module"
    connector.run("release_chat_control", {"chatId": chat_id})
    assert holder(line, chat_id) == "primary"


@pytest.mark.parametrize(
    ("given", "seconds"), [({}, 3600), ({"ttl": 60}, 60), ({"expired": True, "ttl": 5}, 5)]
)
def test_chat_comes_back_by_itself(
    connector: Connector, line: Line, given: dict[str, Any], seconds: int
) -> None:
    connector.run("acquire_chat_control", {"chatId": USER, **given})
    line.control("clock", {"advance": seconds - 2})
    assert holder(line, USER) == "module"
    line.control("clock", {"advance": 2})
    assert holder(line, USER) == "primary"


def test_chat_without_a_time_limit_stays(connector: Connector, line: Line) -> None:
    raw = {"chatId": USER, "expired": False, "ttl": 5}
    assert [str(each) for each in connector.call("acquire_chat_control", raw).warnings] == [
        "ttl: is ignored when expired is false"
    ]
    connector.run("acquire_chat_control", raw)
    line.control("clock", {"advance": 365 * 24 * 3600})
    assert holder(line, USER) == "module"


def test_chat_that_another_channel_took_is_locked_for_seconds(
    connector: Connector, line: Line
) -> None:
    line.control("chat-control", {"chatId": USER})
    with pytest.raises(ApiError) as caught:
        connector.run("acquire_chat_control", {"chatId": USER})
    assert caught.value.output.status_code == 423

    line.control("clock", {"advance": 3})
    connector.run("acquire_chat_control", {"chatId": USER})
    assert holder(line, USER) == "module"


def test_chat_that_is_none(connector: Connector, line: Line) -> None:
    line.control("users", {"userId": USER, "status": "blocked"})
    for chat_id in (USER, f"C{2:032x}", f"R{2:032x}"):
        with pytest.raises(NotFoundError):
            connector.run("acquire_chat_control", {"chatId": chat_id})
    with pytest.raises(InputError, match="chatId: must be the ID of a user, group or room"):
        connector.run("release_chat_control", {"chatId": "X"})
    with pytest.raises(InputError, match="ttl: must be at most 31536000"):
        connector.run("acquire_chat_control", {"chatId": USER, "ttl": 31536001})

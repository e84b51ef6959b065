"""Questions from a playbook of Turbine's: its actions, the service, a listener, a tap."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from line_connector import ApiError, Connector, InputError
from line_connector.platforms.turbine.call import run_action
from line_connector.questions import Questions
from line_connector.services.actions.clients import Clients, add_client, read_clients
from line_connector.web.authentication import ApiKeyAuthenticator
from questions.conftest import AOI, CONFIGURATION, OPS, Chats
from services.actions.conftest import serving
from support.listening import until
from support.sandboxed import Line

Asset = dict[str, Any]
ASKED = {"text": "Isolate host-17?", "to": ["ops"], "idempotency_key": "INC-7/isolate"}


@pytest.fixture
def database(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/events.sqlite"


@pytest.fixture
def asset(
    connector: Connector, database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Asset]:
    """What an asset of the connector for questions has."""
    (tmp_path / "http.yaml").write_text(CONFIGURATION)
    monkeypatch.setenv("LINE_CONNECTOR_CONFIG", str(tmp_path / "http.yaml"))
    monkeypatch.setenv("LINE_CONNECTOR_STORE", database)
    keys = tmp_path / "keys.yaml"
    key = add_client(keys, "turbine", ["push_message"])
    clients = ApiKeyAuthenticator(Clients(read_clients(keys)).of_key)
    with serving(connector, clients) as url:
        yield {"url": url, "token": key}


def test_a_playbook_asks_and_looks_for_the_answer(
    chats: Chats, questions: Questions, asset: Asset
) -> None:
    until(questions.is_heard)
    empty: Asset = {"title": "", "kind": None, "choices": [], "remind_after": None, "callback": ""}
    asked = run_action("ask_question", asset, {**empty, **ASKED})["json_body"]
    assert asked["state"] == "open"
    again = run_action("ask_question", asset, ASKED)["json_body"]
    assert again["id"] == asked["id"]
    which = {"question_id": asked["id"]}
    assert run_action("get_answer", asset, which)["json_body"]["answer"] is None
    chats.tap("Deny", AOI, OPS)
    answered = run_action("get_answer", asset, {**which, "wait": 20})["json_body"]
    assert (answered["state"], answered["answer"]["value"]) == ("answered", "deny")
    assert answered["answer"]["user_id"] == AOI
    assert run_action("cancel_question", asset, which)["json_body"]["state"] == "answered"
    assert chats.texts(OPS)[0].startswith("Isolate host-17?")
    assert sum(text.startswith("Isolate") for text in chats.texts(OPS)) == 1


def test_one_that_is_withdrawn_says_so(chats: Chats, questions: Questions, asset: Asset) -> None:
    until(questions.is_heard)
    which = {"question_id": run_action("ask_question", asset, ASKED)["json_body"]["id"]}
    assert run_action("cancel_question", asset, which)["json_body"]["state"] == "cancelled"
    assert run_action("get_answer", asset, which)["json_body"]["state"] == "cancelled"


def test_what_is_wrong_says_why(asset: Asset, line: Line) -> None:
    with pytest.raises(InputError, match="idempotency_key"):
        run_action("ask_question", asset, {"text": "Isolate host-17?"})
    with pytest.raises(InputError, match="choices: not for kind approval"):
        run_action("ask_question", asset, {**ASKED, "kind": "approval", "choices": ["a"]})
    with pytest.raises(ApiError, match="there is no question 0f3b") as missing:
        run_action("get_answer", asset, {"question_id": "0f3b"})
    assert missing.value.output.status_code == 404
    with pytest.raises(ApiError, match="401") as refused:
        run_action("get_answer", {**asset, "token": "wrong"}, {"question_id": "0f3b"})
    assert "wrong" not in json.dumps(refused.value.to_dict())
    assert line.received(OPS) == []

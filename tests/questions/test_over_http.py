"""Questions over HTTP: asked, waited for, withdrawn; by clients that may push."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from line_connector import Connector
from line_connector.questions import Questions
from line_connector.services.actions.clients import Clients, add_client, read_clients
from line_connector.web.authentication import ApiKeyAuthenticator
from questions.conftest import AOI, CONFIGURATION, OPS, Chats
from services.actions.conftest import LOOPBACK, Service, serving
from support.listening import until
from support.sandboxed import Line

PATH = "/v1/questions"


@pytest.fixture
def database(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/events.sqlite"


@pytest.fixture
def service(
    connector: Connector, database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Service]:
    file = tmp_path / "http.yaml"
    file.write_text(CONFIGURATION)
    monkeypatch.setenv("LINE_CONNECTOR_CONFIG", str(file))
    monkeypatch.setenv("LINE_CONNECTOR_STORE", database)
    with serving(connector, LOOPBACK) as url:
        yield Service(url)


def test_a_request_waits_for_the_answer(
    chats: Chats, questions: Questions, service: Service
) -> None:
    until(questions.is_heard)
    body = {"text": "Deploy 1.4?", "to": "ops", "choices": ["Yes", "No"]}
    key = {"Idempotency-Key": "release/1.4"}
    asked = service.ask("POST", PATH, json=body, headers=key)
    assert (asked.status_code, asked.json()["state"]) == (200, "open"), asked.text
    again = service.ask("POST", PATH, json=body, headers=key)
    assert again.json()["id"] == asked.json()["id"]
    url = f"{PATH}/{asked.json()['id']}"
    assert service.get(url).json()["answer"] is None
    tap = threading.Timer(0.5, chats.tap, ("Yes", AOI, OPS))
    tap.start()
    answered = service.get(f"{url}?wait=30").json()
    tap.join()
    assert (answered["state"], answered["answer"]["value"]) == ("answered", "Yes")
    assert chats.texts(OPS).count("Deploy 1.4? · Yes / No") == 1


def test_a_question_is_withdrawn(chats: Chats, questions: Questions, service: Service) -> None:
    until(questions.is_heard)
    asked = service.ask("POST", PATH, json={"text": "Deploy?", "to": ["aoi"]}).json()
    withdrawn = service.ask("DELETE", f"{PATH}/{asked['id']}")
    assert (withdrawn.status_code, withdrawn.json()["state"]) == (200, "cancelled")
    chats.tap("Approve", AOI)
    until(lambda: chats.last(AOI) == "This question was withdrawn.")


def test_what_is_wrong_has_its_status(service: Service, line: Line) -> None:
    nobody = service.ask("POST", PATH, json={"text": "Deploy?"})
    assert (nobody.status_code, "line-connector listen" in nobody.json()["detail"]) == (503, True)
    wrong = service.ask("POST", PATH, json={"text": "Deploy?", "choice": ["Yes"]})
    assert wrong.status_code == 422
    assert wrong.json()["errors"][0]["pointer"] == "/choice"
    assert service.get(f"{PATH}/4711").status_code == 404
    assert service.ask("DELETE", f"{PATH}/4711").status_code == 404
    assert service.get(f"{PATH}/4711?wait=soon").status_code == 422
    assert line.received(OPS) == []


def test_only_who_may_push_asks_and_sees(
    connector: Connector, service: Service, tmp_path: Path
) -> None:
    del service  # for its environment
    file = tmp_path / "clients.yaml"
    key = add_client(file, "reader", ["get_profile"])
    with ExitStack() as stack:
        authenticator = ApiKeyAuthenticator(Clients(read_clients(file)).of_key)
        reader = Service(stack.enter_context(serving(connector, authenticator)), key)
        assert reader.ask("POST", PATH, json={"text": "Deploy?"}).status_code == 403
        assert reader.get(f"{PATH}/4711").status_code == 403
        assert reader.ask("DELETE", f"{PATH}/4711").status_code == 403

"""Questions over HTTP: asked, waited for, withdrawn; by clients that may push."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from line_connector import Connector
from line_connector.questions import Question, Questions
from line_connector.services.actions.clients import Clients, add_client, read_clients
from line_connector.web.authentication import ApiKeyAuthenticator
from questions.conftest import AOI, CONFIGURATION, OPS, Chats
from services.actions.conftest import LOOPBACK, Service, serving
from support.listening import until
from support.sandboxed import PUSH, Line

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


@pytest.mark.parametrize("key", ["release/1.4", None])
def test_a_question_whose_outcome_is_unknown_is_asked_once(
    chats: Chats, questions: Questions, service: Service, line: Line, key: str | None
) -> None:
    until(questions.is_heard)
    line.fault(PUSH, drop="after")
    line.fault(PUSH, drop="before", times=2)
    body = {"text": "Deploy 1.4?", "to": "aoi"}
    given = {} if key is None else {"Idempotency-Key": key}
    unknown = service.ask("POST", PATH, json=body, headers=given)
    assert unknown.status_code == (409 if key is None else 504)

    given = {"Idempotency-Key": key or unknown.json()["retry_key"]}
    assert service.ask("POST", PATH, json=body, headers=given).json()["state"] == "open"
    assert len(chats.texts(AOI)) == 1


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
    empty = service.ask("POST", PATH, json={"text": "Deploy?", "to": ""})
    assert (empty.status_code, empty.json()["detail"]) == (422, "recipient: must not be empty")
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


def test_a_client_sees_no_question_of_an_account_that_it_may_not_use(
    connector: Connector, service: Service, database: str, tmp_path: Path
) -> None:
    del service  # for its environment
    file = tmp_path / "clients.yaml"
    key = add_client(file, "limited", ["push_message"], ["line"])
    with Questions(database, connector, account="tokyo") as others:
        asked = others.ask(Question(text="Deploy?", to=[AOI]), needs_listener=False)
        own = Questions(database, connector)
        seen = own.ask(Question(text="Deploy?", to=[AOI]), needs_listener=False)
        own.close()
        with ExitStack() as stack:
            authenticator = ApiKeyAuthenticator(Clients(read_clients(file)).of_key)
            limited = Service(stack.enter_context(serving(connector, authenticator)), key)
            assert limited.get(f"{PATH}/{asked.id}?wait=1").status_code == 404
            assert limited.ask("DELETE", f"{PATH}/{asked.id}").status_code == 404
            assert limited.get(f"{PATH}/{seen.id}").status_code == 200
        assert others.get(asked.id).is_open


@pytest.mark.parametrize(
    ("callback", "status"),
    [
        ("https://n8n.example/webhook/1", 503),
        ("https://N8N.example:443/other", 503),
        ("http://n8n.example/webhook/1", 422),
        ("https://n8n.example.evil.test/", 422),
        ("https://n8n.example@169.254.169.254/", 422),
        ("https://169.254.169.254\\@n8n.example/", 422),
        ("https://n8n.example:8443/", 422),
        ("http://169.254.169.254/latest/meta-data/", 422),
        ("https://", 422),
    ],
)
def test_a_client_has_answers_sent_where_the_operator_allows(
    connector: Connector, service: Service, tmp_path: Path, callback: str, status: int
) -> None:
    del service  # for its environment
    file = tmp_path / "clients.yaml"
    key = add_client(file, "n8n", ["push_message"], callbacks=["https://n8n.example"])
    with ExitStack() as stack:
        authenticator = ApiKeyAuthenticator(Clients(read_clients(file)).of_key)
        client = Service(stack.enter_context(serving(connector, authenticator)), key)
        body = {"text": "Deploy?", "to": ["aoi"], "callback": callback}
        answer = client.ask("POST", PATH, json=body)  # 503: allowed, but nobody listens
    assert answer.status_code == status, answer.text
    assert ("callback" in answer.text) is (status == 422)

"""Requests that name an account of the configuration file, which is another channel."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from line_connector import Connector
from line_connector.sandbox import Sandbox
from line_connector.services.actions.clients import Clients, add_client, read_clients
from line_connector.web.authentication import ApiKeyAuthenticator
from services.actions.conftest import LOOPBACK, Service, serving
from support.sandboxed import USER, Line, text

INPUT = {"to": USER, "messages": text()}
ALERTS = {"alerts": [{"labels": {"alertname": "DiskFull"}}]}

REQUESTS = [
    ("/actions/push_message", INPUT),
    ("/v1/send", {"to": USER, "text": "Hi"}),
    ("/v1/alerts/grafana", ALERTS),
]


@pytest.fixture
def tokyo() -> Iterator[Line]:
    """Another channel: the account `tokyo`."""
    with Sandbox(port=0) as sandbox:
        yield Line(sandbox)


@pytest.fixture
def connector(
    line: Line, tokyo: Line, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Connector]:
    file = tmp_path / "config.yaml"
    file.write_text(
        f"""default_recipient: {USER}
accounts:
  tokyo: {{url: "{tokyo.url}", token: sandbox-token}}
  abroad: {{provider: infobip, url: "{tokyo.url}", api_key: sandbox-key}}
""",
        encoding="utf-8",
    )
    monkeypatch.setenv("LINE_CONNECTOR_CONFIG", str(file))
    environ = {**line.env, "HOME_TOKEN": "sandbox-token", "HOME_URL": line.url}
    with Connector.from_configuration(environ=environ) as connector:
        yield connector


@pytest.mark.parametrize(("path", "body"), REQUESTS)
def test_account_of_a_request_sends(
    service: Service, line: Line, tokyo: Line, path: str, body: object
) -> None:
    there = service.ask("POST", f"{path}?account=tokyo", json=body)
    assert there.status_code == 200, there.text
    assert (len(line.received()), len(tokyo.received())) == (0, 1)

    service.ask("POST", path, json=body)
    assert (len(line.received()), len(tokyo.received())) == (1, 1)


@pytest.mark.parametrize(
    ("query", "detail"),
    [
        ("account=tokio", "account: unknown account 'tokio'; did you mean tokyo?"),
        ("account=abroad", "account: unknown account 'abroad'; there are: tokyo"),
        ("account=infobip", "account: unknown account 'infobip'"),
        ("account=home", "account: unknown account 'home'"),
        ("account=", "account: must be the name of one account"),
        ("account=tokyo&account=tokyo", "account: must be the name of one account"),
    ],
)
@pytest.mark.parametrize(("path", "body"), REQUESTS)
def test_unknown_account_sends_nothing(
    service: Service,
    line: Line,
    tokyo: Line,
    path: str,
    body: object,
    query: str,
    detail: str,
) -> None:
    answer = service.ask("POST", f"{path}?{query}", json=body)

    assert answer.status_code == 422
    assert answer.json()["detail"].startswith(detail)
    assert line.received() == tokyo.received() == []


def test_same_key_with_another_account_is_another_message(service: Service, tokyo: Line) -> None:
    for _ in range(2):
        for query in ("", "?account=tokyo"):
            service.ask(
                "POST",
                f"/actions/push_message{query}",
                json=INPUT,
                headers={"Idempotency-Key": "order 7"},
            )
    assert len(tokyo.received()) == 1


@pytest.mark.parametrize(("path", "body"), REQUESTS)
def test_client_uses_only_its_own_accounts(
    connector: Connector, tmp_path: Path, line: Line, tokyo: Line, path: str, body: object
) -> None:
    file = tmp_path / "clients.yaml"
    keys = {name: add_client(file, name, ["*"], [name]) for name in ("line", "tokyo")}
    authenticator = ApiKeyAuthenticator(Clients(read_clients(file)).of_key)
    with serving(connector, authenticator) as url:
        statuses = {
            (name, account): Service(url, key)
            .ask("POST", path, json=body, params={"account": account} if account else {})
            .status_code
            for name, key in keys.items()
            for account in (None, "tokyo", "nowhere")
        }

    assert statuses == {
        ("line", None): 200,
        ("line", "tokyo"): 403,
        ("line", "nowhere"): 403,
        ("tokyo", None): 403,
        ("tokyo", "tokyo"): 200,
        ("tokyo", "nowhere"): 403,
    }
    assert (len(line.received()), len(tokyo.received())) == (1, 1)


def test_log_says_which_account(service: Service, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("INFO"):
        service.ask("POST", "/actions/push_message?account=tokyo", json=INPUT)
    assert any("tokyo" in str(vars(record)) for record in caplog.records)


def test_sandbox_has_no_accounts(line: Line) -> None:
    with Connector.from_env(line.env) as connector, serving(connector, LOOPBACK) as url:
        answer = Service(url).ask("POST", "/actions/push_message?account=tokyo", json=INPUT)
    assert answer.status_code == 422

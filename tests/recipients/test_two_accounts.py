"""With two accounts, each has names, opt-outs and a month of its own, whatever sends."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
import requests
from mcp import Client as McpClient

import line_connector
from line_connector import Connector
from line_connector.cli.connecting import connected
from line_connector.configuration import read_configuration
from line_connector.manifest import load_manifest
from line_connector.questions import Question, Questions
from line_connector.recipients import Book
from line_connector.recipients.location import DATABASE
from line_connector.sandbox import Sandbox
from line_connector.sending.address import Address
from line_connector.services.actions.app import build_app
from line_connector.services.actions.clients import Client, Clients, add_client, read_clients
from line_connector.services.actions.idempotency_store import IdempotencyStore
from line_connector.services.mcp.server import build_server
from line_connector.services.mcp.settings import Settings
from line_connector.web.authentication import ApiKeyAuthenticator, Authenticator
from services.actions.conftest import LIMITS, LOOPBACK
from support.calling_tools import fail, succeed
from support.running_app import running
from support.sandboxed import Line
from support.webhook_events import AOI, MEI, REN, event

BOSSES = {"tokyo": AOI, "bangkok": MEI, "sandbox": REN}
ALERT = {"alerts": [{"labels": {"alertname": "DiskFull"}}]}
CREDENTIALS = "LINE_TOKEN", "LINE_URL", "LINE_CLIENT_ID", "LINE_CLIENT_SECRET"


@pytest.fixture
def tokyo() -> Iterator[Line]:
    """The channel of the default account; that of `bangkok` is the other one."""
    with Sandbox(port=0) as sandbox:
        yield Line(sandbox)


@pytest.fixture(autouse=True)
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: Line, tokyo: Line) -> Path:
    file, url = tmp_path / "config.yaml", f"sqlite:///{tmp_path}/book.sqlite"
    file.write_text(
        f"""default_account: tokyo
accounts:
  tokyo: {{token: sandbox-token, url: "{tokyo.url}"}}
  bangkok: {{token: sandbox-token, url: "{line.url}"}}
"""
    )
    monkeypatch.setenv("LINE_CONNECTOR_CONFIG", str(file))
    monkeypatch.setenv("LINE_CONNECTOR_STORE", f"sqlite:///{tmp_path}/events.sqlite")
    monkeypatch.setenv("LINE_CONNECTOR_SANDBOX", line.url)
    monkeypatch.setenv(DATABASE, url)
    for name in CREDENTIALS:
        monkeypatch.delenv(name, raising=False)
    for account, boss in BOSSES.items():
        with Book.at(url, account) as book:
            book.set_alias("boss", boss, "me")
            if account == "bangkok":
                book.take(event("unfollow", 1, REN))
    return file


@contextmanager
def serving(
    account: str | None = None,
    *,
    sandbox: bool = False,
    authenticator: Authenticator[Client] = LOOPBACK,
) -> Iterator[str]:
    """The service as the command starts it."""
    with (
        connected(load_manifest(), None, account, sandbox=sandbox) as connector,
        closing(IdempotencyStore()) as store,
        running(build_app(connector, authenticator, store, LIMITS)) as url,
    ):
        yield url


@pytest.mark.parametrize(
    ("account", "sandbox", "asked", "boss"),
    [
        (None, False, {}, "tokyo"),
        (None, False, {"account": "bangkok"}, "bangkok"),
        ("bangkok", False, {}, "bangkok"),
        ("bangkok", False, {"account": "tokyo"}, "tokyo"),
        (None, True, {}, "sandbox"),
    ],
)
def test_a_service(
    line: Line, tokyo: Line, account: str | None, sandbox: bool, asked: dict[str, str], boss: str
) -> None:
    with serving(account, sandbox=sandbox) as url:
        responses = [
            requests.post(f"{url}/v1/send", {"to": "boss", "text": "Hi"}, params=asked, timeout=10),
            requests.post(
                f"{url}/v1/alerts/grafana", json=ALERT, params={**asked, "to": "boss"}, timeout=10
            ),
        ]
    assert [each.status_code for each in responses] == [200, 200]
    used = tokyo if boss == "tokyo" else line
    other = line if boss == "tokyo" else tokyo
    assert len(used.received(BOSSES[boss])) == 2
    assert [other.received(each) for each in BOSSES.values()] == [[], [], []]


def test_who_opted_out_of_one_account(config: Path, line: Line, tokyo: Line) -> None:
    config.write_text(config.read_text() + "blocked: refuse\n")
    with serving() as url:
        statuses = [
            requests.post(
                f"{url}/v1/send", {"to": REN, "text": "Hi"}, params=asked, timeout=10
            ).status_code
            for asked in ({"account": "bangkok"}, {})
        ]
    assert statuses == [422, 200]
    assert (len(line.received(REN)), len(tokyo.received(REN))) == (0, 1)


@pytest.mark.parametrize("path", ["/v1/send", "/v1/alerts/grafana"])
def test_the_month_of_each_account_is_its_own(config: Path, line: Line, path: str) -> None:
    config.write_text(config.read_text() + "budget: {month: 1}\n")
    body = {"to": "boss", "text": "Hi"} if path == "/v1/send" else ALERT
    to = {} if path == "/v1/send" else {"to": "boss"}
    with serving() as url:
        line_connector.send("boss", "The one of this month")  # with tokyo
        statuses = [
            requests.post(f"{url}{path}", json=body, params={**to, **asked}, timeout=10).status_code
            for asked in ({}, {"account": "bangkok"}, {"account": "bangkok"})
        ]
    assert statuses == [422, 200, 422]
    assert len(line.received(MEI)) == 1


@pytest.mark.parametrize("to", ["boss", ["boss"], Address(("boss",))])
def test_python(line: Line, to: str | list[str] | Address) -> None:
    with Connector.from_configuration("bangkok") as connector:
        (delivery,) = line_connector.send(to, "Hi", connector=connector)
    assert delivery.to == MEI
    (delivery,) = line_connector.send(Address(("boss",), "bangkok"), "Hi")
    assert delivery.to == MEI
    with Connector.from_configuration() as connector:
        to_bangkok = Address(("boss",), "bangkok")
        (delivery,) = line_connector.send(to_bangkok, "Hi", connector=connector)
    assert delivery.to == MEI
    assert len(line.received(MEI)) == 3


@pytest.mark.parametrize(("account", "boss"), [("bangkok", MEI), (None, AOI)])
def test_questions(account: str | None, boss: str) -> None:
    with (
        Connector.from_configuration(account) as connector,
        Questions(connector=connector) as questions,
    ):
        asked = questions.ask(Question(text="Deploy?", to=["boss"]), needs_listener=False)
    assert [each.recipient for each in asked.sent] == [boss]
    assert asked.account == (account or "")


def test_questions_on_the_sandbox() -> None:
    with (
        connected(load_manifest(), None, sandbox=True) as connector,
        Questions(connector=connector, account="") as questions,
    ):
        asked = questions.ask(Question(text="Deploy?", to=["boss"]), needs_listener=False)
    assert [each.recipient for each in asked.sent] == [REN]


def test_a_client_sees_the_questions_of_the_account_that_the_service_has(tmp_path: Path) -> None:
    file = tmp_path / "clients.yaml"
    key = add_client(file, "n8n", ["push_message"], ["line"])
    clients = ApiKeyAuthenticator(Clients(read_clients(file)).of_key)
    with (
        connected(load_manifest(), None, "bangkok", sandbox=False) as connector,
        Questions(connector=connector) as questions,
        serving("bangkok", authenticator=clients) as url,
    ):
        asked = questions.ask(Question(text="Go?", to=["boss"]), needs_listener=False)
        path = f"{url}/v1/questions/{asked.id}"
        seen = requests.get(path, headers={"X-API-Key": key}, timeout=10)
    assert seen.status_code == 200


@pytest.mark.anyio
@pytest.mark.parametrize("anyio_backend", ["asyncio"])
@pytest.mark.parametrize(
    ("account", "sandbox", "boss"), [("bangkok", False, MEI), (None, True, REN)]
)
async def test_an_agent(line: Line, account: str | None, sandbox: bool, boss: str) -> None:
    with connected(load_manifest(), None, account, sandbox=sandbox) as connector:
        settings = Settings(configuration=read_configuration(), allow_to=[boss])
        async with McpClient(build_server(connector, settings)) as client:
            await succeed(client, "line_send_text", {"text": "Hi", "to": "boss"})
            words, _ = await fail(client, "line_ask", {"text": "Go?", "to": "boss"})
    assert len(line.received(boss)) == 1
    assert "nobody takes the answer" in words  # and not: the recipient is not allowed

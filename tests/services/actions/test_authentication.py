"""Who is let in: holders of keys, for what their keys are for; else only this machine, no page."""

from __future__ import annotations

import http.client
import logging
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests

from line_connector.web import request_body
from services.actions.conftest import BODY_LIMIT, Service, StartWithKeys
from support.listening import until
from support.sandboxed import PUSH, USER, Line, text

INPUT: dict[str, Any] = {"to": USER, "messages": text()}


def test_without_a_known_key_nothing_is_sent(keyed: StartWithKeys, line: Line) -> None:
    url = keyed(n8n=["*"])["n8n"].url
    for headers in (
        {},
        {"X-API-Key": "lck_wrong"},
        {"X-API-Key": ""},
        {"Authorization": "Bearer lck_wrong"},
        {"Authorization": "Basic bGNr"},
    ):
        answer = requests.post(
            f"{url}/actions/push_message", json=INPUT, headers=headers, timeout=10
        )
        assert answer.status_code == 401
        assert answer.headers["WWW-Authenticate"].startswith("Bearer")
    assert line.requests() == []


@pytest.mark.parametrize("path", ["/actions", "/metrics", "/openapi.json", "/nothing"])
def test_only_health_is_told_to_everybody(keyed: StartWithKeys, path: str) -> None:
    url = keyed(n8n=["*"])["n8n"].url

    assert requests.get(url + "/health", timeout=10).json() == {"status": "ok"}
    assert requests.get(url + path, timeout=10).status_code == 401


def test_page_at_the_root_names_no_action_and_no_client(keyed: StartWithKeys) -> None:
    url = keyed(n8n=["push_message"])["n8n"].url
    told = requests.get(url, timeout=10)
    page = requests.get(url, headers={"Accept": "text/html,*/*;q=0.8"}, timeout=10)

    assert told.json()["documentation"] == "/openapi.json"
    served = {"POST /v1/send", "POST /v1/questions", "POST /v1/alerts/{source}", "GET /health"}
    assert served < told.json()["paths"].keys()
    assert "POST /v1/media" not in told.json()["paths"]  # this one takes no files
    assert "<code>POST /v1/send</code>" in page.text
    assert page.headers["Content-Type"].startswith("text/html")
    assert 'href="openapi.json"' in page.text
    for text_of in (told.text, page.text):
        assert "push_message" not in text_of
        assert "n8n" not in text_of
    assert requests.post(url, timeout=10).status_code == 405


@pytest.mark.parametrize("scheme", ["Bearer", "bearer"])
def test_key_may_come_as_a_bearer_token(keyed: StartWithKeys, scheme: str) -> None:
    service = keyed(n8n=["*"])["n8n"]
    key = service._key["X-API-Key"]

    answer = requests.post(
        f"{service.url}/actions/get_message_quota",
        headers={"Authorization": f"{scheme} {key}"},
        timeout=10,
    )

    assert answer.status_code == 200


def test_key_is_for_its_actions(keyed: StartWithKeys, line: Line) -> None:
    service = keyed(reader=["get_*", "validate_push"])["reader"]

    refused = service.run("push_message", INPUT)
    listed = [entry["name"] for entry in service.get("/actions").json()["actions"]]

    assert refused.status_code == 403
    assert service.run("get_message_quota").status_code == 200
    assert service.get("/actions/push_message").status_code == 403
    assert "validate_push" in listed
    assert all(name.startswith("get_") or name == "validate_push" for name in listed)
    assert line.requests(PUSH) == []


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Host": "localhost"}, 200),
        ({"Host": "127.0.0.1:8080"}, 200),
        ({"Host": "[::1]:8080"}, 200),
        ({"Host": "rebound.example.com"}, 421),
        ({"Host": "127.0.0.1.example.com"}, 421),
        ({"Host": "[::1"}, 421),
        ({"Host": ""}, 421),
        ({"Origin": "https://example.com"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://127.0.0.1:3000"}, 403),
        ({"Content-Type": "text/plain"}, 415),
        ({"Content-Type": "application/x-www-form-urlencoded"}, 415),
        ({"Content-Encoding": "gzip"}, 415),
    ],
)
def test_without_keys_no_web_page_sends(
    service: Service, line: Line, headers: dict[str, str], status: int
) -> None:
    answer = service.ask("POST", "/actions/push_message", headers, json=INPUT)

    assert answer.status_code == status
    assert len(line.requests(PUSH)) == (1 if status == 200 else 0)


def test_body_larger_than_it_says_is_refused(service: Service, line: Line) -> None:
    said = service.ask(
        "POST", "/actions/push_message", json={**INPUT, "messages": text("x" * BODY_LIMIT)}
    )
    unsaid = service.ask(
        "POST",
        "/actions/push_message",
        {"Content-Type": "application/json"},
        data=iter([b" " * (BODY_LIMIT // 2)] * 3),
    )

    assert [said.status_code, unsaid.status_code] == [413, 413]
    assert line.requests(PUSH) == []


def test_body_without_end_is_refused_before_it_is_kept(service: Service) -> None:
    connection = http.client.HTTPConnection(urlsplit(service.url).netloc, timeout=10)
    connection.putrequest("POST", "/actions/push_message")
    connection.putheader("Content-Type", "application/json")
    connection.putheader("Content-Length", str(10**12))
    connection.endheaders()

    assert connection.getresponse().status == 413
    connection.close()


def test_body_that_does_not_come_is_not_waited_for(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(request_body, "SECONDS", 0.1)
    connection = http.client.HTTPConnection(urlsplit(service.url).netloc, timeout=10)
    connection.putrequest("POST", "/actions/push_message")
    connection.putheader("Content-Length", "10")
    connection.endheaders()

    assert connection.getresponse().status == 408
    connection.close()


def test_client_that_hangs_up_is_no_internal_error(
    service: Service, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, logger="line_connector.web")
    connection = http.client.HTTPConnection(urlsplit(service.url).netloc, timeout=10)
    connection.putrequest("POST", "/actions/push_message")
    connection.putheader("Content-Length", "10")
    connection.endheaders(b"{")
    connection.close()

    until(lambda: service.get("/health").ok and caplog.records)
    assert [record.message for record in caplog.records] == ["answered"]

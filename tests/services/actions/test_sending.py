"""`POST /v1/send`: a text with one field, and names of recipients."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from line_connector import Connector
from line_connector.web.response_headers import USEFUL
from services.actions.conftest import LOOPBACK, Service, StartWithKeys, serving
from support.sandboxed import PUSH, USER, Line, text

GROUP = f"C{1:032x}"
OTHER = f"U{2:032x}"
STRANGER = f"U{'e' * 32}"
NAMES = f"recipients: {{ops: {GROUP}, boss: {USER}, all: [ops, boss]}}\ndefault_recipient: ops\n"
PATH = "/v1/send"


@pytest.fixture
def named(
    connector: Connector, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Service]:
    """A service with names of recipients."""
    file = tmp_path / "config.yaml"
    file.write_text(NAMES)
    monkeypatch.setenv("LINE_CONNECTOR_CONFIG", str(file))
    with serving(connector, LOOPBACK) as url:
        yield Service(url)


def test_text_alone_goes_to_the_default_recipient(named: Service, line: Line) -> None:
    response = named.ask("POST", PATH, json={"text": "Disk: 91 %"})

    assert response.status_code == 200
    (result,) = response.json()["results"]
    assert (result["to"], result["status"]) == (GROUP, "sent")
    assert result["output"]["status_code"] == 200
    assert line.received(GROUP)[0]["messages"] == text("Disk: 91 %")


def test_form_is_taken_as_people_send_it(named: Service, line: Line) -> None:
    form = {"to": "boss", "text": "สวัสดี & 5 > 3", "silent": "true"}
    response = named.ask("POST", PATH, data=form)

    assert response.status_code == 200, response.text
    assert line.received()[0]["messages"] == text(form["text"])
    assert line.received()[0]["notificationDisabled"] is True


def test_everything_goes_in_one_push(named: Service, line: Line) -> None:
    body = {
        "to": "boss",
        "text": "x" * 6000,
        "image": "https://example.com/a.png",
        "card": "alert",
        "values": {"title": "Disk"},
        "messages": text("last"),
    }
    assert named.ask("POST", PATH, json=body).status_code == 200
    kinds = [each["type"] for each in line.received()[0]["messages"]]
    assert kinds == ["text", "text", "image", "flex", "text"]


def test_repeated_with_its_key_nobody_gets_it_twice(named: Service, line: Line) -> None:
    body, headers = {"to": "all", "text": "Hi"}, {"Idempotency-Key": "report 7"}
    first = named.ask("POST", PATH, json=body, headers=headers)
    again = named.ask("POST", PATH, json=body, headers=headers)
    returned = {"Idempotency-Key": first.json()["retry_key"]}
    third = named.ask("POST", PATH, json=body, headers=returned)

    assert first.json() == again.json() == third.json()
    assert len(line.requests(PUSH)) == 2


def test_key_of_another_text_is_refused(named: Service, line: Line) -> None:
    headers = {"Idempotency-Key": "report 8"}
    named.ask("POST", PATH, json={"text": "Hi"}, headers=headers)
    response = named.ask("POST", PATH, json={"text": "Ho"}, headers=headers)

    assert response.status_code == 422
    assert "was used for another input" in response.json()["detail"]
    assert len(line.requests(PUSH)) == 1


def test_refusal_of_one_is_a_problem_that_says_what_came_of_each(
    named: Service, line: Line
) -> None:
    response = named.ask("POST", PATH, json={"to": f"boss,{STRANGER}", "text": "Hi"})

    assert response.status_code == 424
    problem = response.json()
    assert [each["status"] for each in problem["results"]] == ["sent", "refused"]
    assert problem["detail"].startswith(f"{USER}: sent\n{STRANGER}: 400 Bad Request")
    sent, refused = problem["results"]
    for output in sent["output"], refused["error"]["output"]:
        assert {"content-type", "x-line-request-id"} <= output["response_headers"].keys() <= USEFUL


@pytest.mark.parametrize(("key", "status"), [(None, 409), ("report 9", 502)])
def test_no_platform_is_led_to_double_what_was_sent(
    named: Service, line: Line, key: str | None, status: int
) -> None:
    """A 5xx is retried by platforms: without a key, the first recipient would get it twice."""
    line.fault(PUSH, answer={"status": 500, "json": {}}, skip=1, times=3)
    body = {"to": f"{USER},{OTHER}", "text": "Hi"}
    headers = {} if key is None else {"Idempotency-Key": key}

    response = named.ask("POST", PATH, json=body, headers=headers)
    assert response.status_code in {status, 504 if key else 409}

    again = {"Idempotency-Key": response.json()["retry_key"]}
    assert named.ask("POST", PATH, json=body, headers=again).status_code == 200
    assert len(line.received(USER)) == len(line.received(OTHER)) == 1


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ({}, "nothing to send: give text, image, sticker, card or messages"),
        ({"text": ""}, "nothing to send"),
        ({"text": " \n"}, "text: must not be blank"),
        ({"text": "Hi", "to": ""}, "recipient: must not be empty"),
        ({"text": "Hi", "to": "osp"}, "unknown recipient 'osp'; did you mean ops?"),
        ({"txt": "Hi"}, "did you mean 'text'?"),
        ({"text": "x" * 25_001}, "at most 25,000 fit in 5 message objects"),
        ({"messages": [{"type": "text"}]}, "messages[0].text: is required"),
        ({"image": "http://example.com/a.png"}, "image: must be an HTTPS URL"),
        ({"text": "Hi", "values": {}}, "values: needs card"),
        ({"text": "Hi", "to": "lineconnector://ops"}, "unknown recipient"),
        ({"text": "Hi", "to": "ops,,boss"}, "recipient in 'ops,,boss': must not be empty"),
        ({"text": "Hi", "to": None}, "to: must not be null; leave it out for the default"),
    ],
)
def test_bad_input_is_said_and_nothing_is_sent(
    named: Service, line: Line, body: dict[str, object], told: str
) -> None:
    response = named.ask("POST", PATH, json=body)

    assert response.status_code == 422
    assert told in response.json()["detail"]
    assert line.requests(PUSH) == []


def test_form_has_a_card_and_message_objects_as_json(named: Service, line: Line) -> None:
    form = {
        "to": "boss",
        "card": "alert",
        "values": '{"title": "Disk"}',
        "messages": json.dumps(text()),
    }
    response = named.ask("POST", PATH, data=form)

    assert response.status_code == 200, response.text
    assert [each["type"] for each in line.received()[0]["messages"]] == ["flex", "text"]


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ({"card": "alert", "values": "title=Disk"}, "values: must be JSON in a form"),
        ({"card": "alert", "values": "[]"}, "values: must be an object"),
        ({"messages": ""}, "messages: must be JSON in a form"),
        ({"text": "Hi", "to": ""}, "recipient: must not be empty"),
    ],
)
def test_form_with_a_wrong_field_is_refused(
    named: Service, line: Line, form: dict[str, str], told: str
) -> None:
    response = named.ask("POST", PATH, data=form)

    assert response.status_code == 422
    assert told in response.json()["detail"]
    assert line.requests(PUSH) == []


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/v1/send?to=boss", "unknown parameter to; there are: account"),
        ("/v1/questions?acount=x", "unknown parameter acount; did you mean account?"),
        ("/actions/broadcast?acount=x", "unknown parameter acount; did you mean account?"),
    ],
)
def test_unknown_parameter_sends_nothing(named: Service, line: Line, path: str, told: str) -> None:
    response = named.ask("POST", path, json={"text": "Hi"})

    assert response.status_code == 422
    assert told in response.json()["detail"]
    assert line.requests() == []


@pytest.mark.parametrize("body", [b"text=%ff", b"text=a&text=b", b"text"])
def test_bad_form_is_refused(named: Service, line: Line, body: bytes) -> None:
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    response = named.ask("POST", PATH, data=body, headers=headers)

    assert response.status_code == 422
    assert "form" in response.json()["detail"]
    assert line.requests(PUSH) == []


def test_client_needs_the_action_that_pushes(keyed: StartWithKeys, line: Line) -> None:
    clients = keyed(sender=["push_message"], reader=["get_*"])
    body = {"to": USER, "text": "Hi"}

    refused = clients["reader"].ask("POST", PATH, json=body)
    assert refused.status_code == 403
    assert "push_message" in refused.json()["detail"]
    assert line.received() == []
    assert clients["sender"].ask("POST", PATH, json=body).status_code == 200


def test_keys_of_two_clients_do_not_meet(keyed: StartWithKeys, line: Line) -> None:
    clients = keyed(one=["push_message"], two=["push_message"])
    for client in clients.values():
        client.ask("POST", PATH, json={"to": USER, "text": "Hi"}, headers={"Idempotency-Key": "1"})
    assert len(line.received()) == 2

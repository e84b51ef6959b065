"""A client that may run some actions sees no more than those, and no more than its own."""

from __future__ import annotations

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from line_connector.manifest import load_manifest
from line_connector.services.actions.openapi import openapi_document
from services.actions.conftest import Service, StartWithKeys
from support.sandboxed import USER, text

INPUT = {"to": USER, "messages": text()}


@pytest.fixture
def services(keyed: StartWithKeys) -> dict[str, Service]:
    return keyed(
        operator=["*"], sender=["push_message", "validate_push"], reader=["get_*"], other=["push_*"]
    )


def lines(service: Service) -> list[str]:
    answer = service.get("/metrics")
    assert answer.status_code == 200
    return [line for line in answer.text.splitlines() if not line.startswith("#")]


def test_limited_client_reads_its_own_lines(services: dict[str, Service]) -> None:
    for name in ("sender", "other", "operator"):
        services[name].run("push_message", INPUT)
    services["reader"].run("get_message_quota")
    services["reader"].run("push_message", INPUT)

    told = {name: lines(service) for name, service in services.items()}

    for name in ("sender", "reader", "other"):
        assert all(f'client="{name}"' in line for line in told[name])
        assert any("actions_total" in line for line in told[name])
    assert not [line for line in told["reader"] if "push_message" in line]
    everything = "\n".join(told["operator"])
    assert "process_cpu_seconds_total" in everything
    for name in services:
        assert f'client="{name}"' in everything


def test_limited_client_that_ran_nothing_reads_nothing(services: dict[str, Service]) -> None:
    services["sender"].run("push_message", INPUT)
    assert lines(services["reader"]) == []


def test_limited_client_reads_of_its_own_actions(services: dict[str, Service]) -> None:
    document = services["sender"].get("/openapi.json").json()

    posts = [path for path, item in document["paths"].items() if "post" in item]
    assert sorted(posts) == [
        "/actions/push_message",
        "/actions/validate_push",
        "/v1/alerts/alertmanager",
        "/v1/alerts/grafana",
        "/v1/media",
        "/v1/questions",
        "/v1/send",
    ]
    assert [tag["name"] for tag in document["tags"]] == ["LINE Messaging API"]
    assert "nfobip" not in str(document)
    assert "arrowcast" not in str(document)
    assert list(OpenAPIV31SpecValidator(document).iter_errors()) == []


def test_client_without_limits_reads_of_all(services: dict[str, Service]) -> None:
    assert services["operator"].get("/openapi.json").json() == openapi_document(load_manifest())

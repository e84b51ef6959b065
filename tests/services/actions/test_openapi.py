"""The service's document in three versions: valid, complete, and fit for what imports it."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import requests
from openapi_spec_validator import (
    OpenAPIV2SpecValidator,
    OpenAPIV30SpecValidator,
    OpenAPIV31SpecValidator,
)
from starlette.routing import Route

from line_connector import Connector, load_manifest
from line_connector.media.folder import MediaFolder
from line_connector.media.own_store import OwnStore
from line_connector.media.server import MediaEndpoints
from line_connector.media.signing import Signer
from line_connector.schema.json_schema import json_schema
from line_connector.schema.plain_schema import plain_schema
from line_connector.services.actions.app import Media, build_app
from line_connector.services.actions.idempotency_store import IdempotencyStore
from line_connector.services.actions.openapi import VERSIONS, Version, openapi_document
from services.actions.conftest import LOOPBACK, Service
from services.actions.power_platform import complaints
from support.sandboxed import USER, text

Json = dict[str, Any]
VALIDATORS = {
    "2.0": OpenAPIV2SpecValidator,
    "3.0": OpenAPIV30SpecValidator,
    "3.1": OpenAPIV31SpecValidator,
}
MANIFEST = load_manifest()
DOCUMENTS = {version: openapi_document(MANIFEST, version) for version in VERSIONS}


def posts(document: Json) -> dict[str, Json]:
    return {path: item["post"] for path, item in document["paths"].items() if "post" in item}


@pytest.mark.parametrize("version", VERSIONS)
def test_document_is_valid(version: Version) -> None:
    errors = [str(error) for error in VALIDATORS[version](DOCUMENTS[version]).iter_errors()]
    assert errors == []


@pytest.mark.parametrize("version", VERSIONS)
def test_every_action_is_an_operation(version: Version) -> None:
    operations = posts(DOCUMENTS[version])

    assert operations.pop("/v1/send")["operationId"] == "send"
    assert operations.pop("/v1/questions")["operationId"] == "ask"
    for source in ("alertmanager", "grafana"):
        alerts = operations.pop(f"/v1/alerts/{source}")
        parameters = [each["name"] for each in alerts["parameters"] if each["in"] == "query"]
        assert parameters == ["to", "language", "silent", "remind", "account"]
    if version == "3.1":
        assert operations.pop("/v1/media")["operationId"] == "put_file"
    assert list(operations) == [f"/actions/{name}" for name in MANIFEST.actions]
    assert [each["operationId"] for each in operations.values()] == list(MANIFEST.actions)
    assert [each["summary"] for each in operations.values()] == [
        spec.title for spec in MANIFEST.actions.values()
    ]


@pytest.mark.parametrize("version", VERSIONS)
def test_every_action_says_what_its_query_takes(version: Version) -> None:
    for path, operation in posts(DOCUMENTS[version]).items():
        if path == "/v1/media":  # sends nothing, so needs no account
            continue
        names = [each["name"] for each in operation["parameters"] if each["in"] == "query"]
        assert "account" in names
        assert ("headers" in names) == path.startswith("/actions/")


def test_every_path_of_the_service_is_documented(connector: Connector, tmp_path: Path) -> None:
    store = MediaFolder(tmp_path)
    media = Media(
        OwnStore(store, Signer(bytes(32)), "https://line.example.com"),
        MediaEndpoints(store, Signer(bytes(32))),
    )
    with closing(IdempotencyStore()) as keys:
        app = build_app(connector, LOOPBACK, keys, media=media)
    routes = {re.sub(r":\w+}", "}", route.path) for route in app.routes if isinstance(route, Route)}
    routes -= {"/v1/alerts/{source}"}  # one path for each source
    assert routes <= DOCUMENTS["3.1"]["paths"].keys()


def test_service_serves_its_document(service: Service) -> None:
    assert service.get("/openapi.json").json() == DOCUMENTS["3.1"]


@pytest.mark.parametrize("version", VERSIONS)
def test_idempotency_key_is_offered_where_it_is_kept(version: Version) -> None:
    offered = {
        each["operationId"]
        for each in posts(DOCUMENTS[version]).values()
        if any(given["name"] == "Idempotency-Key" for given in each.get("parameters", ()))
    }
    assert offered == {"ask", "send", "push_message", "multicast", "narrowcast", "broadcast"}


def input_schema(version: Version, name: str) -> Json:
    operation = posts(DOCUMENTS[version])[f"/actions/{name}"]
    if version == "2.0":
        found = next(given for given in operation["parameters"] if given["in"] == "body")
        schema: Json = found["schema"]
    else:
        schema = operation["requestBody"]["content"]["application/json"]["schema"]
    return schema


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize(
    "name", [name for name, spec in MANIFEST.actions.items() if spec.action.example]
)
def test_example_is_what_the_schema_asks_for(version: Version, name: str) -> None:
    schema = {**DOCUMENTS[version], **input_schema(version, name)}
    if version == "3.1":
        jsonschema.Draft202012Validator(schema).validate(MANIFEST.action(name).action.example)
    else:
        jsonschema.Draft4Validator(schema).validate(MANIFEST.action(name).action.example)


def test_exact_document_says_which_message_is_wrong() -> None:
    schema = {**DOCUMENTS["3.1"], **input_schema("3.1", "push_message")}
    validator = jsonschema.Draft202012Validator(schema)

    assert validator.is_valid({"to": USER, "messages": text()})
    assert not validator.is_valid({"to": USER, "messages": [{"type": "text"}]})


@pytest.mark.parametrize("name", ["push_message", "narrowcast", "infobip_send_omni_message"])
def test_importers_of_3_0_get_plain_schemas(name: str) -> None:
    model = MANIFEST.action(name).action.input_model
    assert input_schema("3.0", name) == plain_schema(json_schema(model))


def test_microsofts_connectors_take_the_swagger_document() -> None:
    assert complaints(DOCUMENTS["2.0"]) == []


Spoil = Callable[[Json], object]


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda push: push["responses"]["200"]["schema"].update(oneOf=[]), "oneOf"),
        (lambda push: body(push)["schema"].update(nullable=True), "nullable"),
        (lambda push: body(push)["schema"].update(const=1), "const"),
        (lambda push: to(push).update(examples=["U1"]), "examples"),
        (lambda push: to(push).update(exclusiveMinimum=0), "exclusiveMinimum"),
        (lambda push: to(push).update(format="uuid"), "format uuid"),
        (lambda push: to(push).update({"x-ms-title": "To"}), "x-ms-title"),
        (lambda push: to(push).pop("x-ms-summary"), "has no x-ms-summary"),
        (lambda push: to(push).update(type=["string", "null"]), "type"),
        (lambda push: push["parameters"][0].pop("type"), "type None"),
        (lambda push: push["responses"]["200"]["headers"]["X-Request-Id"].pop("type"), "type None"),
        (lambda push: push.pop("summary"), "has no summary"),
        (lambda push: push.update(operationId="multicast"), "twice"),
    ],
)
def test_check_of_microsofts_rules_finds_what_breaks_them(spoil: Spoil, told: str) -> None:
    document = copy.deepcopy(DOCUMENTS["2.0"])
    spoil(posts(document)["/actions/push_message"])

    assert any(told in complaint for complaint in complaints(document))


def body(operation: Json) -> Json:
    found: Json = next(given for given in operation["parameters"] if given["in"] == "body")
    return found


def to(operation: Json) -> Json:
    found: Json = body(operation)["schema"]["properties"]["to"]
    return found


def test_designer_shows_first_what_most_people_need() -> None:
    push = posts(DOCUMENTS["2.0"])["/actions/push_message"]
    fields = body(push)["schema"]["properties"]

    assert push["parameters"][0]["x-ms-visibility"] == "important"
    assert {name: field.get("x-ms-visibility") for name, field in fields.items()} == {
        "to": None,
        "messages": None,
        "notificationDisabled": "advanced",
        "customAggregationUnits": "advanced",
        "retryKey": "advanced",
    }
    assert fields["customAggregationUnits"]["x-ms-summary"] == "Custom Aggregation Units"


def test_server_is_told_as_each_version_has_it() -> None:
    address = "https://line.example.com:8443/connector/"
    swagger = openapi_document(MANIFEST, "2.0", address)

    assert openapi_document(MANIFEST, "3.0", address)["servers"] == [{"url": address}]
    assert (swagger["host"], swagger["basePath"], swagger["schemes"]) == (
        "line.example.com:8443",
        "/connector",
        ["https"],
    )


def test_request_made_by_the_swagger_document_sends(service: Service) -> None:
    """As an importer would: the operation's path, its key header, its example."""
    push = posts(DOCUMENTS["2.0"])["/actions/push_message"]
    key = DOCUMENTS["2.0"]["securityDefinitions"]["api_key"]["name"]

    answer = requests.post(
        service.url + "/actions/push_message",
        json=MANIFEST.action("push_message").action.example,
        headers={key: "not needed here", push["parameters"][0]["name"]: "run-1"},
        timeout=10,
    )

    done = push["responses"][str(answer.status_code)]
    jsonschema.Draft4Validator(done["schema"]).validate(answer.json())


@pytest.mark.parametrize("version", VERSIONS)
def test_headers_of_a_response_are_described(version: Version) -> None:
    actions = posts(DOCUMENTS[version])

    def headers(name: str) -> set[str]:
        return set(actions[f"/actions/{name}"]["responses"]["200"]["headers"])

    every = {"X-Request-Id", "X-Line-Retry-Key", "X-Line-Connector-Warning"}
    assert headers("push_message") == every
    assert headers("reply_message") == every - {"X-Line-Retry-Key"}
    assert headers("get_message_quota") == {"X-Request-Id"}


@pytest.mark.parametrize("version", ["3.0", "3.1"])
def test_a_form_has_objects_as_json(version: Version) -> None:
    content = DOCUMENTS[version]["paths"]["/v1/send"]["post"]["requestBody"]["content"]
    encoding = content["application/x-www-form-urlencoded"]["encoding"]
    assert encoding["values"] == encoding["messages"] == {"contentType": "application/json"}

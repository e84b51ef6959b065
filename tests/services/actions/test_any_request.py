"""Requests that nobody thought of, made by schemathesis from the service's own document.

Each answer has to be one that the document tells: its status, its headers, its schema; never a
500, and never anything but 401 without a key.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from hypothesis import Phase, given, settings

from line_connector import Connector, load_manifest
from line_connector.events import EventStore
from line_connector.media import SandboxStore
from line_connector.questions import Attendant
from line_connector.sandbox import Sandbox
from line_connector.services.actions.app import Media
from line_connector.services.actions.clients import Clients, add_client, read_clients
from line_connector.services.actions.openapi import openapi_document
from line_connector.web.authentication import ApiKeyAuthenticator
from services.actions.conftest import Service, serving

schemathesis = pytest.importorskip("schemathesis", reason="needs Python 3.11")

KINDS = ("POSITIVE", "NEGATIVE")
PATHS = openapi_document(load_manifest())["paths"]
OPERATIONS = [(path, "post", kind) for path in PATHS if "post" in PATHS[path] for kind in KINDS]
OPERATIONS += [(path, "get", "POSITIVE") for path in PATHS if "get" in PATHS[path]]


NOT_PROMISED = [
    # Models and providers refuse more than a schema can say …
    schemathesis.checks.positive_data_acceptance,
    # … and models take more than they tell, such as names in Python's spelling.
    schemathesis.checks.negative_data_rejection,
]


@cache
def schema() -> Any:
    """Read once, and not when tests are collected: that takes a second."""
    return schemathesis.openapi.from_dict(openapi_document(load_manifest()))


@pytest.fixture(scope="module")
def service(
    running_sandbox: Sandbox, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Service]:
    running_sandbox.reset()
    file = tmp_path_factory.mktemp("keys") / "clients.yaml"
    key = add_client(file, "anybody", ["*"])
    authenticator = ApiKeyAuthenticator(Clients(read_clients(file)).of_key)
    media = Media(SandboxStore(running_sandbox.url))
    database = f"sqlite:///{file.parent}/events.sqlite"
    with (
        pytest.MonkeyPatch.context() as patch,
        Connector.from_env(running_sandbox.env) as connector,
        EventStore(database) as store,
        Attendant(store.engine, lambda: connector, lambda _: None),
        serving(connector, authenticator, media=media) as url,
    ):
        patch.setenv("LINE_CONNECTOR_STORE", database)
        yield Service(url, key)


@pytest.mark.parametrize(("path", "method", "kind"), OPERATIONS)
def test_answer_is_one_that_the_document_tells(
    service: Service, path: str, method: str, kind: str
) -> None:
    operation = schema()[path][method]
    cases = operation.as_strategy(generation_mode=schemathesis.GenerationMode[kind])

    @settings(max_examples=10, phases=[Phase.generate], database=None)
    @given(case=cases)
    def answer_is_as_told(case: Any) -> None:
        case.call_and_validate(
            base_url=service.url,
            headers=service._key,
            excluded_checks=NOT_PROMISED,
        )

    answer_is_as_told()

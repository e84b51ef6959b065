"""The service on a free port of loopback, over real HTTP, on the sandbox."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
import requests

from line_connector import Connector
from line_connector.services.actions.app import Media, build_app
from line_connector.services.actions.clients import Client, Clients, add_client, read_clients
from line_connector.services.actions.endpoints import Limits
from line_connector.services.actions.idempotency_store import IdempotencyStore
from line_connector.web.authentication import (
    ApiKeyAuthenticator,
    Authenticator,
    LoopbackAuthenticator,
)
from line_connector.web.connections import Bounds
from support.running_app import running

BODY_LIMIT = 100_000
LOOPBACK = LoopbackAuthenticator(Client("loopback"))
LIMITS = Limits(body=BODY_LIMIT, calls=8, wait_seconds=5)


class Service:
    """A running service, and how to ask it."""

    def __init__(self, url: str, key: str | None = None) -> None:
        self.url = url
        self._key = {} if key is None else {"X-API-Key": key}

    def run(self, action: str, body: Any = None, **headers: str) -> requests.Response:
        return self.ask("POST", f"/actions/{action}", json=body, headers=headers)

    def get(self, path: str, **headers: str) -> requests.Response:
        return self.ask("GET", path, headers=headers)

    def ask(
        self, method: str, path: str, headers: Mapping[str, str] | None = None, **more: Any
    ) -> requests.Response:
        given = {name.replace("_", "-"): value for name, value in (headers or {}).items()}
        return requests.request(
            method, self.url + path, headers={**self._key, **given}, timeout=30, **more
        )


@contextmanager
def serving(
    connector: Connector,
    authenticator: Authenticator[Client],
    limits: Limits = LIMITS,
    bounds: Bounds | None = None,
    folder: Path | None = None,
    media: Media | None = None,
) -> Iterator[str]:
    """Serve a connector's actions from a thread; give the service's address."""
    with (
        closing(IdempotencyStore(folder)) as store,
        running(build_app(connector, authenticator, store, limits, media=media), bounds) as url,
    ):
        yield url


@pytest.fixture
def service(connector: Connector) -> Iterator[Service]:
    """A service without keys."""
    with serving(connector, LOOPBACK) as url:
        yield Service(url)


StartWithKeys = Callable[..., dict[str, Service]]


@pytest.fixture
def keyed(connector: Connector, tmp_path: Path) -> Iterator[StartWithKeys]:
    """Start a service with keys: `keyed(n8n=["push_message"])["n8n"]` asks with n8n's."""
    with ExitStack() as stack:

        def start(**clients: list[str]) -> dict[str, Service]:
            file = tmp_path / "clients.yaml"
            keys = {name: add_client(file, name, actions) for name, actions in clients.items()}
            authenticator = ApiKeyAuthenticator(Clients(read_clients(file)).of_key)
            url = stack.enter_context(serving(connector, authenticator))
            return {name: Service(url, key) for name, key in keys.items()}

        yield start

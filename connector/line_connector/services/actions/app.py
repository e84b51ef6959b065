"""The service as one web application."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import AsyncGenerator
from typing import NamedTuple

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from line_connector.connector import Connector
from line_connector.manifest import Manifest
from line_connector.media.own_store import PATH as MEDIA
from line_connector.media.server import MediaEndpoints
from line_connector.media.store import Store
from line_connector.services.actions.accounts import client_of
from line_connector.services.actions.alerts.endpoint import AlertEndpoints
from line_connector.services.actions.clients import Client
from line_connector.services.actions.endpoints import (
    ActionEndpoints,
    ActionMetrics,
    Limits,
)
from line_connector.services.actions.idempotency_store import IdempotencyStore
from line_connector.services.actions.media import MediaEndpoint
from line_connector.services.actions.openapi import openapi_document
from line_connector.services.actions.questions import QuestionEndpoints
from line_connector.services.actions.sending import SendEndpoint
from line_connector.services.actions.welcome import welcome_to
from line_connector.web.app import build_app as build_web_app
from line_connector.web.authentication import Authenticator
from line_connector.web.responses import JsonResponse

WELCOME = "/"


def build_app(
    connector: Connector,
    authenticator: Authenticator[Client],
    store: IdempotencyStore,
    limits: Limits | None = None,
    media: Media | None = None,
) -> Starlette:
    """Return the application that runs actions for authenticated clients.

    Args:
        connector: runs them, all requests on the same sessions.
        authenticator: tells which client sends a request.
        store: what was sent under each retry key.
        limits: what a request and an action may take.
        media: takes files, and serves them; neither if absent.
    """
    metrics = ActionMetrics()
    limits = limits or Limits()
    endpoints = ActionEndpoints(connector, metrics, store, limits)
    documents = Documents(connector.manifest)

    def openapi(request: Request) -> Response:
        return Response(documents.of(client_of(request)), media_type="application/json")

    questions = QuestionEndpoints(endpoints)
    routes = [
        *endpoints.routes(),
        *SendEndpoint(endpoints).routes(),
        *questions.routes(),
        *AlertEndpoints(endpoints).routes(),
        *(media.routes(connector.manifest) if media else ()),
        Route("/openapi.json", openapi, methods=["GET"]),
    ]
    routes.append(Route(WELCOME, welcome_to(routes), methods=["GET"]))
    app = build_web_app(routes, authenticator, metrics, public=[WELCOME], own=MEDIA)

    @contextlib.asynccontextmanager
    async def lifespan(_: object) -> AsyncGenerator[None]:
        with contextlib.closing(questions):
            yield

    app.router.lifespan_context = lifespan
    return app


class Media(NamedTuple):
    """Where files for messages go to, and who serves them."""

    store: Store

    server: MediaEndpoints | None = None
    """Serves them, unless the store does."""

    def routes(self, manifest: Manifest) -> list[Route]:
        """Return the routes."""
        served = self.server.routes() if self.server else []
        return [*MediaEndpoint(self.store, manifest).routes(), *served]


class Documents:
    """The OpenAPI document, for each client with the actions that it may run."""

    def __init__(self, manifest: Manifest) -> None:
        self._manifest = manifest
        self._rendered: dict[frozenset[str], bytes] = {}
        self._lock = threading.Lock()

    def of(self, client: Client) -> bytes:
        """Return a client's document as JSON; clients with the same actions share it."""
        actions = frozenset(
            name for name, spec in self._manifest.actions.items() if client.may_run(spec)
        )
        with self._lock:
            if actions not in self._rendered:
                document = openapi_document(self._manifest, actions=actions)
                self._rendered[actions] = bytes(JsonResponse(document).body)
            return self._rendered[actions]

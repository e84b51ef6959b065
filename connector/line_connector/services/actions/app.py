"""The service as one web application."""

from __future__ import annotations

import threading
from typing import cast

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from line_connector.connector import Connector
from line_connector.errors import ConnectorError
from line_connector.manifest import Manifest
from line_connector.services.actions.actions import ActionPages, Limits
from line_connector.services.actions.answers import Answer, error_answer, problem_answer
from line_connector.services.actions.clients import Client
from line_connector.services.actions.frame import HEALTH, Frame, client_of, record_of
from line_connector.services.actions.front_door import FrontDoor
from line_connector.services.actions.metrics import Metrics
from line_connector.services.actions.openapi import openapi_document
from line_connector.services.actions.problems import STATUSES
from line_connector.services.actions.used_keys import UsedKeys


def build_app(
    connector: Connector,
    door: FrontDoor,
    used_keys: UsedKeys,
    limits: Limits | None = None,
) -> Starlette:
    """Make the application that runs actions for whoever is let in.

    Args:
        connector: runs them, all requests on the same sessions.
        door: lets in.
        used_keys: which input each retry key was used for.
        limits: what a request and an action may take.
    """
    metrics = Metrics()
    pages = ActionPages(connector, metrics, used_keys, limits or Limits())
    documents = Documents(connector.manifest)

    async def health(_: Request) -> Answer:
        return Answer({"status": "ok"})

    async def numbers(request: Request) -> Response:
        return metrics.answer(client_of(request))

    def openapi(request: Request) -> Response:
        return Response(documents.of(client_of(request)), media_type="application/json")

    app = Starlette(
        routes=[
            *pages.routes(),
            Route(HEALTH, health, methods=["GET"]),
            Route("/metrics", numbers, methods=["GET"]),
            Route("/openapi.json", openapi, methods=["GET"]),
        ],
        middleware=[Middleware(Frame, door=door, metrics=metrics)],
        exception_handlers={HTTPException: _refuse, ConnectorError: _fail},
    )
    app.router.redirect_slashes = False
    return app


class Documents:
    """The OpenAPI document, for each client with the actions that it may run."""

    def __init__(self, manifest: Manifest) -> None:
        self._manifest = manifest
        self._written: dict[frozenset[str], Answer] = {}
        self._lock = threading.Lock()

    def of(self, client: Client) -> bytes:
        """Return a client's document as JSON; it is written once for all with the same actions."""
        actions = frozenset(
            name for name, spec in self._manifest.actions.items() if client.may_run(spec)
        )
        with self._lock:
            if actions not in self._written:
                document = openapi_document(self._manifest, actions=actions)
                self._written[actions] = Answer(document)
            return bytes(self._written[actions].body)


async def _refuse(request: Request, error: Exception) -> Answer:
    refused = cast("HTTPException", error)
    told = STATUSES[refused.status_code]
    # Of a page that is not there Starlette says the title alone.
    detail = told.meaning if refused.detail == told.title else refused.detail
    return problem_answer(refused.status_code, detail, record_of(request), refused.headers)


async def _fail(request: Request, error: Exception) -> Answer:
    return error_answer(cast("ConnectorError", error), record_of(request))

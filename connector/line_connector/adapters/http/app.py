"""The service as one web application."""

from __future__ import annotations

from functools import cache
from typing import Any, cast

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from line_connector.adapters.http.actions import ActionPages
from line_connector.adapters.http.answers import Answer, error_answer, problem_answer
from line_connector.adapters.http.frame import HEALTH, Frame, record_of
from line_connector.adapters.http.front_door import FrontDoor
from line_connector.adapters.http.metrics import Metrics
from line_connector.adapters.http.openapi import openapi_document
from line_connector.adapters.http.problems import STATUSES
from line_connector.errors import ConnectorError
from line_connector.runner import Connector


def build_app(connector: Connector, door: FrontDoor, body_limit: int) -> Starlette:
    """Make the application that runs actions for whoever is let in.

    Args:
        connector: runs them, all requests on the same sessions.
        door: lets in.
        body_limit: how many bytes a request's body may have.
    """
    metrics = Metrics()

    def health(_: Request) -> Answer:
        return Answer({"status": "ok"})

    def numbers(_: Request) -> Response:
        return metrics.answer()

    @cache
    def document() -> dict[str, Any]:
        return openapi_document(connector.manifest)

    def openapi(_: Request) -> Answer:
        return Answer(document())

    app = Starlette(
        routes=[
            *ActionPages(connector, metrics, body_limit).routes(),
            Route(HEALTH, health, methods=["GET"]),
            Route("/metrics", numbers, methods=["GET"]),
            Route("/openapi.json", openapi, methods=["GET"]),
        ],
        middleware=[Middleware(Frame, door=door, metrics=metrics)],
        exception_handlers={HTTPException: _refuse, ConnectorError: _fail},
    )
    app.router.redirect_slashes = False
    return app


async def _refuse(request: Request, error: Exception) -> Answer:
    refused = cast("HTTPException", error)
    told = STATUSES[refused.status_code]
    # Of a page that is not there Starlette says the title alone.
    detail = told.meaning if refused.detail == told.title else refused.detail
    return problem_answer(refused.status_code, detail, record_of(request), refused.headers)


async def _fail(request: Request, error: Exception) -> Answer:
    return error_answer(cast("ConnectorError", error), record_of(request))

"""A service as one web application: its routes, `/health` and `/metrics`."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import cast

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware as Wrap
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from line_connector.errors import ConnectorError
from line_connector.web.authentication import Authenticator
from line_connector.web.identity import Client
from line_connector.web.metrics import Metrics
from line_connector.web.middleware import Middleware, client_of, record_of
from line_connector.web.problems import STATUSES
from line_connector.web.responses import JsonResponse, error_response, problem_response

HEALTH = "/health"


def build_app(
    routes: Iterable[BaseRoute],
    authenticator: Authenticator[Client],
    metrics: Metrics,
    public: Collection[str] = (),
    own: str | tuple[str, ...] = (),
) -> Starlette:
    """Return the application. What its routes raise is answered as a problem.

    Args:
        routes: of the service itself.
        authenticator: tells which client sends a request; only `/health` needs no client.
        metrics: counts the requests.
        public: further paths that need no client.
        own: beginnings of the paths whose routes authenticate requests themselves.
    """

    async def health(_: Request) -> Response:
        return JsonResponse({"status": "ok"})

    async def counters(request: Request) -> Response:
        return metrics.response(client_of(request))

    app = Starlette(
        routes=[
            *routes,
            Route(HEALTH, health, methods=["GET"]),
            Route("/metrics", counters, methods=["GET"]),
        ],
        middleware=[
            Wrap(
                Middleware,
                authenticator=authenticator,
                count=metrics.count,
                public={HEALTH, *public},
                own=own,
            )
        ],
        exception_handlers={HTTPException: _http_problem, ConnectorError: _connector_problem},
    )
    app.router.redirect_slashes = False
    return app


async def _http_problem(request: Request, error: Exception) -> Response:
    error = cast("HTTPException", error)
    status = STATUSES[error.status_code]
    # For an unknown path Starlette gives the title alone.
    detail = status.meaning if error.detail == status.title else error.detail
    return problem_response(error.status_code, detail, record_of(request), error.headers)


async def _connector_problem(request: Request, error: Exception) -> Response:
    return error_response(cast("ConnectorError", error), record_of(request))

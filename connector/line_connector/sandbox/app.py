"""The sandbox as one web application: the platforms, the control API and the page."""

from collections.abc import Callable
from typing import Any

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from line_connector.sandbox.control import control_routes
from line_connector.sandbox.frame import Frame
from line_connector.sandbox.line.api import line_routes
from line_connector.sandbox.line.errors import METHOD_NOT_ALLOWED, NOT_FOUND
from line_connector.sandbox.page import page_route
from line_connector.sandbox.state import State


def build_app(state: State, hang_up: Callable[[Any], None]) -> Starlette:
    """Make the application of one sandbox; `hang_up` cuts a client's connection."""
    app = Starlette(
        routes=[page_route(state), *control_routes(state), *line_routes(state)],
        middleware=[Middleware(Frame, state, hang_up)],
        exception_handlers={404: _not_found, 405: _method_not_allowed},
    )
    app.router.redirect_slashes = False
    return app


async def _not_found(_: Request, __: Exception) -> Response:
    return JSONResponse({"message": NOT_FOUND}, 404)


async def _method_not_allowed(_: Request, __: Exception) -> Response:
    return JSONResponse({"message": METHOD_NOT_ALLOWED}, 405)

"""The sandbox as one web application: the platforms, the control API and the page."""

from collections.abc import Callable
from typing import Any

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response

from line_connector.sandbox.control import control_routes
from line_connector.sandbox.frame import Frame
from line_connector.sandbox.infobip.api import infobip_routes
from line_connector.sandbox.infobip.pusher import Pusher
from line_connector.sandbox.line.api import line_routes
from line_connector.sandbox.origins import Origins
from line_connector.sandbox.page import page_route
from line_connector.sandbox.platforms import refuse_route
from line_connector.sandbox.state import State


def build_app(state: State, pusher: Pusher, hang_up: Callable[[Any], None], host: str) -> Starlette:
    """Make the application of one sandbox.

    Args:
        state: of the sandbox.
        pusher: pushes reports.
        hang_up: cuts a client's connection.
        host: what the sandbox listens on, as it was told.
    """
    origins = Origins(host)
    app = Starlette(
        routes=[
            page_route(state),
            *control_routes(state, pusher),
            *line_routes(state),
            *infobip_routes(state),
        ],
        middleware=[
            Middleware(Frame, state=state, pusher=pusher, hang_up=hang_up, origins=origins)
        ],
        exception_handlers={404: _not_found, 405: _method_not_allowed},
    )
    app.router.redirect_slashes = False
    return app


async def _not_found(request: Request, _: Exception) -> Response:
    return _refused(request, 404)


async def _method_not_allowed(request: Request, _: Exception) -> Response:
    return _refused(request, 405)


def _refused(request: Request, status: int) -> Response:
    answer = refuse_route(request.url.path, status)
    return Response(answer.content, answer.status, answer.headers, answer.content_type)

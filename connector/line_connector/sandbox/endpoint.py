"""An operation as the web server calls it."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from starlette.requests import Request as WebRequest
from starlette.responses import Response as WebResponse

from line_connector.sandbox.exchange import Request, Response


def endpoint_of(
    answer_to: Callable[[Request], Response],
) -> Callable[[WebRequest], Awaitable[WebResponse]]:
    """Return the endpoint that gives an operation's answers."""

    async def endpoint(web: WebRequest) -> WebResponse:
        request = replace(web.scope["request"], path_parameters=web.path_params)
        response = answer_to(request)
        return WebResponse(
            response.content, response.status, response.headers, response.content_type
        )

    return endpoint

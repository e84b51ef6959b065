"""An operation as the web server calls it."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from starlette.requests import Request
from starlette.responses import Response

from line_connector.sandbox.exchange import Answer, Call


def endpoint_of(answer_to: Callable[[Call], Answer]) -> Callable[[Request], Awaitable[Response]]:
    """Return the endpoint that gives an operation's answers."""

    async def endpoint(request: Request) -> Response:
        call = replace(request.scope["call"], path_parameters=request.path_params)
        answer = answer_to(call)
        return Response(answer.content, answer.status, answer.headers, answer.content_type)

    return endpoint

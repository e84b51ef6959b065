"""A minimal Starlette application that parses a push and answers: the sandbox's peer."""

import socket

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route


async def push(request: Request) -> JSONResponse:
    """Parse the body, and answer what LINE would."""
    messages = (await request.json())["messages"]
    return JSONResponse({"sentMessages": [{"id": "461230966842064897"} for _ in messages]})


app = Starlette(routes=[Route("/v2/bot/message/push", push, methods=["POST"])])
listener = socket.create_server(("127.0.0.1", 0))
print(f"http://127.0.0.1:{listener.getsockname()[1]}", flush=True)
config = uvicorn.Config(app, access_log=False, log_level="warning")
uvicorn.Server(config).run(sockets=[listener])

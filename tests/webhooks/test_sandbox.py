"""The sandbox signs webhooks as LINE does, and a bot with these functions takes them."""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from line_connector import Connector
from line_connector.errors import SignatureError
from line_connector.webhooks import Webhook, verify_and_parse
from support.running_app import running
from support.sandboxed import Line


class Bot:
    """A bot's webhook endpoint."""

    def __init__(self, secret: str) -> None:
        self.secret = secret
        self.webhooks: list[Webhook] = []
        self.app = Starlette(routes=[Route("/line", self._take, methods=["POST"])])

    async def _take(self, request: Request) -> Response:
        try:
            signature = request.headers.get("x-line-signature")
            self.webhooks.append(verify_and_parse(await request.body(), signature, self.secret))
        except SignatureError:
            return Response(status_code=401)
        return Response()


def told_by(connector: Connector, line: Line, bot: Bot) -> object:
    with running(bot.app) as url:
        line.control("webhook", {"endpoint": f"{url}/line"})
        return connector.run("test_webhook_endpoint", {}).to_dict()["json_body"]["reason"]


def test_webhook_of_the_sandbox_is_taken(connector: Connector, line: Line) -> None:
    bot = Bot("sandbox-secret")

    assert told_by(connector, line, bot) == "OK"
    (webhook,) = bot.webhooks
    assert webhook.destination == connector.run("get_bot_info", {}).to_dict()["json_body"]["userId"]
    assert webhook.events == ()


def test_webhook_of_another_channel_is_not(connector: Connector, line: Line) -> None:
    bot = Bot("another secret")

    assert told_by(connector, line, bot) == "ERROR_STATUS_CODE"
    assert bot.webhooks == []

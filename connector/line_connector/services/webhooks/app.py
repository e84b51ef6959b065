"""The receiver as a web application: on its own, or mounted in another."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncGenerator, Sequence

from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException

from line_connector.configuration import read_configuration
from line_connector.connector import Connector
from line_connector.events.dispatcher import Dispatcher
from line_connector.events.store import EventStore
from line_connector.events.subscription import Subscription
from line_connector.media.own_store import PATH as MEDIA
from line_connector.media.server import MediaEndpoints
from line_connector.media.serving import media_server
from line_connector.recipients.filling import BookFiller
from line_connector.services.webhooks.channels import ChannelSource, read_channels
from line_connector.services.webhooks.endpoints import (
    BODY_LIMIT,
    PREFIX,
    WebhookEndpoints,
    WebhookMetrics,
)
from line_connector.services.webhooks.receiver import Receiver
from line_connector.web.app import build_app as build_web_app
from line_connector.web.authentication import Authenticator
from line_connector.web.identity import Client


def build_app(
    receiver: Receiver,
    authenticator: Authenticator[Client],
    metrics: WebhookMetrics | None = None,
    body_limit: int = BODY_LIMIT,
    media: MediaEndpoints | None = None,
) -> Starlette:
    """Return the application that receives webhooks.

    Args:
        receiver: authenticates them and writes their events down.
        authenticator: tells which client sends any other request: for `/metrics`.
        metrics: counts requests and events.
        body_limit: bytes of a webhook.
        media: serves the files of messages, so that one public URL is enough; none if absent.
    """
    metrics = metrics or WebhookMetrics()
    routes = WebhookEndpoints(receiver, metrics, body_limit).routes()
    routes += media.routes() if media else []
    return build_web_app(routes, authenticator, metrics, own=(PREFIX, MEDIA))


def asgi_app(
    subscriptions: Sequence[Subscription] = (),
    store: str | None = None,
    account: str | None = None,
    authenticator: Authenticator[Client] | None = None,
) -> Starlette:
    """Return the receiver to be mounted in an application, such as FastAPI's.

    With its dispatcher, the recipient book, and the files that we serve where `media` of the
    configuration file has a `url` of ours.

        app = FastAPI(lifespan=receiver.router.lifespan_context)
        app.mount("/line", receiver)  # LINE sends to /line/webhook/line

    Starlette and FastAPI run the lifespan of the outer application only: pass it on as above, or
    enter it in one of your own.

    Args:
        subscriptions: the handlers.
        store: URL of the database; the SQLite file in the user's data folder if absent.
        account: of the configuration file, to receive for it only.
        authenticator: tells who may see `/metrics`; nobody if absent.

    Raises:
        ConnectorError: there is no secret, or the database cannot be used.
    """
    configuration = read_configuration()
    channels = ChannelSource(lambda: read_channels(read_configuration(), account))
    connector = Connector.from_configuration(account)
    media = media_server(configuration.media)
    opened = EventStore(store)
    metrics = WebhookMetrics()
    receiver = Receiver(channels, opened, subscriptions)
    app = build_app(receiver, authenticator or NoClients(), metrics, media=media)
    dispatcher = Dispatcher(opened, subscriptions, report=metrics.count_delivery)

    @contextlib.asynccontextmanager
    async def lifespan(_: object) -> AsyncGenerator[None]:
        with connector, opened, dispatcher, BookFiller(opened, configuration, lambda: connector):
            yield

    app.router.lifespan_context = lifespan
    return app


class NoClients:
    """Accepts no client: for services whose own paths authenticate requests themselves."""

    def authenticate(self, headers: Headers) -> Client:  # noqa: ARG002
        """Refuse a request.

        Raises:
            HTTPException: always.
        """
        raise HTTPException(401, "the service was started without clients that may see this")

"""`line-connector listen`: receive webhooks, until Ctrl-C."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from typing import TYPE_CHECKING

import click

from line_connector.cli.listening import bind_port
from line_connector.cli.options import complete_account
from line_connector.cli.printing import say, say_warning
from line_connector.configuration import read_configuration

if TYPE_CHECKING:
    import socket

    from line_connector.events import Subscription
    from line_connector.services.webhooks.channels import Channels


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8078,
    show_default=True,
    help="Port to listen on; 0 takes any.",
)
@click.option(
    "--account",
    metavar="NAME",
    shell_complete=complete_account,
    help="Receive for this account of the configuration file only. Default: for all with a secret.",
)
@click.option("--forward", multiple=True, metavar="URL", help="Forward events; can be repeated.")
@click.option("--print", "prints", is_flag=True, help="Print events, one line of JSON each.")
@click.option(
    "--store",
    envvar="LINE_CONNECTOR_STORE",
    show_envvar=True,
    metavar="URL",
    help="Database of the events: sqlite:///PATH or postgresql://… Default: a file in the user's "
    "data folder.",
)
@click.option(
    "--lease",
    type=click.FloatRange(min=0.2),
    default=30,
    show_default=True,
    metavar="SECONDS",
    help="After which what a process that died was delivering is delivered again.",
)
def listen(
    host: str,
    port: int,
    account: str | None,
    forward: tuple[str, ...],
    prints: bool,
    store: str | None,
    lease: float,
) -> None:
    r"""Receive webhooks: each event is written down, answered, and delivered to handlers.

    \b
      line-connector listen --print
      line-connector listen --forward http://127.0.0.1:3000/callback
    """
    from line_connector.events import Dispatcher, EventStore
    from line_connector.services.webhooks.app import build_app
    from line_connector.services.webhooks.channels import read_channels
    from line_connector.services.webhooks.endpoints import WebhookMetrics
    from line_connector.services.webhooks.receiver import Receiver
    from line_connector.web import server
    from line_connector.web.access_log import log_to_stderr
    from line_connector.web.authentication import LoopbackAuthenticator
    from line_connector.web.identity import Client

    channels = read_channels(read_configuration(), account)
    subscriptions = _subscriptions(channels, forward, prints=prints)
    with ExitStack() as stack:
        listener = stack.enter_context(_bind(host, port))
        opened = stack.enter_context(EventStore(store))
        metrics = WebhookMetrics()
        log_to_stderr()
        stack.enter_context(Dispatcher(opened, subscriptions, lease, report=metrics.count_delivery))
        url = server.address_of(listener)
        receiver = Receiver(lambda: channels, opened, subscriptions)
        server.serve(
            build_app(receiver, LoopbackAuthenticator(Client("loopback")), metrics),
            listener,
            lambda: say(f"Receive webhooks at {url}/webhook/line - stop with Ctrl-C"),
        )


def _subscriptions(
    channels: Channels, forward: tuple[str, ...], *, prints: bool
) -> list[Subscription]:
    from line_connector.events import Subscription
    from line_connector.handlers.forward import Forward
    from line_connector.handlers.ndjson import NdjsonLines

    found = [
        Subscription(f"forward {url}"[:64], Forward(url, channels.current_secret))
        for url in forward
    ]
    if prints:
        found.append(Subscription("print", NdjsonLines(sys.stdout), concurrency=1))
    return found


def _bind(host: str, port: int) -> socket.socket:
    from line_connector.web.server import is_on_loopback

    listener = bind_port(host, port)
    if not is_on_loopback(listener):
        say_warning("webhooks are not encrypted: put a TLS proxy in front of this port")
    return listener

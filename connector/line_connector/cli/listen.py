"""`line-connector listen`: receive webhooks, until Ctrl-C."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from line_connector.cli.completing import complete_account, complete_file
from line_connector.cli.event_handlers import read_subscriptions, say_unclaimed
from line_connector.cli.listening import bind_port
from line_connector.cli.options import address_options, store_option
from line_connector.cli.playbook.options import state_option
from line_connector.cli.printing import say, say_warning
from line_connector.cli.streams import EndingOutput
from line_connector.configuration import read_configuration

if TYPE_CHECKING:
    import socket

    from line_connector.web.authentication import Authenticator
    from line_connector.web.identity import Client


@click.command()
@address_options(8078)
@click.option(
    "--account",
    metavar="NAME",
    shell_complete=complete_account,
    help="Receive for this account of the configuration file only. Default: for all with a secret.",
)
@click.option("--forward", multiple=True, metavar="URL", help="Forward events; can be repeated.")
@click.option(
    "--handlers",
    metavar="FILE",
    shell_complete=complete_file,
    help="Handlers: YAML, or Python with @on(…).",
)
@click.option("--print", "prints", is_flag=True, help="Print events, one line of JSON each.")
@store_option
@state_option
@click.option("--keys", metavar="FILE", help="Clients that may see /metrics; see: keys add.")
@click.option(
    "--keep-events",
    type=click.FloatRange(min=0),
    default=90,
    show_default=True,
    metavar="DAYS",
    help="After which nothing but the ID is left of an event.",
)
@click.option(
    "--keep-content",
    type=click.FloatRange(min=0),
    default=30,
    show_default=True,
    metavar="DAYS",
    help="After which the contents of an event are erased; 0: once it is delivered.",
)
@click.option(
    "--lease",
    type=click.FloatRange(min=0.2),
    default=30,
    show_default=True,
    metavar="SECONDS",
    help="After which what a process that died was delivering is delivered again.",
)
@click.option(
    "--max-body",
    type=click.IntRange(min=1),
    default=4 * 1024 * 1024,
    show_default=True,
    metavar="BYTES",
    help="Maximum size of a webhook.",
)
@click.option(
    "--public-url",
    metavar="URL",
    help="Where people's phones find this service: https://…; files are served there. "
    "Default: media of the configuration file.",
)
@click.option("-q", "--quiet", is_flag=True, help="Log warnings only, not each request.")
def listen(
    host: str,
    port: int,
    account: str | None,
    forward: tuple[str, ...],
    handlers: str | None,
    prints: bool,
    store: str | None,
    state: Path | None,
    keys: str | None,
    keep_events: float,
    keep_content: float,
    lease: float,
    max_body: int,
    public_url: str | None,
    quiet: bool,
) -> None:
    r"""Receive webhooks: each event is written down, answered, and delivered to handlers.

    The recipient book learns from them. Files of messages are served as by: line-connector serve.

    \b
      line-connector listen --print
      line-connector listen --forward http://127.0.0.1:3000/callback
      line-connector listen --handlers handlers.yaml

    LINE sends to HTTPS only: put a TLS proxy or a tunnel in front, and set its address with
    line-connector webhook set.
    """
    from line_connector.cli.serving_media import media_settings
    from line_connector.events.dispatcher import Dispatcher
    from line_connector.events.retention import Retention
    from line_connector.events.store import EventStore
    from line_connector.media.serving import media_server
    from line_connector.questions.attending import Attendant
    from line_connector.recipients.filling import BookFiller
    from line_connector.sending.sender import Sender
    from line_connector.services.webhooks.app import build_app
    from line_connector.services.webhooks.channels import ChannelSource, read_channels
    from line_connector.services.webhooks.endpoints import WebhookMetrics
    from line_connector.services.webhooks.receiver import Receiver
    from line_connector.web import server
    from line_connector.web.access_log import log_to_stderr

    channels = ChannelSource(lambda: read_channels(read_configuration(), account))
    output = EndingOutput(sys.stdout)
    with output.ending(), ExitStack() as stack:
        connector = Sender(account)
        stack.callback(connector.close)
        subscriptions = read_subscriptions(
            channels, connector, handlers, forward, output, state, prints=prints
        )
        listener = stack.enter_context(bind_port(host, port))
        authenticator = _authenticator(listener, keys)
        media = media_server(media_settings(public_url))
        opened = stack.enter_context(EventStore(store))
        attendant = Attendant(opened.engine, connector, channels.current_secret)
        subscriptions.append(stack.enter_context(attendant).subscription)
        say_unclaimed(opened, subscriptions)
        metrics = WebhookMetrics()
        log_to_stderr(requests=not quiet)
        stack.enter_context(
            Dispatcher(
                opened,
                subscriptions,
                lease,
                report=metrics.count_delivery,
                retention=Retention(keep_events, keep_content),
            )
        )
        stack.enter_context(BookFiller(opened, read_configuration(), connector))
        url = server.address_of(listener)
        server.serve(
            build_app(
                Receiver(channels, opened, subscriptions), authenticator, metrics, max_body, media
            ),
            listener,
            lambda: say(f"Receive webhooks at {url}/webhook/line - stop with Ctrl-C"),
        )


def _authenticator(listener: socket.socket, keys: str | None) -> Authenticator[Client]:
    """Return what tells who may see `/metrics`: webhooks authenticate themselves."""
    from line_connector.services.actions.clients import Clients, read_clients
    from line_connector.services.webhooks.app import NoClients
    from line_connector.web.authentication import ApiKeyAuthenticator, LoopbackAuthenticator
    from line_connector.web.identity import Client
    from line_connector.web.server import is_on_loopback

    is_local = is_on_loopback(listener)
    if not is_local:
        say_warning("webhooks are not encrypted: put a TLS proxy in front of this port")
    if keys is not None:
        return ApiKeyAuthenticator(Clients(read_clients(Path(keys))).of_key)
    return LoopbackAuthenticator(Client("loopback")) if is_local else NoClients()

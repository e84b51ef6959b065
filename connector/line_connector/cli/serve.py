"""`line-connector serve`: every action over HTTP, until Ctrl-C."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from line_connector.cli.completing import complete_file, complete_folder
from line_connector.cli.connecting import connected
from line_connector.cli.listening import bind_port, unusable_connections
from line_connector.cli.options import (
    address_options,
    credentials_options,
    manifest_option,
    sandbox_option,
)
from line_connector.cli.printing import say, say_warning
from line_connector.cli.state import state_folder
from line_connector.errors import InputError

if TYPE_CHECKING:
    import socket

    from line_connector.cli.sandbox_in_use import SandboxInUse
    from line_connector.services.actions.clients import Client
    from line_connector.services.actions.idempotency_store import IdempotencyStore
    from line_connector.web.authentication import Authenticator


@click.command()
@address_options(8080)
@click.option(
    "--keys",
    metavar="FILE",
    shell_complete=complete_file,
    help="Clients and their API keys; see: keys add.",
)
@click.option("--no-auth", is_flag=True, help="Accept unauthenticated requests from this machine.")
@credentials_options
@sandbox_option
@click.option(
    "--max-body",
    type=click.IntRange(min=1),
    default=1024 * 1024,
    show_default=True,
    metavar="BYTES",
    help="Maximum size of a request body.",
)
@click.option(
    "--max-calls",
    type=click.IntRange(min=1),
    default=40,
    show_default=True,
    metavar="N",
    help="Maximum calls of one action in flight; others wait, and get 503 after 10 s.",
)
@click.option(
    "--max-connections",
    type=click.IntRange(min=1),
    default=512,
    show_default=True,
    metavar="N",
    help="Maximum open connections.",
)
@click.option(
    "--state",
    default=lambda: str(state_folder()),
    envvar="LINE_CONNECTOR_STATE",
    show_envvar=True,
    metavar="FOLDER",
    shell_complete=complete_folder,
    help="Folder that stores for two days what was sent under each Idempotency-Key; none: in "
    "memory. Default: the user's state folder.",
)
@click.option(
    "--public-url",
    metavar="URL",
    help="Where people's phones find this service: https://…; files are served there. "
    "Default: media of the configuration file.",
)
@manifest_option
def serve(
    host: str,
    port: int,
    keys: str | None,
    no_auth: bool,
    connection: str | None,
    account: str | None,
    sandbox: bool,
    max_body: int,
    max_calls: int,
    max_connections: int,
    state: str,
    public_url: str | None,
    manifest: tuple[str, ...],
) -> None:
    r"""Serve every action over HTTP.

    \b
      line-connector serve --sandbox --no-auth &
      curl http://127.0.0.1:8080/actions/get_message_quota -X POST
    """
    from line_connector.cli.serving_media import media_of
    from line_connector.manifest import load_manifest
    from line_connector.services.actions.app import build_app
    from line_connector.services.actions.endpoints import Limits
    from line_connector.web import server
    from line_connector.web.access_log import log_to_stderr
    from line_connector.web.connections import Bounds

    catalogue = load_manifest(*manifest)
    with ExitStack() as stack:
        authenticator = _authenticator(keys, no_auth)
        listener = stack.enter_context(_bind(host, port, no_auth))
        connector = stack.enter_context(
            connected(catalogue, connection, account, sandbox=sandbox, on_sandbox=_say_sandbox)
        )
        for error in unusable_connections(connector).values():
            say_warning(str(error))
        store = _idempotency_store("none" if sandbox else state)
        stack.callback(store.close)
        media = media_of(connector, public_url, None if state == "none" else Path(state))
        log_to_stderr()
        url = server.address_of(listener)
        server.serve(
            build_app(
                connector,
                authenticator,
                store,
                Limits(body=max_body, calls=max_calls),
                media=media,
            ),
            listener,
            lambda: say(f"Run actions at {url}/actions/NAME - stop with Ctrl-C"),
            Bounds(connections=max_connections),
        )


def _authenticator(keys: str | None, no_auth: bool) -> Authenticator[Client]:
    """Return what authenticates requests."""
    from line_connector.services.actions.clients import ALL, Client, Clients, read_clients
    from line_connector.web.authentication import ApiKeyAuthenticator, LoopbackAuthenticator

    if (keys is None) is not no_auth:
        raise click.UsageError(
            "authentication is required: --keys FILE (see: line-connector keys add), "
            "or --no-auth to accept every request from this machine"
        )
    if keys is None:
        return LoopbackAuthenticator(Client("loopback", callbacks=ALL))
    entries = read_clients(Path(keys))
    if not entries:
        raise InputError(f"{keys}: lists no client; add one: line-connector keys add")
    return ApiKeyAuthenticator(Clients(entries).of_key)


def _bind(host: str, port: int, no_auth: bool) -> socket.socket:
    """Bind the port; without keys only one that other machines cannot reach."""
    from line_connector.web.server import is_on_loopback

    listener = bind_port(host, port)
    if not is_on_loopback(listener):
        if no_auth:
            listener.close()
            raise InputError(f"--no-auth: not with --host {host}, which other machines can reach")
        say_warning("keys and messages are not encrypted: put a TLS proxy in front of this port")
    return listener


def _idempotency_store(state: str) -> IdempotencyStore:
    """Return the store: in a folder, or in memory if the folder cannot be used."""
    from line_connector.outbox.database import JournalError
    from line_connector.services.actions.idempotency_store import IdempotencyStore

    if state == "none":
        return IdempotencyStore()
    try:
        return IdempotencyStore(Path(state))
    except JournalError as error:
        say_warning(
            f"--state: {error}; what is sent is stored in memory: after a restart, reusing an "
            "Idempotency-Key for another message is not refused"
        )
        return IdempotencyStore()


def _say_sandbox(used: SandboxInUse) -> None:
    say(f"See received messages at {used.url}/")

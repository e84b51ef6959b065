"""`line-connector serve`: every action over HTTP, until Ctrl-C."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click
import platformdirs

from line_connector.cli.connecting import connected
from line_connector.cli.options import manifest_option
from line_connector.cli.printing import say, say_warning
from line_connector.connector import Connector
from line_connector.errors import CredentialsError, InputError
from line_connector.manifest import load_manifest

if TYPE_CHECKING:
    import socket

    from line_connector.services.actions.front_door import FrontDoor
    from line_connector.services.actions.used_keys import UsedKeys


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8080,
    show_default=True,
    help="Port to listen on; 0 takes any.",
)
@click.option("--keys", metavar="FILE", help="Who may ask: made by line-connector keys add.")
@click.option("--no-auth", is_flag=True, help="Let in whatever runs on this machine.")
@click.option("--connection", metavar="FILE", help="Addresses and credentials (YAML or JSON).")
@click.option("--sandbox", is_flag=True, help="Run on a sandbox that lives as long.")
@click.option(
    "--max-body",
    type=click.IntRange(min=1),
    default=1024 * 1024,
    show_default=True,
    metavar="BYTES",
    help="Refuse larger requests.",
)
@click.option(
    "--max-calls",
    type=click.IntRange(min=1),
    default=40,
    show_default=True,
    metavar="N",
    help="Calls of one action in flight; more wait, and after 10 s get 503.",
)
@click.option(
    "--max-connections",
    type=click.IntRange(min=1),
    default=512,
    show_default=True,
    metavar="N",
    help="Connections open at the same time.",
)
@click.option(
    "--state",
    default=lambda: str(platformdirs.user_state_path("line-connector")),
    envvar="LINE_CONNECTOR_STATE",
    show_envvar=True,
    metavar="FOLDER",
    help="Where the keys of a day are remembered; none: in memory. Absent: the user's own "
    "state folder.",
)
@manifest_option
def serve(
    host: str,
    port: int,
    keys: str | None,
    no_auth: bool,
    connection: str | None,
    sandbox: bool,
    max_body: int,
    max_calls: int,
    max_connections: int,
    state: str,
    manifest: tuple[str, ...],
) -> None:
    r"""Run actions for whatever can send an HTTP request.

    \b
      line-connector serve --sandbox --no-auth &
      curl http://127.0.0.1:8080/actions/get_message_quota -X POST
    """
    from line_connector.services.actions.actions import Limits
    from line_connector.services.actions.app import build_app
    from line_connector.services.actions.request_log import log_to_stderr
    from line_connector.services.actions.server import run_app
    from line_connector.web.connections import Bounds
    from line_connector.web.listening import address_of

    catalogue = load_manifest(*manifest)
    with ExitStack() as stack:
        door = _open_door(keys, no_auth)
        listener = stack.enter_context(_bind(host, port, no_auth))
        reached = connected(catalogue, connection, sandbox=sandbox, told=_say_sandbox)
        connector = stack.enter_context(reached)
        _check_credentials(connector)
        used_keys = _used_keys("none" if sandbox else state)
        stack.callback(used_keys.close)
        log_to_stderr()
        url = address_of(listener)
        run_app(
            build_app(connector, door, used_keys, Limits(body=max_body, calls=max_calls)),
            listener,
            lambda: say(f"Actions are run at {url}/actions/NAME - stop with Ctrl-C"),
            Bounds(connections=max_connections),
        )


def _open_door(keys: str | None, no_auth: bool) -> FrontDoor:
    """Return what decides who is let in."""
    from line_connector.services.actions.clients import Clients, read_clients
    from line_connector.services.actions.front_door import KeyedDoor, LoopbackDoor

    if (keys is None) is not no_auth:
        raise click.UsageError(
            "say who may ask: --keys FILE (made by line-connector keys add), "
            "or --no-auth for whatever runs on this machine"
        )
    if keys is None:
        return LoopbackDoor()
    entries = read_clients(Path(keys))
    if not entries:
        raise InputError(f"{keys}: lists no client; add one: line-connector keys add")
    return KeyedDoor(Clients(entries))


def _bind(host: str, port: int, no_auth: bool) -> socket.socket:
    """Take the port; without keys only one that other machines cannot reach."""
    from line_connector.web.listening import bind, is_on_loopback

    try:
        listener = bind(host, port)
    except OSError as error:
        raise InputError(f"--host {host} --port {port}: {error.strerror or error}") from None
    if not is_on_loopback(listener):
        if no_auth:
            listener.close()
            raise InputError(f"--no-auth: not with --host {host}, which other machines can reach")
        say_warning("keys and messages travel unencrypted: put a proxy with TLS before this port")
    return listener


def _used_keys(state: str) -> UsedKeys:
    """Return where used keys are remembered: in a folder, or in memory where that cannot be."""
    import sqlite3

    from line_connector.services.actions.used_keys import UsedKeys

    if state == "none":
        return UsedKeys()
    try:
        return UsedKeys(Path(state))
    except (OSError, sqlite3.Error) as error:
        why = getattr(error, "strerror", None) or error
        say_warning(
            f"--state {state}: {why}; Idempotency-Keys are remembered in memory: after a restart "
            "one that is used for another message is not refused"
        )
        return UsedKeys()


def _say_sandbox(url: str) -> None:
    say(f"What people receive is at {url}/")


def _check_credentials(connector: Connector) -> None:
    """Say which connections cannot be used; without any there is nothing to serve."""
    connections = connector.manifest.connections
    lacking = [error for name in connections if (error := _credentials_error(connector, name))]
    if len(lacking) == len(connections):
        raise lacking[0]
    for error in lacking:
        say_warning(str(error))


def _credentials_error(connector: Connector, name: str) -> CredentialsError | None:
    try:
        connector.session(name)
    except CredentialsError as error:
        return error
    return None

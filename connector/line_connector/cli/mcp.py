"""`line-connector mcp`: actions as tools for AI agents."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import click

from line_connector.cli.completing import complete_file
from line_connector.cli.connecting import connected
from line_connector.cli.listening import bind_port, unusable_connections
from line_connector.cli.options import (
    address_options,
    credentials_options,
    manifest_option,
    sandbox_option,
    store_option,
)
from line_connector.cli.printing import say
from line_connector.configuration import read_configuration
from line_connector.errors import InputError
from line_connector.installing import how_to_install

if TYPE_CHECKING:
    from line_connector.cli.sandbox_in_use import SandboxInUse
    from line_connector.events.store import EventStore

TOKEN = "LINE_CONNECTOR_MCP_TOKEN"  # noqa: S105 - the variable's name
_MIN_TOKEN = 16


@click.command()
@credentials_options
@sandbox_option
@click.option(
    "--toolset",
    "toolsets",
    multiple=True,
    metavar="NAMES",
    help="Offer these toolsets, for example messaging,group; or all. Default: messaging.",
)
@click.option("--read-only", is_flag=True, help="Offer only tools that read.")
@click.option(
    "--allow-to",
    multiple=True,
    metavar="IDS",
    help="Send only to these recipients; can be repeated.",
)
@click.option(
    "--max-recipients",
    type=click.IntRange(min=1),
    metavar="N",
    help="Maximum recipients of one call.",
)
@click.option("--http", is_flag=True, help="Serve over HTTP instead of standard input and output.")
@address_options(8078)
@click.option(
    "--token-file",
    metavar="FILE",
    shell_complete=complete_file,
    help=f"File with the token for clients. Default: the variable {TOKEN}.",
)
@store_option
@manifest_option
def mcp(
    connection: str | None,
    account: str | None,
    sandbox: bool,
    toolsets: tuple[str, ...],
    read_only: bool,
    allow_to: tuple[str, ...],
    max_recipients: int | None,
    http: bool,
    host: str,
    port: int,
    token_file: str | None,
    store: str | None,
    manifest: tuple[str, ...],
) -> None:
    r"""Serve actions as MCP tools for AI agents.

    A toolset is a chapter, as `line-connector actions` lists it in brackets. Default is messaging.

    \b
      line-connector mcp --sandbox
      line-connector mcp --connection line.yaml --toolset messaging,group --allow-to C…
    """
    from line_connector.manifest import load_manifest
    from line_connector.services.mcp.server import build_server
    from line_connector.services.mcp.serving import serve_http, serve_stdio
    from line_connector.services.mcp.settings import Settings

    token = _token(token_file) if http else ""
    # Standard output belongs to the protocol.
    logging.basicConfig(
        stream=sys.stderr, level=logging.WARNING, format="%(levelname)s: %(message)s"
    )
    catalogue = load_manifest(*manifest)
    with connected(
        catalogue, connection, account, sandbox=sandbox, on_sandbox=_say_sandbox
    ) as connector:
        unusable = unusable_connections(connector)
        for name, error in unusable.items():
            say(f"no tools of {name}: {str(error).splitlines()[0]}")
        settings = Settings(
            toolsets=_names("--toolset", toolsets) or ["messaging"],
            connections=catalogue.connections.keys() - unusable,
            read_only=read_only,
            allow_to=_names("--allow-to", allow_to),
            max_recipients=max_recipients,
            configuration=read_configuration(),
            events=_events(store),
        )
        server = build_server(connector, settings)
        if not http:
            serve_stdio(server)
            return
        with bind_port(host, port) as listener:
            serve_http(
                server, listener, token, lambda url: say(f"MCP is at {url} - stop with Ctrl-C")
            )


def _say_sandbox(used: SandboxInUse) -> None:
    kind = "an embedded" if used.is_embedded else "the running"
    say(f"Using {kind} sandbox; see received messages at {used.url}/")


def _events(url: str | None) -> EventStore | None:
    """Return the store of a listener; None if none is named and there is none.

    Raises:
        ConnectorError: it cannot be opened.
    """
    if find_spec("sqlalchemy") is None:
        if url is not None:
            raise InputError(f"--store: install the extra: {how_to_install('listen')}")
        return None
    from line_connector.events.database import default_path
    from line_connector.events.store import EventStore

    return EventStore(url) if url is not None or default_path().exists() else None


def _token(file: str | None) -> str:
    """Return the token for clients. A command line would show it to other users.

    Raises:
        InputError: there is none, or it is too short.
    """
    if file:
        try:
            token = Path(file).read_text(encoding="utf-8").strip()
        except (OSError, ValueError) as error:
            why = getattr(error, "strerror", None) or "is not text"
            raise InputError(f"--token-file {file}: {why}") from None
    else:
        token = os.environ.get(TOKEN, "").strip()
    if len(token) < _MIN_TOKEN:
        raise InputError(
            f"--http needs a token of at least {_MIN_TOKEN} characters, in {TOKEN} or in "
            "--token-file; make one with: openssl rand -hex 32"
        )
    return token


def _names(option: str, values: Sequence[str]) -> list[str] | None:
    """Return the names in a repeatable option, each value of which may list several.

    Raises:
        InputError: the option is used but empty, which must not mean "no limit".
    """
    names = [name.strip() for text in values for name in text.split(",") if name.strip()]
    if values and not names:
        raise InputError(f"{option}: must not be empty")
    return names or None

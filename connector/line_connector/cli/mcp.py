"""`line-connector mcp`: every action as a tool for AI agents."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from line_connector.cli.connecting import connected
from line_connector.cli.options import manifest_option
from line_connector.cli.printing import say
from line_connector.connector import Connector
from line_connector.errors import CredentialsError, InputError
from line_connector.manifest import load_manifest

TOKEN = "LINE_CONNECTOR_MCP_TOKEN"  # noqa: S105 - the variable's name
_LEAST_TOKEN = 16


@click.command()
@click.option("--connection", metavar="FILE", help="Addresses and credentials (YAML or JSON).")
@click.option("--sandbox", is_flag=True, help="Serve a sandbox that lives as long as this.")
@click.option(
    "--toolset",
    "toolsets",
    multiple=True,
    metavar="NAMES",
    help="Offer only these groups of tools: messaging,infobip. All if absent.",
)
@click.option("--read-only", is_flag=True, help="Offer only what changes and sends nothing.")
@click.option(
    "--allow-to",
    multiple=True,
    metavar="IDS",
    help="Send to these recipients only; can be given more than once.",
)
@click.option(
    "--max-recipients",
    type=click.IntRange(min=1),
    metavar="N",
    help="Send to at most so many in one call.",
)
@click.option("--http", is_flag=True, help="Serve HTTP, not standard input and output.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8078, show_default=True, help="Port to listen on; 0 takes any.")
@click.option(
    "--token-file",
    metavar="FILE",
    help=f"File with the token that clients must have; else it is {TOKEN}.",
)
@manifest_option
def mcp(
    connection: str | None,
    sandbox: bool,
    toolsets: tuple[str, ...],
    read_only: bool,
    allow_to: tuple[str, ...],
    max_recipients: int | None,
    http: bool,
    host: str,
    port: int,
    token_file: str | None,
    manifest: tuple[str, ...],
) -> None:
    r"""Serve every action as an MCP tool, for an AI agent that starts this command.

    \b
      line-connector mcp --sandbox
      line-connector mcp --connection line.yaml --toolset messaging --allow-to C…
    """
    from line_connector.services.mcp.server import build_server
    from line_connector.services.mcp.serving import serve_http, serve_stdio
    from line_connector.services.mcp.settings import Settings

    token = _token(token_file) if http else ""
    # Standard output is the protocol's.
    logging.basicConfig(
        stream=sys.stderr, level=logging.WARNING, format="%(levelname)s: %(message)s"
    )
    catalogue = load_manifest(*manifest)
    with connected(catalogue, connection, sandbox=sandbox, told=_say_sandbox) as connector:
        settings = Settings(
            toolsets=_names("--toolset", toolsets),
            connections=_usable(connector),
            read_only=read_only,
            allow_to=_names("--allow-to", allow_to),
            max_recipients=max_recipients,
        )
        server = build_server(connector, settings)
        if not http:
            serve_stdio(server)
            return
        try:
            serve_http(
                server, host, port, token, lambda url: say(f"MCP is at {url} - stop with Ctrl-C")
            )
        except OSError as error:
            raise InputError(f"--host {host} --port {port}: {error.strerror or error}") from None


def _say_sandbox(url: str) -> None:
    say(f"LINE and Infobip are a sandbox; what people receive: {url}/")


def _usable(connector: Connector) -> list[str]:
    """Return the connections that have credentials; say which have none.

    Raises:
        CredentialsError: none has.
    """
    refusals = {name: _refusal(connector, name) for name in connector.manifest.connections}
    usable = [name for name, refusal in refusals.items() if refusal is None]
    if not usable:
        raise CredentialsError("\n".join(filter(None, refusals.values())))
    for name, refusal in refusals.items():
        if refusal is not None:
            say(f"no tools of {name}: {refusal.splitlines()[0]}")
    return usable


def _refusal(connector: Connector, connection: str) -> str | None:
    """Return why a connection cannot be used; None if it can."""
    try:
        connector.session(connection)
    except CredentialsError as error:
        return str(error)
    return None


def _token(file: str | None) -> str:
    """Return the token that clients must have. It never stands in a command line.

    Raises:
        InputError: there is none, or it is easily guessed.
    """
    if file:
        try:
            token = Path(file).read_text(encoding="utf-8").strip()
        except (OSError, ValueError) as error:
            why = getattr(error, "strerror", None) or "is not text"
            raise InputError(f"--token-file {file}: {why}") from None
    else:
        token = os.environ.get(TOKEN, "").strip()
    if len(token) < _LEAST_TOKEN:
        raise InputError(
            f"--http needs a token of at least {_LEAST_TOKEN} characters, in {TOKEN} or in "
            "--token-file; make one with: openssl rand -hex 32"
        )
    return token


def _names(option: str, given: Sequence[str]) -> list[str] | None:
    """Return the names in an option that can be given more than once and hold several each.

    Raises:
        InputError: it is given and holds none: no limit is not what was asked for.
    """
    names = [name.strip() for text in given for name in text.split(",") if name.strip()]
    if given and not names:
        raise InputError(f"{option}: must not be empty")
    return names or None

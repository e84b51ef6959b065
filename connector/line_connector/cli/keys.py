"""`line-connector keys`: the clients of `line-connector serve` and their API keys."""

from __future__ import annotations

from fnmatch import filter as matching
from pathlib import Path

import click

from line_connector.cli.completing import complete_file
from line_connector.cli.options import manifest_option
from line_connector.cli.printing import say
from line_connector.errors import InputError

keys_option = click.option(
    "--keys",
    "file",
    required=True,
    metavar="FILE",
    shell_complete=complete_file,
    help="The file for serve --keys.",
)


@click.group()
def keys() -> None:
    """Manage the API keys of the HTTP service."""


@keys.command()
@click.argument("name")
@keys_option
@click.option(
    "--action",
    "actions",
    multiple=True,
    required=True,
    metavar="PATTERN",
    help="An action it may run, or a pattern such as 'get_*'; can be repeated.",
)
@click.option(
    "--connection",
    "connections",
    multiple=True,
    metavar="NAME",
    help="A connection or an account it may use; can be repeated. Default: all.",
)
@click.option(
    "--callback",
    "callbacks",
    multiple=True,
    metavar="ORIGIN",
    help="Where it may have answers sent to, such as https://n8n.example; can be repeated.",
)
@manifest_option
def add(
    name: str,
    file: str,
    actions: tuple[str, ...],
    connections: tuple[str, ...],
    callbacks: tuple[str, ...],
    manifest: tuple[str, ...],
) -> None:
    r"""Add client NAME and print its API key once: the file stores only a hash.

    \b
      line-connector keys add n8n --keys clients.yaml --action push_message --action 'get_*'
    """
    from line_connector.configuration import read_configuration
    from line_connector.manifest import load_manifest
    from line_connector.services.actions.clients import ALL, add_client

    catalogue = load_manifest(*manifest)
    accounts = read_configuration(manifest=catalogue).accounts if connections else ()
    for option, patterns, known in (
        ("--action", actions, catalogue.actions),
        ("--connection", connections, [*catalogue.connections, *accounts]),
    ):
        for pattern in patterns:
            if not matching(known, pattern):
                raise InputError(f"{option} {pattern}: matches nothing")
    key = add_client(Path(file), name, actions, connections or ALL, callbacks)
    click.echo(key)
    say(f"This is the key of {name}; {file} stores only a hash. Restart serve to use it.")


@keys.command("list")
@keys_option
def list_(file: str) -> None:
    """List the clients and what each may run."""
    from line_connector.services.actions.clients import read_clients

    for name, entry in read_clients(Path(file)).items():
        click.echo(f"{name}  {' '.join(entry.actions)}  on {' '.join(entry.connections)}")


@keys.command()
@click.argument("name")
@keys_option
def remove(name: str, file: str) -> None:
    """Remove client NAME and revoke its key."""
    from line_connector.services.actions.clients import remove_client

    remove_client(Path(file), name)
    say(f"Removed {name}. Restart serve to revoke its key.")
